/* Signals of the daemons that work queues. */
#include "command/daemon.h"

#include <stddef.h>
#include <time.h>

enum { MS_PER_SECOND = 1000, NANO_PER_MS = 1000 * 1000 };

void daemon_block_signals(sigset_t *signals_out)
{
    sigemptyset(signals_out);
    sigaddset(signals_out, SIGTERM);
    sigaddset(signals_out, SIGINT);
    sigaddset(signals_out, SIGHUP);
    sigprocmask(SIG_BLOCK, signals_out, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int daemon_wait(const sigset_t *signals, unsigned milliseconds)
{
    struct timespec time = {.tv_sec = milliseconds / MS_PER_SECOND,
                            .tv_nsec = (long)(milliseconds % MS_PER_SECOND) * NANO_PER_MS};

    return sigtimedwait(signals, NULL, &time);
}
