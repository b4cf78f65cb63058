/* Words to the service manager (sd_notify(3)): READY, RELOADING, STOPPING, STATUS, WATCHDOG. The protocol is one
 * datagram and is promised to stay, so no library is needed for it. Without a manager all of this does nothing. */
#ifndef ENGINE_HTTP_NOTIFY_H
#define ENGINE_HTTP_NOTIFY_H

#include <stdbool.h>

struct notify {
    char address[108]; /* "" = nobody listens */
    long long watchdog_micro; /* how often WATCHDOG=1 is due; 0 = not asked for */
    long long watchdog_last;
};

/* Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID and takes them away, so that no child speaks for us. */
void notify_open(struct notify *notify);
/* `lines`: "READY=1\nSTATUS=..." */
void notify_send(const struct notify *notify, const char *lines);
/* Says that a reload begins, with the time that the manager wants beside it. */
void notify_reloading(const struct notify *notify);
/* Says WATCHDOG=1 when it is due. */
void notify_alive(struct notify *notify);

#endif
