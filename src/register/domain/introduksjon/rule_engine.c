/* The eight causes that nobody need enter. */
#include "register/domain/introduksjon/rule_engine.h"

#include <assert.h>

/* A programme that has begun has a decision, and by integreringsloven a goal. */
static bool has_begun(const struct programme_facts *facts)
{
    return facts->has_decision && (facts->has_goal || facts->law == LAW_INTRODUKSJONSLOVEN);
}

/* Is the fact's day come? Deadlines are over the day after. */
static bool is_reached(enum computed_cause cause, struct date day, struct date today)
{
    int order = date_compare(day, today);

    return cause == COMPUTED_START_DEADLINE || cause == COMPUTED_DEADLINE ? order < 0 : order <= 0;
}

static bool holds(const struct programme_facts *facts, enum computed_cause cause, struct date today)
{
    struct date day = facts->happened[cause];

    if (!date_is_set(day) || !is_reached(cause, day, today))
        return false;
    if (cause == COMPUTED_START_DEADLINE && has_begun(facts))
        return false;
    return cause == COMPUTED_DEAD || !date_is_set(facts->reopened) || date_compare(day, facts->reopened) > 0;
}

struct computed_end rule_engine_decide(const struct programme_facts *facts, struct date today)
{
    for (enum computed_cause cause = 0; !facts->ended_by_municipality && cause < COMPUTED_CAUSES; cause++)
        if (holds(facts, cause, today))
            return (struct computed_end){.ends = true, .cause = cause, .date = facts->happened[cause]};
    return (struct computed_end){.ends = false};
}

enum rule_engine_change rule_engine_change(const struct computed_end *standing, const struct computed_end *wanted)
{
    if (!standing->ends)
        return wanted->ends ? CHANGE_ENTER : CHANGE_NOTHING;
    if (!wanted->ends)
        return CHANGE_WITHDRAW;
    return standing->cause == wanted->cause && date_compare(standing->date, wanted->date) == 0 ? CHANGE_NOTHING
                                                                                              : CHANGE_REPLACE;
}

const char *computed_cause_name(enum computed_cause cause)
{
    static const char *const names[COMPUTED_CAUSES] = {
        [COMPUTED_DEAD] = "dod",
        [COMPUTED_EMIGRATED] = "utvandret",
        [COMPUTED_MOVED] = "flyttet",
        [COMPUTED_REJECTED] = "avvist",
        [COMPUTED_NOT_IN_CATEGORY] = "ikke_i_kategori",
        [COMPUTED_PERMANENT_STOP] = "permanent_stans",
        [COMPUTED_START_DEADLINE] = "oppstartsfrist",
        [COMPUTED_DEADLINE] = "gjennomforingsfrist",
    };

    assert(cause < COMPUTED_CAUSES);
    return names[cause];
}
