/* What was confirmed of a participation, and how it looked then (requirements Y1, Y2). */
#ifndef REGISTER_STORE_CONFIRMATION_H
#define REGISTER_STORE_CONFIRMATION_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

struct confirmation {
    int year;
    long version; /* of the participation, that was confirmed */
    const char *at, *by_name; /* instant in UTC; display name at that time */
    const char *codebook_version, *codebook_digest; /* NULL in a list */
};

/* A question that a person has answered otherwise since the last confirmation of that year. */
struct confirmation_change {
    int year;
    const char *variable; /* its name: a codebook may no longer have it */
};

struct confirmations {
    const struct confirmation *items; /* the latest year first, and of each year the last confirmation first */
    size_t count;
    const struct confirmation_change *changes;
    size_t change_count;
};

/* Empty where the user may not see the participation. One round trip. */
enum store_result confirmations_load(struct store *store, struct arena *arena, participant_id id,
                                     struct confirmations *confirmations_out);

/* An answer to a question that the codebook no longer has. */
struct confirmation_rest {
    const char *name, *text;
};

struct confirmed_figures {
    struct confirmation confirmation;
    struct participant participant; /* id, answers and tests as they were; nothing else is filled */
    const struct confirmation_rest *rest;
    size_t rest_count;
};

/* *figures_out is NULL where that was not confirmed, or not for this user's eyes. `version` 0: the year's last one. */
enum store_result confirmation_open(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                    participant_id id, int year, long version,
                                    struct confirmed_figures **figures_out);

#endif
