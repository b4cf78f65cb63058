/* What the rule engine (Regelmotor) ends, and why: requirements N4-N6. Pure: facts and a date in, what should stand out. */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_RULE_ENGINE_H
#define REGISTER_DOMAIN_INTRODUKSJON_RULE_ENGINE_H

#include <stdbool.h>

#include "engine/base/date.h"

/* Where several hold, the first in this order stands (N6). */
enum computed_cause {
    COMPUTED_DEAD,
    COMPUTED_EMIGRATED,
    COMPUTED_MOVED,
    COMPUTED_REJECTED,
    COMPUTED_NOT_IN_CATEGORY,
    COMPUTED_PERMANENT_STOP,
    COMPUTED_START_DEADLINE,
    COMPUTED_DEADLINE,
    COMPUTED_CAUSES
};

struct programme_facts {
    struct date happened[COMPUTED_CAUSES]; /* when, or not set; of the two deadlines their own day */
    bool has_basis;                        /* the decision and goal that keep the start deadline */
    bool ended_by_municipality;            /* with a cause that stands */
    struct date reopened;                  /* last, or not set: what had come about by that day, and was known when it was
                                            * reopened, ends it no more, but death and a deadline: that one has been asked
                                            * about, or moved, when it was reopened; and that of the start where there is no
                                            * other */
    bool learned_since[COMPUTED_CAUSES];   /* it was not known when the programme was reopened */
};

struct computed_end {
    bool ends;
    enum computed_cause cause;
    struct date date;
};

/* What should stand at the end of `today`. A deadline's own day is within it. */
struct computed_end rule_engine_decide(const struct programme_facts *facts, struct date today);

/* Has it come about, and ends nothing since the programme was reopened from it? */
bool rule_engine_passes_over(const struct programme_facts *facts, enum computed_cause cause);

/* What to do with what stands (`standing`, entered by the engine before, not deleted). */
enum rule_engine_change { CHANGE_NOTHING, CHANGE_ENTER, CHANGE_WITHDRAW, CHANGE_REPLACE };
enum rule_engine_change rule_engine_change(const struct computed_end *standing, const struct computed_end *wanted);

/* How codebook.xml names the cause, beside the code it stands for. */
const char *computed_cause_name(enum computed_cause cause);

/* Which of them are among the names, with commas between; other words are passed over. NULL for none. */
void computed_causes_named(const char *names, bool named_out[COMPUTED_CAUSES]);

/* Is the municipality to enter a cause of its own (requirements N4, N5)? The others say why themselves. */
bool computed_cause_waits(enum computed_cause cause);

#endif
