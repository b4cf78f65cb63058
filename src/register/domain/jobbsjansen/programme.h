/* How long a programme has lasted, in words. Requirement P9. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_PROGRAMME_H
#define REGISTER_DOMAIN_JOBBSJANSEN_PROGRAMME_H

#include "engine/base/arena.h"
#include "engine/base/date.h"

/* "1 år, 3 måneder og 4 dager" from start to end, or to today while `end` is not set. Parts that are
 * zero are left out, but "0 dager" is said; "" without a start. */
const char *programme_length(struct arena *arena, struct date start, struct date end, struct date today);

#endif
