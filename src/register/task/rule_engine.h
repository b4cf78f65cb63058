/* The rule engine's work (requirements N4-N6): a page of persons is read, decided (domain/introduksjon/rule_engine), and what
 * changes is written in one transaction. What it holds does not grow with the register. A page is whole by itself: whoever is stopped between
 * two, or works beside another engine, does no harm, since what has changed since it was read is left to the next round. */
#ifndef REGISTER_TASK_RULE_ENGINE_H
#define REGISTER_TASK_RULE_ENGINE_H

#include "engine/codebook/codebook.h"
#include "register/domain/introduksjon/rule_engine.h"
#include "register/store/store.h"

struct rule_engine {
    struct store *store; /* under the jobs' account or the admin's */
    int codes[COMPUTED_CAUSES]; /* the codebook's numbers */
};

/* false: the codebook lacks the code of *missing_out (static), or the variable. */
bool rule_engine_open(struct rule_engine *engine, const struct codebook *codebook, struct store *store,
                      const char **missing_out);

/* In persons; `replaced` by the cause that took another's place, or its own with another date. */
struct rule_engine_counts {
    unsigned long persons, deadlines; /* looked at; whose deadline moved */
    unsigned long entered[COMPUTED_CAUSES], withdrawn[COMPUTED_CAUSES], replaced[COMPUTED_CAUSES];
    unsigned long left;   /* had changed since they were read */
    unsigned long failed; /* the database would not have it: the log says why */
};

/* One time through everybody, or those who are due. Zero but for the first four: not begun. */
struct rule_engine_run {
    struct date today;
    bool due_only;
    bool dry; /* nothing is written; what is counted is what would be */
    unsigned long long last; /* whose ids go no further; 0: to the end */
    bool done;
    unsigned long long after; /* the last id that was looked at */
    struct rule_engine_counts counts;
};

/* The next page. On trouble nothing of it is counted, and the next call takes it again. */
enum store_result rule_engine_page(struct rule_engine *engine, struct arena *arena, struct rule_engine_run *run);

/* What two runs counted, together. */
void rule_engine_add(struct rule_engine_counts *counts, const struct rule_engine_counts *more);

/* Of all causes together. */
unsigned long rule_engine_total(const unsigned long counts[COMPUTED_CAUSES]);

#endif
