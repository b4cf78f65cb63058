/* A listening socket: handed over by whoever started us, or opened here. */
#ifndef ENGINE_HTTP_LISTENER_H
#define ENGINE_HTTP_LISTENER_H

#include <stdbool.h>
#include <sys/types.h>

#include "engine/http/server.h"

struct listener {
    int descriptor; /* does not block, closes on exec; -1 = closed */
    bool ours;      /* bound here: nobody listens after us */
    int lock;       /* on `path`.lock; -1 = none */
    const char *path;
    dev_t device; /* of the socket file, to take away no other than ours */
    ino_t file;
};

/* Takes the socket that LISTEN_FDS names for the pool, else binds its path: mode 0660, a socket left by a dead
 * server is replaced, that of a living one (it holds a lock on `path`.lock) and any other file are refused.
 * *why_out is valid until the next call. */
bool listener_open(const struct server_pool *pool, struct listener *listener_out, const char **why_out);

/* Closes what LISTEN_FDS brought that no pool took, and forgets it, so that no child takes it for its own. */
void listener_forget_handed(void);

/* Takes the file away, where it is still ours: nobody new gets in. */
void listener_hide(struct listener *listener);
void listener_close(struct listener *listener);

#endif
