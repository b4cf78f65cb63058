/* What goes back. Headers are set here alone; the body goes out in one piece, or as a stream. */
#ifndef ENGINE_HTTP_RESPONSE_H
#define ENGINE_HTTP_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/http/request.h"

struct http_cookie {
    const char *name, *value; /* value NULL = remove */
    bool secure;
    const char *path; /* the base path or "/"; NULL and "" are "/" */
    long max_age;     /* seconds; 0 = until the browser closes */
};

struct http_response {
    int status;
    const char *type;     /* "text/html; charset=utf-8" */
    const char *location; /* redirects: a path within the site, percent-encoded by the caller; base path put before */
    const char *away;     /* a redirect out of the site instead: a whole address, percent-encoded by the caller */
    const char *refresh;  /* where the browser goes by itself: "1" comes back in a second, "0;url=ADDRESS" goes on. Not by a redirect:
                           * browsers let none that follows a form out of the site (form-action) */
    const char *file_name; /* downloads: Content-Disposition; ASCII letters, digits, dot, dash only */
    const char *receipt;   /* downloads: what its receipt is found by, in X-Kvittering; or NULL */
    const char *etag;      /* quoted, or NULL */
    const char *allow;     /* with 405: the methods, "GET, POST" */
    struct http_cookie cookies[6];
    size_t cookie_count;
    const char *body;
    size_t body_length;
    long retry_after; /* seconds, 0 = none */
    bool no_referrer; /* the address holds a secret: it goes nowhere, not even within the site */
};

/* The connection a response goes out on; made by the server. Each request is answered exactly once: by one
 * http_reply_send, or by http_reply_begin and what follows it. */
struct http_reply;

/* Sends status, headers and the whole body. false: the client has left. A HEAD request gets no body. */
bool http_reply_send(struct http_reply *reply, const struct http_response *response);

/* Streams: headers, then pieces, each checked; false: the client has left, reads slower than the pool allows, or asked
 * by HEAD for the headers alone: stop. Small pieces are gathered; http_reply_flush sends what lies there at once.
 * http_reply_end does so too and tells whether all of it got out; a stream that needs no such answer may just end.
 * A stream cut by us calls http_reply_abort, so that the client sees a broken transfer and not a short file. */
bool http_reply_begin(struct http_reply *reply, const struct http_response *response);
bool http_reply_write(struct http_reply *reply, const char *bytes, size_t length);
bool http_reply_flush(struct http_reply *reply);
bool http_reply_end(struct http_reply *reply);
void http_reply_abort(struct http_reply *reply);
/* Between a stream's rows, as often as one likes: lets pages go first, where its pool gives way. How often it rested for
 * them so far. */
unsigned http_reply_give_way(struct http_reply *reply);

#endif
