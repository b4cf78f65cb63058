/* The law's lengths, as a table: the last row that holds counts. */
#include "register/domain/introduksjon/deadline.h"

#include <stddef.h>

enum { ANY_GOAL = GOALS };

static const struct length {
    enum law law;
    unsigned goal; /* an enum goal, or ANY_GOAL */
    struct date offered_from;
    int months, months_more; /* and as much again where it is extended */
} lengths[] = {
    {LAW_INTRODUKSJONSLOVEN, ANY_GOAL, {2004, 9, 1}, 24, 12},
    {LAW_INTEGRERINGSLOVEN, ANY_GOAL, {2021, 1, 1}, 36, 12},
    {LAW_INTEGRERINGSLOVEN, GOAL_PART_UPPER_SECONDARY, {2025, 1, 1}, 36, 12},
    {LAW_INTEGRERINGSLOVEN, GOAL_WHOLE_UPPER_SECONDARY, {2025, 1, 1}, 48, 12},
    {LAW_INTEGRERINGSLOVEN, GOAL_VOCATIONAL, {2025, 1, 1}, 60, 0},
    {LAW_INTEGRERINGSLOVEN, GOAL_PRIOR_EDUCATION, {2026, 1, 1}, 12, 0},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {2026, 1, 1}, 24, 0},
};

static const struct length *length_for(enum law law, enum goal goal, struct date offered)
{
    const struct length *found = NULL;

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const struct length *row = &lengths[i];

        if (row->law == law && (row->goal == ANY_GOAL || row->goal == (unsigned)goal) &&
            date_compare(row->offered_from, offered) <= 0)
            found = row;
    }
    return found;
}

/* Municipalities might offer a programme for a year before they had to. */
struct date deadline_first_day(void)
{
    return (struct date){2003, 9, 1};
}

struct date deadline_first_offer(enum law law)
{
    struct date first = DATE_NONE;

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        if (lengths[i].law == law && (!date_is_set(first) || date_compare(lengths[i].offered_from, first) < 0))
            first = lengths[i].offered_from;
    return first;
}

struct date deadline_of(enum law law, enum goal goal, const struct programme_dates *dates)
{
    const struct length *length = length_for(law, goal, dates->offered);
    int months;

    if (!length || !date_is_set(dates->offered) || !date_is_set(dates->started))
        return DATE_NONE;
    months = length->months + (dates->is_extended ? length->months_more : 0);
    return date_add_days(date_add_months(dates->started, months), dates->days_off);
}
