/* A worker process: one request at a time, until it is asked to leave. */
#ifndef ENGINE_HTTP_WORKER_H
#define ENGINE_HTTP_WORKER_H

#include <sys/types.h>

#include "engine/http/listener.h"
#include "engine/http/scoreboard.h"
#include "engine/http/server.h"

#define WORKER_NOT_OPENED 3 /* exit status: worker_open gave NULL */

struct worker_post { /* what the master gives it at the fork */
    const struct server *server;
    size_t pool;
    const struct listener *listener;
    unsigned number;
    void *generation;
    struct scoreboard *board;
    struct seat *seat;
    pid_t master;
};

/* Runs in the child, which the master forked with SIGTERM, SIGINT, SIGHUP and SIGCHLD blocked. SIGTERM (from the
 * master, or from the kernel when the master is gone) means: finish the request in progress, then end. Exits. */
_Noreturn void worker_run(const struct worker_post *post);

#endif
