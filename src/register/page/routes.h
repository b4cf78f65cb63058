/* The one table of addresses (requirement I4): method, pattern, needs, reads or writes, handler. */
#ifndef REGISTER_PAGE_ROUTES_H
#define REGISTER_PAGE_ROUTES_H

#include <stdbool.h>

#include "register/page/visit.h"

/* Who may come: open to all, open where people log in by password (a setting, A4), logged in at least by half (A4), or logged in
 * with these rights in the route's register; where it has none, in any. */
enum route_needs {
    ROUTE_OPEN,
    ROUTE_PASSWORD,
    ROUTE_HALF,
    ROUTE_LOGIN,
    ROUTE_SEE,
    ROUTE_CHANGE,
    ROUTE_REPORT,
    ROUTE_LOG,
    ROUTE_PEOPLE,
    ROUTE_PEOPLE_LIST
};

#define ROUTE_PARTS 3

struct route {
    enum http_method method; /* HTTP_GET answers HEAD too */
    const char *pattern;     /* {x} stands for one part of the path, at most ROUTE_PARTS of them */
    const char *reg;         /* the register it belongs to; NULL: beside all of them */
    enum route_needs needs;
    bool writes; /* the anti-forgery token is asked for */
    enum outcome (*handle)(struct visit *visit);
    /* What to answer when the token is wrong, with what was typed; NULL: the plain page. */
    enum outcome (*forgery)(struct visit *visit);
};

/* What stood for each {x} goes to caught_out in its order, NULL behind the last. NULL: no such address, or not with this method;
 * *allowed_out is then the methods it has, "GET, POST", or NULL. */
const struct route *route_find(enum http_method method, const char *path, struct arena *arena,
                               const char *caught_out[ROUTE_PARTS], const char **allowed_out);

/* The table's rows in their order, NULL behind the last: what `jobbsjanse-worker --routes` prints. */
const struct route *route_at(size_t index);

#endif
