/* Every hour, what has served its time is swept away. */
#ifndef REGISTER_TASK_HOUSEKEEPING_H
#define REGISTER_TASK_HOUSEKEEPING_H

#include <stdbool.h>

#include "register/store/store.h"

/* All zero: not done yet, and so due. */
struct housekeeping {
    bool done_before;
    long long next; /* when it is due, in microseconds of clock_monotonic_micro */
};

/* Does it where it is due; after trouble it is due again in a minute. True: it was done. */
bool housekeeping_step(struct housekeeping *housekeeping, struct store *store, struct arena *arena, long long now);

#endif
