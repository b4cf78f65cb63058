/* Asks another agency's server, and takes its answer with care: time-outs, a largest size, no redirects, TLS verified.
 * The only module that includes libcurl. Addresses hold people's numbers: none is ever logged or told. */
#ifndef REGISTER_OUTSIDE_HTTP_CLIENT_H
#define REGISTER_OUTSIDE_HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

struct http_client;

struct http_client_limits {
    unsigned connect_ms;   /* until the connection stands, TLS and all */
    unsigned total_ms;     /* until the last byte: a trickle ends here too */
    size_t body_at_most;   /* bytes; more is no answer */
};

enum http_client_result {
    HTTP_CLIENT_OK,      /* the server has answered, whatever its status */
    HTTP_CLIENT_LATE,    /* not in time */
    HTTP_CLIENT_AWAY,    /* no connection, or it broke */
    HTTP_CLIENT_TOO_BIG,
    HTTP_CLIENT_UNSAFE   /* neither TLS with a good certificate nor this machine itself; or no address at all */
};

struct http_client_answer {
    int status;
    const char *type;        /* Content-Type, or "" */
    const char *retry_after; /* as sent, or "" */
    const char *body;        /* with a NUL after it */
    size_t length;
};

/* Keeps its connections open between calls. Never NULL: no memory ends the process. */
struct http_client *http_client_new(const struct http_client_limits *limits);
void http_client_close(struct http_client **client);

/* GET with `Accept: application/json`; `bearer` goes into the Authorization header (NULL: none). The answer lives in the
 * arena. On anything but OK, *why_out is a fixed text without data. */
enum http_client_result http_client_get(struct http_client *client, struct arena *arena, const char *address,
                                        const char *bearer, struct http_client_answer *answer_out,
                                        const char **why_out);

struct http_client_form {
    const char *address;
    const char *fields;          /* application/x-www-form-urlencoded; must live until the answer is here */
    const char *user, *password; /* for the Authorization header (Basic); NULL: none */
};

/* The same with POST. It is sent once: what broke on the way may have arrived. */
enum http_client_result http_client_post(struct http_client *client, struct arena *arena,
                                         const struct http_client_form *form, struct http_client_answer *answer_out,
                                         const char **why_out);

/* Whether an address would be asked at all: by https, or this machine itself. NULL never is. */
bool http_client_may_ask(const char *address);

#endif
