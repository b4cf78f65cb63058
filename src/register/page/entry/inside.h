/* Where a login leads: the way there travels through its pages. */
#ifndef REGISTER_PAGE_ENTRY_INSIDE_H
#define REGISTER_PAGE_ENTRY_INSIDE_H

#include "register/page/visit.h"

/* The address asked for before the login, `til` of form or query: one of ours with its query, else NULL. That of an invitation holds
 * the link's secret, so it comes and goes by form alone: no address of a login says it. */
const char *inside_asked(const struct visit *visit);
/* The same, where it may stand in an address; else NULL. */
const char *inside_told(const struct visit *visit);
/* Puts it into a form of the login (section RETURN), with what was typed when the session was over (carry.h). */
void inside_fill(struct visit *visit, struct values *page);
/* What may be told, as the query of an address: "?til=..." or "". */
const char *inside_query(struct visit *visit);
/* Logged in, under that token: on to where it leads. */
enum outcome inside_enter(struct visit *visit, const char *token);

#endif
