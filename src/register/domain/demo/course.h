/* When one participant came, was registered and left, and how much of her forms is filled in. */
#ifndef REGISTER_DOMAIN_DEMO_COURSE_H
#define REGISTER_DOMAIN_DEMO_COURSE_H

#include <stdbool.h>

#include "engine/base/date.h"
#include "register/domain/jobbsjansen/status.h"

enum course_filled { COURSE_FIRST_PAGE, COURSE_SOME, COURSE_ALL };

struct course {
    struct date start;
    struct date registered; /* at or after the start */
    struct date end;        /* DATE_NONE while she takes part */
    struct date changed;    /* DATE_NONE where nobody changed anything */
    struct date discharged; /* DATE_NONE until then */
    struct date last_day;   /* the last on which something can have happened to her: the end, or yesterday */
    enum course_filled filled;
    enum status status;
};

/* Nothing lies on `today` or later. She is at least 18 at the start. */
struct course demo_course(unsigned long long seed, unsigned long n, struct date today, struct date born);

#endif
