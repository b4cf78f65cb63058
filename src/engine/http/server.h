/* The FastCGI server: a master that forks workers around one listening socket per pool, and the accept loop of
 * a worker. The only room that includes FastCGI. Rules: webstack findings (blocked SIGTERM, ppoll). */
#ifndef ENGINE_HTTP_SERVER_H
#define ENGINE_HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/http/request.h"
#include "engine/http/response.h"

#define SERVER_POOLS_AT_MOST 4

/* How slowly a stream may be read: who takes less than this while the server waits for her, over so many seconds of
 * waiting, is let go. 0 bytes: as slowly as she likes. */
struct server_pace {
    size_t bytes_per_second;
    unsigned seconds;
};

/* A group of workers that share one socket: forms, downloads. In the three limits 0 means none. */
struct server_pool {
    const char *name;        /* in the log: "forms" */
    const char *socket_path; /* opened by the master, mode 0660, where LISTEN_FDS does not name it */
    const char *listen_name; /* the name in LISTEN_FDNAMES */
    unsigned workers;
    unsigned request_seconds;  /* a request that lasts longer ends its worker */
    unsigned requests_at_most; /* then the worker is recycled */
    size_t memory_at_most;     /* resident bytes; beyond, the worker is recycled between requests */
    struct server_pace pace;   /* of its streams' readers */
    unsigned gives_way; /* while other pools answer, its streams rest as many times as long as they worked; 0: never */
};

struct server {
    const struct server_pool *pools; /* fixed until server_run returns: a reload changes neither number nor sockets */
    size_t pool_count;               /* at most SERVER_POOLS_AT_MOST */
    size_t body_at_most;    /* bytes of a request body; longer is answered 413 by `refuse` */
    size_t fields_at_most;  /* query or form fields; more is 400 */
    size_t arena_at_most;   /* bytes a request may use; the body alone takes up to three times its size */
    const char *base_path;  /* "" or "/jobbsjansen": taken off the front of each path */
    void *context;
    /* In the master, before the first fork and at each SIGHUP: loads configuration and codebook into
     * *generation_out. false: the running one stays; *why_out is logged. */
    bool (*load)(void *context, void **generation_out, const char **why_out);
    /* In the master, once no new worker will be given this generation; workers that still finish with it have
     * their copy from the fork. */
    void (*unload)(void *context, void *generation);
    /* In a fresh worker: opens what must not be shared over fork. `number` counts from 1 over all pools, in their
     * order, and is stable over restarts: it names the worker's database account. During a reload, and while a
     * long request is finished after one, workers of two or three generations share a number, so an account must
     * allow that many sessions. What the worker needs of the outside world may be down: it then opens later, when
     * asked. NULL: this worker cannot work at all; it is tried again with back-off, and a reload is given up. */
    void *(*worker_open)(void *context, void *generation, unsigned number);
    void (*worker_close)(void *worker); /* before the worker ends in order; not after a crash */
    void (*serve)(void *worker, const struct http_request *request, struct http_reply *reply);
    /* Requests that never reach `serve`: too large, too many fields, unreadable, outside the base path. */
    void (*refuse)(void *worker, int status, const struct http_request *request, struct http_reply *reply);
};

/* Runs until SIGTERM or SIGINT, then drains. Tells the service manager (sd_notify) where there is one.
 * Returns the process's exit status. */
int server_run(const struct server *server);

/* Figures of one pool, by its place in `pools`, for /metrics and /klar. Asked in a worker or the master. */
struct server_counts {
    unsigned workers, busy;              /* ready ones; of these, those with a request */
    unsigned long long requests;         /* begun, since the master started */
    unsigned long long crashed, late;    /* workers that died, and those ended for their request's time */
};
void server_count(size_t pool, struct server_counts *counts_out);

#endif
