/* The FastCGI server: a master that forks workers around one listening socket, and the accept loop of
 * a worker. The only room that includes FastCGI. Rules: webstack findings (blocked SIGTERM, ppoll). */
#ifndef ENGINE_HTTP_SERVER_H
#define ENGINE_HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/http/request.h"
#include "engine/http/response.h"

/* A group of workers that share one socket: forms, downloads. */
struct server_pool {
    const char *name;        /* in the log: "forms" */
    const char *socket_path; /* opened by the master where LISTEN_FDS does not name it */
    const char *listen_name; /* the name in LISTEN_FDNAMES */
    unsigned workers;
    unsigned request_seconds;  /* a request that lasts longer ends its worker */
    unsigned requests_at_most; /* then the worker is recycled */
    size_t memory_at_most;     /* resident bytes; beyond, the worker is recycled between requests */
};

struct server {
    const struct server_pool *pools;
    size_t pool_count;
    size_t body_at_most;    /* bytes of a request body; longer is answered 413 by `refuse` */
    size_t fields_at_most;  /* query or form fields; more is 400 */
    size_t arena_at_most;   /* bytes a request may use */
    const char *base_path;  /* "" or "/jobbsjansen": taken off the front of each path */
    void *context;
    /* In the master, before the first fork and at each SIGHUP: loads configuration and codebook into
     * *generation_out. false: the running one stays; *why_out is logged. */
    bool (*load)(void *context, void **generation_out, const char **why_out);
    void (*unload)(void *context, void *generation);
    /* In a fresh worker: opens what must not be shared over fork. `number` counts from 1 over all pools and
     * is stable over restarts: it names the worker's database account. */
    void *(*worker_open)(void *context, void *generation, unsigned number);
    void (*worker_close)(void *worker);
    void (*serve)(void *worker, const struct http_request *request, struct http_reply *reply);
    /* Requests that never reach `serve`: too large, too many fields, unreadable. */
    void (*refuse)(void *worker, int status, const struct http_request *request, struct http_reply *reply);
};

/* Runs until SIGTERM or SIGINT, then drains. Tells the service manager (sd_notify) where there is one.
 * Returns the process's exit status. */
int server_run(const struct server *server);

#endif
