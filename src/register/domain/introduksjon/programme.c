/* From what is stored about a programme to what rules ask. */
#include "register/domain/introduksjon/programme.h"

#include <string.h>

#include "register/domain/introduksjon/deadline.h"

static bool decision_holds(const struct decision *decision, enum decision_kind kind, enum decision_result result)
{
    return !decision->is_deleted && decision->kind == kind && decision->result == result;
}

/* DATE_NONE where none holds. */
static struct date first_of(const struct decision *decisions, size_t count, enum decision_kind kind, enum decision_result result)
{
    struct date first = DATE_NONE;

    for (size_t i = 0; i < count; i++)
        if (decision_holds(&decisions[i], kind, result) &&
            (!date_is_set(first) || date_compare(decisions[i].date, first) < 0))
            first = decisions[i].date;
    return first;
}

/* Of those that hold the last, and before all others one that the programme was not reopened from. */
static struct date last_of(const struct decision *decisions, size_t count, enum decision_kind kind, enum decision_result result,
                           struct date reopened)
{
    struct date found = DATE_NONE;
    bool ends = false;

    for (size_t i = 0; i < count; i++) {
        bool this_ends = decisions[i].is_since || date_compare(decisions[i].date, reopened) > 0;

        if (decision_holds(&decisions[i], kind, result) &&
            (this_ends == ends ? date_compare(decisions[i].date, found) > 0 : this_ends)) {
            found = decisions[i].date;
            ends = this_ends;
        }
    }
    return found;
}

static bool is_any_since(const struct decision *decisions, size_t count, enum decision_kind kind, enum decision_result result)
{
    bool is_any = false;

    for (size_t i = 0; i < count; i++)
        is_any = is_any || (decisions[i].is_since && decision_holds(&decisions[i], kind, result));
    return is_any;
}

void programme_take_decisions(struct programme *programme, const struct decision *decisions, size_t count)
{
    struct date reopened = programme->reopened;

    programme->decided = first_of(decisions, count, DECISION_PROGRAMME, RESULT_MADE);
    programme->rejected = last_of(decisions, count, DECISION_PROGRAMME, RESULT_REJECTED, reopened);
    programme->stopped = last_of(decisions, count, DECISION_PERMANENT_STOP, RESULT_MADE, reopened);
    programme->is_extended = date_is_set(first_of(decisions, count, DECISION_EXTENSION, RESULT_MADE));
    programme->learned_since[COMPUTED_REJECTED] = is_any_since(decisions, count, DECISION_PROGRAMME, RESULT_REJECTED);
    programme->learned_since[COMPUTED_PERMANENT_STOP] = is_any_since(decisions, count, DECISION_PERMANENT_STOP, RESULT_MADE);
}

void programme_take_goals(struct programme *programme, const struct goal_choice *goals, size_t count)
{
    struct date found = DATE_NONE;

    programme->goal = GOAL_NONE;
    for (size_t i = 0; i < count; i++) {
        if (goals[i].is_deleted || date_compare(goals[i].date, found) < 0)
            continue;
        found = goals[i].date;
        programme->goal = goals[i].goal;
    }
}

struct date programme_deadline(const struct programme *programme)
{
    struct programme_dates dates = {.offered = programme->decided, .started = programme->started,
                                    .days_off = programme->days_off, .is_extended = programme->is_extended};

    if (date_is_set(programme->deadline_set))
        return programme->deadline_set;
    return deadline_of(programme->law, programme->goal, &dates);
}

bool programme_has_basis(const struct programme *programme)
{
    return date_is_set(programme->decided) &&
           (programme->goal != GOAL_NONE || programme->law == LAW_INTRODUKSJONSLOVEN);
}

enum end_fault programme_end_fault(const struct programme *programme, struct date deadline, struct date end)
{
    if (!programme_has_basis(programme))
        return END_WITHOUT_BASIS;
    if (date_is_set(deadline) && date_compare(end, deadline) > 0)
        return END_AFTER_DEADLINE;
    if (date_is_set(programme->started) && date_compare(end, programme->started) < 0)
        return END_BEFORE_START;
    return date_compare(end, programme->decided) < 0 ? END_BEFORE_DECISION : END_FITS;
}

bool programme_is_endless(const struct programme *programme)
{
    return date_is_set(programme->decided) && !date_is_set(programme->deadline_set) &&
           programme->end.by != ENDED_BY_MUNICIPALITY &&
           date_compare(programme->decided, deadline_first_offer(programme->law)) < 0;
}

struct programme_facts programme_facts(const struct programme *programme)
{
    struct programme_facts facts = {
        .happened = {[COMPUTED_DEAD] = programme->dead,
                     [COMPUTED_EMIGRATED] = programme->emigrated,
                     [COMPUTED_MOVED] = programme->moved,
                     [COMPUTED_REJECTED] = programme->rejected,
                     [COMPUTED_NOT_IN_CATEGORY] = programme->out_of_category,
                     [COMPUTED_PERMANENT_STOP] = programme->stopped,
                     [COMPUTED_START_DEADLINE] = programme->start_deadline,
                     [COMPUTED_DEADLINE] = programme_deadline(programme)},
        .has_basis = programme_has_basis(programme),
        .ended_by_municipality = programme->end.by == ENDED_BY_MUNICIPALITY,
        .reopened = programme->reopened,
    };

    memcpy(facts.learned_since, programme->learned_since, sizeof facts.learned_since);
    return facts;
}
