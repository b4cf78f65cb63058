/* What the register fills in beside what was typed (P4, P5). */
#ifndef REGISTER_PAGE_PARTICIPANT_FILLED_H
#define REGISTER_PAGE_PARTICIPANT_FILLED_H

#include "register/page/participant/world.h"

/* The scheme of financing, where it is asked for, empty, and the place has only one at the start date. */
enum outcome filled_financing(struct visit *visit, const struct world *world, struct answers *answers);

/* What follows from the number and the municipality; `before` is NULL at creation. */
void filled_derived(struct visit *visit, const struct world *world, const struct answers *before,
                    struct answers *after);

#endif
