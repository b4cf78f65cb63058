/* One request on its way through a page: what came, who asks, what goes back. */
#ifndef REGISTER_PAGE_VISIT_H
#define REGISTER_PAGE_VISIT_H

#include <stdbool.h>

#include "engine/http/request.h"
#include "engine/http/response.h"
#include "register/domain/jobbsjansen/participant.h"
#include "register/page/form/post.h"
#include "register/page/site.h"

/* What a handler says became of the request; serve.c turns it into bytes. */
enum outcome {
    OUTCOME_READY,     /* visit->response is filled: a page or a redirect */
    OUTCOME_SENT,      /* streamed already */
    OUTCOME_BAD,       /* 400: visit->reason says which part */
    OUTCOME_LOGIN,     /* not logged in: off to the login page, or 401 for a field saved by itself (I7) */
    OUTCOME_FORGERY,   /* 403: the anti-forgery token is missing or wrong */
    OUTCOME_ABSENT,    /* 404: not there, or not for this user (I8) */
    OUTCOME_METHOD,    /* 405 */
    OUTCOME_TOO_LARGE, /* 413 */
    OUTCOME_MEDIA,     /* 415: a body that is no form */
    OUTCOME_FAILED,    /* 500: logged */
    OUTCOME_DOWN,      /* 503: the database is away */
    OUTCOME_AGAIN      /* nothing was done, and the database has forgotten who asks: the request starts over */
};

struct route;
struct help_topic;
struct search_page;

struct visit {
    struct site *site;
    const struct http_request *request;
    struct arena *arena;
    struct http_reply *reply;
    struct context context;
    const struct route *route;
    const struct codebook_register *reg; /* the one the request stands in (registers.h): never NULL */
    const char *part; /* what stood for the first {...} of the address, mostly {id}, or NULL */
    const char *page; /* ... for the second: {page}, {kind} */
    const char *row;  /* ... for the third */
    struct http_response response;
    struct values *values; /* of the root, made by visit_page or visit_parts */
    const char *root;      /* its file */
    const char *menu;      /* the main menu's item that is this page, "AT_HELP"; set before visit_page */
    const struct help_topic *help; /* the chapter on this page, where it is not its route's; set before visit_page */
    const char *reason;
    const struct search_page *search_over; /* OUTCOME_ABSENT since the address names no search for persons of the user's */
};

/* The values of the page inside the frame: `file` becomes the content, `title` the page's title. */
struct values *visit_page(struct visit *visit, const char *file, const char *title);
/* The values of a file without the frame: parts for a page that stands already. */
struct values *visit_parts(struct visit *visit, const char *file);
/* Renders what visit_page or visit_parts began, with that status. */
enum outcome visit_render(struct visit *visit, int status);
/* Whom to ask: the sections SUPPORT (or NO_SUPPORT) and LOGIN_HELP, for those addresses that are set. */
void visit_contact(const struct visit *visit, struct values *page);
/* 303 to a path within the site; `path` begins with '/' and carries no personal data. */
enum outcome visit_redirect(struct visit *visit, const char *path);

/* What came, to be read by the codebook of that register. */
struct form_post visit_form(const struct visit *visit, const struct codebook_register *reg);

/* The outcome for trouble in the store; OUTCOME_READY for STORE_OK. */
enum outcome visit_store(enum store_result result);

/* Districts by name; read once for each worker. */
enum store_result visit_places(struct visit *visit, const struct places **places_out);

#endif
