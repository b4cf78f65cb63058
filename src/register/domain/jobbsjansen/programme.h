/* How long a programme has lasted, in words. Requirement P9. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_PROGRAMME_H
#define REGISTER_DOMAIN_JOBBSJANSEN_PROGRAMME_H

#include "engine/base/arena.h"
#include "engine/base/date.h"

/* "1 år, 3 måneder og 4 dager" from start to end, or to today while `end` is not set: the time gone by, as an age is
 * told. The first day is not counted, so 1 January to 1 January is "1 år" and a single day "0 dager"; month ends as in
 * date_span_between. (Source 1 shows the form and no rule; its one screen with days alone has a programme that began in
 * the same month.) Parts that are zero are left out, but "0 dager" is said, also where the end is before the start; ""
 * without a start. */
const char *programme_length(struct arena *arena, struct date start, struct date end, struct date today);

#endif
