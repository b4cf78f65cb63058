/* A request made from what nginx hands over: FastCGI parameters and a body. */
#ifndef ENGINE_HTTP_READING_H
#define ENGINE_HTTP_READING_H

#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/http/request.h"

struct request_limits {
    size_t body;   /* bytes */
    size_t fields; /* in a query, and again in a form */
    const char *base_path;
};

struct request_source {
    char *const *params; /* "NAME=value", ends with NULL; not needed after the reading */
    size_t (*read)(void *body, char *bytes, size_t size); /* fewer than `size` bytes only at the end */
    void *body;
};

/* Fills *request_out, all of it in the arena. Returns 0, or the status to refuse with: 400 unreadable, 404
 * outside the base path, 413 body too large, 414 address too long, 415 a body that is no form. A refused request
 * is filled as far as it was read and has no NULL where an accepted one has none. The body of a method we do
 * not know is left unread, whatever it holds. */
int request_read(struct arena *arena, const struct request_limits *limits, const struct request_source *source,
                 struct http_request *request_out);

#endif
