/* What was typed and posted when the session was over travels through the login, in the pages alone, and is sent again
 * when the user says so (P6, P7). Nothing of it is stored, and no address or cookie holds it. */
#ifndef REGISTER_PAGE_ENTRY_CARRY_H
#define REGISTER_PAGE_ENTRY_CARRY_H

#include "register/page/visit.h"

/* Is this post, which found the session over, one to carry: a page of the form, from a page of ours, not too large? */
bool carry_wanted(const struct visit *visit);

/* Puts the post's own fields into the login form, under names that are not the login's. */
void carry_begin(const struct visit *visit, struct values *page);
/* The same fields again, from a login form that holds them. */
void carry_on(const struct visit *visit, struct values *page);

/* Does the login form hold such fields? */
bool carry_is_under_way(const struct visit *visit);

/* The fields as they were posted, and FORM_PATH, for a form that sends them to `to`, with ANSWERS or SEARCH shown: false where it is
 * no path of such a form. */
bool carry_fill(const struct visit *visit, struct values *page, const char *to);
/* Logged in: the page that sends them to `to`, a path below /deltakere/, with the new session's token. */
enum outcome carry_ask(struct visit *visit, const char *to);

#endif
