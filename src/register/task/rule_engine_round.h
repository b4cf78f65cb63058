/* When the daemon lets the rule engine work (requirement N6): everybody once a night, and when it begins; within seconds those
 * who were changed. A page a step, so that nobody else in the daemon waits long. Nothing of it is kept outside the process: what a
 * night lost, or two daemons do at once, the next round finds done or does. */
#ifndef REGISTER_TASK_RULE_ENGINE_ROUND_H
#define REGISTER_TASK_RULE_ENGINE_ROUND_H

#include "register/task/rule_engine.h"

/* All zero at first: everybody is due. */
struct rule_engine_round {
    struct date night;          /* the latest day for which everybody was gone through, or begun with */
    bool is_running;
    long long due, began;       /* when the next is looked for; when this one began: clock_monotonic_micro's time */
    struct rule_engine_run run;
};

enum rule_engine_step { RULE_ENGINE_WORKED, RULE_ENGINE_IDLE, RULE_ENGINE_DOWN };

struct rule_engine_times {
    unsigned night_hour;   /* 0 to 23, in Norway */
    unsigned every_seconds;
};

/* The next page, or nothing where none is due. The arena is the caller's, emptied between two steps. */
enum rule_engine_step rule_engine_step(struct rule_engine_round *round, struct rule_engine *engine, struct arena *arena,
                                       const struct rule_engine_times *times);

#endif
