/* The eight causes that nobody need enter. */
#include "register/domain/introduksjon/rule_engine.h"

#include <assert.h>
#include <string.h>

static bool is_deadline(enum computed_cause cause)
{
    return cause == COMPUTED_START_DEADLINE || cause == COMPUTED_DEADLINE;
}

/* Is the fact's day come? Deadlines are over the day after. */
static bool is_reached(enum computed_cause cause, struct date day, struct date today)
{
    int order = date_compare(day, today);

    return is_deadline(cause) ? order < 0 : order <= 0;
}

/* Was it what the programme was reopened from? What came to be known later, the same day or with a date of before, was not. Nobody is
 * reopened from death. A programme is reopened within its deadline alone, so that one that lies before was changed since; where
 * there is none any more, that of the start holds again. */
static bool is_undone(const struct programme_facts *facts, enum computed_cause cause)
{
    bool runs_on = cause != COMPUTED_START_DEADLINE || date_is_set(facts->happened[COMPUTED_DEADLINE]);

    return date_is_set(facts->reopened) && !facts->learned_since[cause] && cause != COMPUTED_DEAD &&
           cause != COMPUTED_DEADLINE && runs_on && is_reached(cause, facts->happened[cause], facts->reopened);
}

bool rule_engine_passes_over(const struct programme_facts *facts, enum computed_cause cause)
{
    return date_is_set(facts->happened[cause]) && is_undone(facts, cause);
}

static bool holds(const struct programme_facts *facts, enum computed_cause cause, struct date today)
{
    struct date day = facts->happened[cause];

    return date_is_set(day) && is_reached(cause, day, today) && !is_undone(facts, cause) &&
           !(cause == COMPUTED_START_DEADLINE && facts->has_basis);
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

void computed_causes_named(const char *names, bool named_out[COMPUTED_CAUSES])
{
    const char *rest = names ? names : "";

    memset(named_out, 0, COMPUTED_CAUSES * sizeof *named_out);
    while (*rest) {
        size_t length = strcspn(rest, ",");

        for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
            if (strlen(computed_cause_name(cause)) == length && strncmp(rest, computed_cause_name(cause), length) == 0)
                named_out[cause] = true;
        rest += length + (rest[length] == ',');
    }
}

bool computed_cause_waits(enum computed_cause cause)
{
    return cause == COMPUTED_DEADLINE || cause == COMPUTED_PERMANENT_STOP;
}
