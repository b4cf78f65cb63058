/* When a programme must have been carried through (gjennomføringsfrist; requirement N6, domain.md 6.1). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_DEADLINE_H
#define REGISTER_DOMAIN_INTRODUKSJON_DEADLINE_H

#include "engine/base/date.h"
#include "register/domain/introduksjon/law.h"

struct programme_dates {
    struct date offered; /* the decision, which says what rules hold for it */
    struct date started; /* not set: no deadline yet */
    int days_off;        /* absence and leave that is added to the time, in calendar days; 0 or more */
    bool is_extended;    /* as long as the law allows */
};

/* DATE_NONE where the programme has not started, or no rule of that law holds for the goal at the day of the offer. */
struct date deadline_of(enum law law, enum goal goal, const struct programme_dates *dates);

/* When the older of the two laws came into force: nothing of a programme is of before. */
struct date deadline_first_day(void);

/* From what day on offers are made by that law: none before has a deadline. DATE_NONE for no law. */
struct date deadline_first_offer(enum law law);

#endif
