/* Which register a request stands in: its route's own. What they share, as the guide or people's access, is shown in the one its
 * user came from (a cookie holds its name), else in her first. */
#ifndef REGISTER_PAGE_REGISTERS_H
#define REGISTER_PAGE_REGISTERS_H

#include "register/page/visit.h"

#define REGISTERS_AT_MOST 2

/* By name, where the site has it; else NULL. */
const struct codebook_register *registers_named(const struct site *site, const char *name);
/* Those the user has a grant in, in the site's order; returns how many. */
size_t registers_of(const struct visit *visit, const struct codebook_register *registers_out[REGISTERS_AT_MOST]);
/* One of them by name, or NULL. */
const struct codebook_register *registers_own(const struct visit *visit, const char *name);

/* Before the route is known to be hers: what is not there looks the same, whichever register it is asked of (I8). */
void registers_choose(struct visit *visit);
/* May she who asks do all this in the route's register? Where it belongs to none: in any, and to
 * read the log in all. */
bool registers_may(const struct visit *visit, unsigned rights);
/* She may: into the route's own. */
void registers_enter(struct visit *visit);
/* A page of a register was shown to somebody who has several: that is where she comes from next. */
void registers_remember(struct visit *visit);
/* Where she begins in the visit's register: a path. */
const char *registers_start(const struct visit *visit);

#endif
