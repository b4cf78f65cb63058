/* Words to the service manager (sd_notify(3)). */
#include "engine/http/notify.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"

void notify_open(struct notify *notify)
{
    const char *address = getenv("NOTIFY_SOCKET");
    const char *watchdog_process = getenv("WATCHDOG_PID");
    long long period = 0, process = getpid();
    *notify = (struct notify){0};
    bool usable = address != NULL && (address[0] == '/' || address[0] == '@') &&
                  strlen(address) < sizeof notify->address;
    if (usable) {
        memcpy(notify->address, address, strlen(address) + 1);
    }
    bool asked = text_to_integer(getenv("WATCHDOG_USEC"), 1, LLONG_MAX, &period);
    bool of_us = watchdog_process == NULL ||
                 (text_to_integer(watchdog_process, 1, INT_MAX, &process) && process == getpid());
    notify->watchdog_micro = usable && asked && of_us ? period / 3 : 0;
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
}

void notify_send(const struct notify *notify, const char *lines)
{
    size_t length = strlen(notify->address);
    if (length == 0) {
        return;
    }
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    memcpy(to.sun_path, notify->address, length);
    if (to.sun_path[0] == '@') {
        to.sun_path[0] = '\0'; /* a name outside the file system */
    }
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return;
    }
    /* A busy manager gets a second. Nobody can be told when it does not take it; it will act on the silence. */
    struct timeval patience = {.tv_sec = 1};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ssize_t ignored = sendto(descriptor, lines, strlen(lines), MSG_NOSIGNAL,
                             (const struct sockaddr *)&to,
                             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    (void)ignored;
    close(descriptor);
}

void notify_reloading(const struct notify *notify)
{
    char lines[80];
    snprintf(lines, sizeof lines, "RELOADING=1\nMONOTONIC_USEC=%lld", clock_monotonic_micro());
    notify_send(notify, lines);
}

void notify_alive(struct notify *notify)
{
    long long now = clock_monotonic_micro();
    if (notify->watchdog_micro > 0 && now - notify->watchdog_last >= notify->watchdog_micro) {
        notify->watchdog_last = now;
        notify_send(notify, "WATCHDOG=1");
    }
}
