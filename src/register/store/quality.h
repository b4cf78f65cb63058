/* The quality list: one woman with participations that lie over each other in time (requirement P13). */
#ifndef REGISTER_STORE_QUALITY_H
#define REGISTER_STORE_QUALITY_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

struct quality_side {
    participant_id id; /* 0: where the user may not see it, and the rest is empty */
    const char *kommunenavn, *bydel, *start, *end, *status;
};

struct quality_pair {
    bool is_open; /* neither has ended */
    const char *person_id;
    struct quality_side one, other;
};

struct quality_doubles {
    unsigned long total; /* of the whole list */
    const struct quality_pair *pairs;
    size_t count;
    unsigned long administered; /* participations in such a pair, both open, where the user is administrator */
};

/* Pairs offset .. offset + limit - 1 (at most 100) of those the user may know of, open ones first. */
enum store_result quality_doubles_load(struct store *store, struct arena *arena, unsigned long offset, unsigned limit,
                                       struct quality_doubles *doubles_out);

#endif
