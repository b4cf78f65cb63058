/* Who asks, and does the request come from a page of ours: session, grants, anti-forgery.
 * Requirements A1, I6; issue 2 (login). */
#ifndef REGISTER_CONTEXT_CONTEXT_H
#define REGISTER_CONTEXT_CONTEXT_H

#include <stdbool.h>

#include "engine/base/words.h"
#include "engine/http/request.h"
#include "engine/http/response.h"
#include "register/domain/access/grant.h"
#include "register/store/store.h"

#define CONTEXT_KEY_SIZE 32

/* What cookies and anti-forgery tokens are bound with; the same in every worker. */
struct context_rules {
    unsigned char forgery_key[CONTEXT_KEY_SIZE];
    const char *cookie_path; /* base path, or "/" */
    bool secure_always;      /* cookies are Secure also where the request seems plain */
};

struct context {
    const char *reg;               /* the register that the request is about */
    const struct account *account; /* NULL: not logged in */
    const char *token;             /* the session's, or the visitor's before login */
    const char *csrf;              /* for the forms of this page */
    bool visitor_is_new;           /* the visitor's cookie must be set */
    bool session_is_over;          /* came with a session that is no more */
    const char *half;              /* token of a half session (A4), by its form alone; NULL: none came */
};

/* Fills *context_out from the request's cookies, for a request about the register `reg`. Tells the database who asks (one round trip), also that nobody
 * does where the session is unknown. */
enum store_result context_open(struct store *store, const struct context_rules *rules,
                               const struct http_request *request, const char *reg, struct context *context_out);

/* The language this visitor chose, bokmål where none was chosen or the cookie holds no name of one. What the browser
 * prefers is not asked: many are set to English by those who installed them, and not by the caseworker. */
enum language context_language(const struct http_request *request);

/* Did the form come from a page made for this session? */
bool context_form_is_ours(const struct context *context, const struct http_request *request);

/* The same for the session that is over: from a page that was made for it, and for nobody else (P6). */
bool context_form_was_ours(const struct context_rules *rules, const struct context *context,
                           const struct http_request *request);

/* From here on the context's forms are those of this new session. Nobody's account is open yet. */
void context_enter(const struct context_rules *rules, const struct http_request *request, const char *token,
                   struct context *context);

/* What this browser is known by at login, for a year: the token it came with, or a fresh one. Says nothing of who uses it, and
 * opens nothing: it only counts wrong passwords and codes by itself. */
const char *context_browser(const struct http_request *request);

/* A fresh session's cookie, the visitor's, the chosen language for a year; and the removal of the session's. `request` tells whether it goes over TLS. */
void context_set_session(const struct context_rules *rules, const struct http_request *request,
                         const char *token, struct http_response *response);
/* NULL: removes it. */
void context_set_half(const struct context_rules *rules, const struct http_request *request, const char *token,
                      struct http_response *response);
void context_set_browser(const struct context_rules *rules, const struct http_request *request, const char *token,
                         struct http_response *response);
void context_set_visitor(const struct context_rules *rules, const struct http_request *request,
                         const struct context *context, struct http_response *response);
void context_set_language(const struct context_rules *rules, const struct http_request *request,
                          enum language language, struct http_response *response);
/* The register that a user of several was in, by name, as she came with it: NULL, or anything; and kept for a year. */
const char *context_register(const struct http_request *request);
void context_set_register(const struct context_rules *rules, const struct http_request *request, const char *name,
                          struct http_response *response);
/* What binds a login through a provider to this browser, for a quarter of an hour: each has a cookie of its own, named by its
 * reference, so that two tabs can be at it. `token` NULL removes it. */
void context_set_oidc(const struct context_rules *rules, const struct http_request *request, const char *reference,
                      const char *token, struct http_response *response);
/* The token that came; NULL: none, or none of ours. */
const char *context_oidc_token(const struct http_request *request, const char *reference);
void context_drop_session(const struct context_rules *rules, const struct http_request *request,
                          struct http_response *response);

#endif
