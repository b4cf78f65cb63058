/* One request as the handlers see it: parsed, capped, in the request's arena. */
#ifndef ENGINE_HTTP_REQUEST_H
#define ENGINE_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PATCH, HTTP_OTHER };

struct http_field { /* of a query or a form: decoded, clean UTF-8 without what pasted text hides, line breaks as LF */
    const char *name, *value;
};

struct http_fields {
    struct http_field *items;
    size_t count;
};

struct http_request {
    struct arena *arena;
    enum http_method method;
    const char *path;  /* decoded, starts with '/', without base path and query; no `//`, `.`, `..` */
    struct http_fields query;
    struct http_fields form; /* application/x-www-form-urlencoded bodies of POST and PATCH alone */
    struct http_fields cookies; /* as sent, not decoded; ASCII */
    const char *remote;     /* the client's address, as nginx says; "" where it does not */
    bool secure;            /* came over TLS */
    const char *request_id; /* for the log and error pages: nginx's REQUEST_ID, or a random one of the same shape */
    const char *if_none_match; /* or NULL */
    const char *authorization; /* or NULL */
    const char *user_agent; /* as the client calls itself, or NULL */
};

/* First value of that name, or NULL. */
const char *http_fields_get(const struct http_fields *fields, const char *name);
/* All values of that name, in order; the count is returned. */
size_t http_fields_all(struct arena *arena, const struct http_fields *fields, const char *name,
                       const char *const **values_out);

#endif
