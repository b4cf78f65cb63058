/* Sweeping away what has served its time: keys of forms, sessions that are over, attempts at logging in, searches, mail. */
#ifndef REGISTER_STORE_HOUSEKEEPING_H
#define REGISTER_STORE_HOUSEKEEPING_H

#include "register/store/store.h"

struct housekeeping_swept {
    long long one_time_keys, sessions, login_attempts, person_searches;
    long long mail_emptied, mail_gone; /* without names and addresses now; not there any more */
};

/* A few thousand rows of each at most; the rest is for the next time. For the jobs' account alone. */
enum store_result housekeeping_sweep(struct store *store, struct arena *arena, struct housekeeping_swept *swept_out);

#endif
