/* From what is stored about a programme to what rules ask. */
#include "register/domain/introduksjon/programme.h"

#include "register/domain/introduksjon/deadline.h"

static bool decision_holds(const struct decision *decision, enum decision_kind kind, enum decision_result result)
{
    return !decision->is_deleted && decision->kind == kind && decision->result == result;
}

struct span {
    struct date first, last; /* DATE_NONE where none holds */
};

static struct span days_of(const struct decision *decisions, size_t count, enum decision_kind kind,
                           enum decision_result result)
{
    struct span span = {DATE_NONE, DATE_NONE};

    for (size_t i = 0; i < count; i++) {
        struct date day = decisions[i].date;

        if (!decision_holds(&decisions[i], kind, result))
            continue;
        if (!date_is_set(span.first) || date_compare(day, span.first) < 0)
            span.first = day;
        if (date_compare(day, span.last) > 0)
            span.last = day;
    }
    return span;
}

void programme_take_decisions(struct programme *programme, const struct decision *decisions, size_t count)
{
    programme->decided = days_of(decisions, count, DECISION_PROGRAMME, RESULT_MADE).first;
    programme->rejected = days_of(decisions, count, DECISION_PROGRAMME, RESULT_REJECTED).last;
    programme->stopped = days_of(decisions, count, DECISION_PERMANENT_STOP, RESULT_MADE).last;
    programme->is_extended = date_is_set(days_of(decisions, count, DECISION_EXTENSION, RESULT_MADE).first);
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

struct programme_facts programme_facts(const struct programme *programme)
{
    return (struct programme_facts){
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
}
