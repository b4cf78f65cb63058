/* Works the queue of look-ups: takes a job, asks Folkeregisteret, hands the answer to the store (requirements P3, E1). */
#ifndef REGISTER_TASK_LOOKUP_H
#define REGISTER_TASK_LOOKUP_H

#include "register/outside/folkeregisteret.h"
#include "register/store/lookup.h"

struct lookup_task {
    struct store store; /* under the jobs' own account */
    struct names names;
    struct lookup_limits limits;
    /* Asks the register; folkeregisteret_ask, but in tests. */
    enum folkeregisteret_result (*ask)(void *context, struct arena *arena, const char *number,
                                       struct fetched *fetched_out, struct folkeregisteret_trouble *trouble_out);
    void *context;
};

enum lookup_step {
    LOOKUP_STEP_WORKED, /* a job was taken: there may be more */
    LOOKUP_STEP_IDLE,   /* nothing to do now */
    LOOKUP_STEP_DOWN    /* the database is away */
};

/* One job from beginning to end, or none. *wait_ms_out, where idle: how long the limit on calls lasts; 0: nothing is due.
 * The arena is emptied by the caller. */
enum lookup_step lookup_step(struct lookup_task *task, struct arena *arena, unsigned *wait_ms_out);

#endif
