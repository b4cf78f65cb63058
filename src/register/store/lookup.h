/* The queue of look-ups in Folkeregisteret: the pages' side, and that of the jobs daemon (requirements P3, E1). */
#ifndef REGISTER_STORE_LOOKUP_H
#define REGISTER_STORE_LOOKUP_H

#include "register/domain/jobbsjansen/fetched.h"
#include "register/domain/jobbsjansen/lookup.h"
#include "register/domain/jobbsjansen/names.h"
#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

/* For pages. */

enum lookup_asked {
    LOOKUP_ASKED,
    LOOKUP_SOON,     /* it was asked a moment ago: that one counts */
    LOOKUP_NOT_YOURS /* absent, or not the user's to change */
};

/* "Prøv igjen". */
enum store_result lookup_ask(struct store *store, struct arena *arena, participant_id id, enum lookup_asked *asked_out);

/* For the daemon, under an account of its own. */

struct lookup_limits {
    unsigned lease_seconds; /* longer than a look-up can take */
    unsigned per_minute;    /* calls, all nodes together */
    unsigned calls;         /* that one look-up makes */
};

struct lookup_job {
    participant_id id;
    const char *number; /* NULL: nothing is due */
    const char *key;    /* names this taking of it */
    unsigned failed;    /* tries in a row that gave no answer */
    unsigned wait_ms;   /* without a number: the limit is reached so long; 0 = nothing is due */
};

enum store_result lookup_take(struct store *store, struct arena *arena, const struct lookup_limits *limits,
                              struct lookup_job *job_out);

/* What became of an answer that was brought. */
struct lookup_result {
    bool held;       /* false: no longer wanted, nothing was written */
    bool renumbered; /* she has a new number */
};

/* LOOKUP_FOUND, LOOKUP_WITHHELD: with what was fetched; LOOKUP_ABSENT: `fetched` is NULL. */
enum store_result lookup_done(struct store *store, struct arena *arena, const struct lookup_job *job,
                              enum lookup_state state, const struct names *names, const struct fetched *fetched,
                              struct lookup_result *result_out);
enum store_result lookup_again(struct store *store, struct arena *arena, const struct lookup_job *job,
                               const struct lookup_retry *retry);

#endif
