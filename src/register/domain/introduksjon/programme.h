/* One person's programme in one municipality, as the register knows it: the facts that rules are about, and how she stands
 * by her rows (requirements N1, N2, N4, N6). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_PROGRAMME_H
#define REGISTER_DOMAIN_INTRODUKSJON_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/date.h"
#include "register/domain/introduksjon/law.h"
#include "register/domain/introduksjon/rule_engine.h"

enum ended_by { ENDED_BY_NOBODY, ENDED_BY_ENGINE, ENDED_BY_MUNICIPALITY };

/* The termination that stands; all 0 for ENDED_BY_NOBODY. */
struct programme_end {
    enum ended_by by;
    int cause; /* avslutningsarsak: the codebook's number */
    struct date date;
};

/* What is not known is DATE_NONE, 0 or NULL. */
struct programme {
    enum law law;
    enum category category;
    struct date start_deadline;  /* oppstartsfrist */
    struct date started;         /* oppstartsdato */
    struct date deadline_set;    /* imported, or set at a reopening: wins over the computed one */
    const char *deadline_reason; /* why it was set */
    int days_off;                /* calendar days that are added to the time (deadline.h) */

    struct date dead, emigrated, moved, out_of_category; /* as other registers tell; `moved` is not set for graded addresses */
    struct date reopened;                                /* last */
    bool learned_since[COMPUTED_CAUSES];                 /* what came to be known after that (rule_engine.h) */

    /* How she stands by her rows: programme_take_decisions, programme_take_goals. */
    enum goal goal;
    struct date decided, rejected, stopped;
    bool is_extended;
    struct programme_end end;
};

/* A row of hers, as it stands; rows that were deleted or annulled count for nothing. */
struct decision {
    enum decision_kind kind;
    enum decision_result result;
    struct date date;
    bool is_deleted;
    bool is_since; /* entered, or changed to what it says, after the programme was last reopened */
};

struct goal_choice {
    enum goal goal;
    struct date date;
    bool is_deleted;
};

/* From all decisions of hers, in any order: `decided` becomes the first day of those on a programme that hold (the offer, which
 * says what rules hold for it), `rejected` and `stopped` the last of theirs, DATE_NONE where none holds, and what she
 * was reopened from only where there is no other (with `learned_since` of both); `is_extended` where an extension does. The database keeps the same of what is stored (intro_standing in sql/routine/80-introduksjon.sql); this is
 * for what is about to be stored. */
void programme_take_decisions(struct programme *programme, const struct decision *decisions, size_t count);

/* `goal` becomes the one with the latest date; of equal dates the last in the list, which is in the order of entry. */
void programme_take_goals(struct programme *programme, const struct goal_choice *goals, size_t count);

/* Until when the programme must be carried through (gjennomføringsfrist): the deadline that was set, or else as law, goal, the
 * decision's day and the start give it (deadline.h). DATE_NONE where there is none yet. */
struct date programme_deadline(const struct programme *programme);

/* Is there what a start, and a cause by the municipality, rest on: a decision, and by integreringsloven a goal (N2)? */
bool programme_has_basis(const struct programme *programme);

/* Can the municipality's termination be of that day (N2)? `deadline` is the one that holds; its own day is within it. */
enum end_fault { END_FITS, END_WITHOUT_BASIS, END_AFTER_DEADLINE, END_BEFORE_START, END_BEFORE_DECISION };
enum end_fault programme_end_fault(const struct programme *programme, struct date deadline, struct date end);

/* Is the decision that holds of before the person's law, which so gives no deadline, and nothing else to end her by? */
bool programme_is_endless(const struct programme *programme);

/* What the rule engine decides from. */
struct programme_facts programme_facts(const struct programme *programme);

#endif
