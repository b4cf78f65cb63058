/* One participation: read, create, change, discharge, confirm, delete. The database checks the scope again. */
#ifndef REGISTER_STORE_PARTICIPANT_H
#define REGISTER_STORE_PARTICIPANT_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

/* *participant_out is NULL where there is none that this user may see. With the changes after version
 * `since` (negative: none). `user_id` tells which of them are one's own. `page` is what she is opened for, and stands in the
 * log before anything of her is told (requirement L3); NULL: to be changed, which the log tells by itself. One round trip. */
enum store_result participant_load(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                   participant_id id, long since, const char *page, long long user_id,
                                   struct participant **participant_out);

enum participant_outcome {
    PARTICIPANT_SAVED,
    PARTICIPANT_REPEATED, /* this one-time key was used for the same content: the first result stands */
    PARTICIPANT_STALE,    /* somebody saved in between: load again */
    PARTICIPANT_OPEN_HERE, /* she has an open participation that the user may see: `id` (P13) */
    PARTICIPANT_OPEN_ELSEWHERE, /* she has one that the user may not see: nothing written; it is logged that she was told */
    PARTICIPANT_ASK_LATER, /* the user was told of too many: nothing written, and nothing said of this woman */
    PARTICIPANT_REFUSED,   /* her status does not allow it (P10) */
    PARTICIPANT_CLOSED,   /* confirming: the year is not open */
    PARTICIPANT_OUTSIDE,  /* confirming: she did not take part in that year */
    PARTICIPANT_GONE      /* absent, or not the user's to change */
};

struct participant_result {
    enum participant_outcome outcome;
    participant_id id;
    long version;
    const struct participant_double *doubles; /* of one that was saved, as they are now */
    size_t double_count;
};

/* What lies over a participation in time, from set `number` of an answer. */
size_t participant_doubles(struct arena *arena, const struct database_answer *answer, size_t number,
                           const struct participant_double **doubles_out);

/* What is written; her status follows from it. `key` is the form's one-time key (NULL: none); `digest` says what was posted, so that a key
 * used again with other content is not taken for a repeat. */
struct participant_write {
    const struct answers *answers;
    const struct codebook_variable *const *changed;
    size_t changed_count;
    long name_round; /* of the name that the user saw: a tick at another one is stale */
    const char *key, *digest;
    bool goes_on; /* the user knows that she has an open participation elsewhere (P13) */
};

enum store_result participant_create(struct store *store, struct arena *arena, participant_id id,
                                     const struct participant_write *write,
                                     struct participant_result *result_out);
enum store_result participant_save(struct store *store, struct arena *arena, participant_id id, long version,
                                   const struct participant_write *write,
                                   struct participant_result *result_out);
enum store_result participant_discharge(struct store *store, struct arena *arena, participant_id id, long version,
                                        const char *key, const char *digest,
                                        struct participant_result *result_out);

/* She is known in another way than by her name (P3): `reason` says how. PARTICIPANT_STALE too where a name has come. */
enum store_result participant_confirm(struct store *store, struct arena *arena, participant_id id, long version,
                                      const char *key, const char *digest, const char *reason,
                                      struct participant_result *result_out);

/* Confirms the version shown for a reporting year (Y1). What the gate lacks has been judged before. */
enum store_result participant_report(struct store *store, struct arena *arena, participant_id id, long version,
                                     int year, const struct codebook *codebook, const char *key,
                                     const char *digest, struct participant_result *result_out);

/* What the receipt says of a participant who is gone (P12); both NULL where this user has not deleted her. */
struct participant_receipt {
    const char *name; /* NULL: none was known */
    const char *number;
};

enum store_result participant_delete(struct store *store, struct arena *arena, participant_id id, long version,
                                     const char *key, const char *digest, struct participant_result *result_out,
                                     struct participant_receipt *receipt_out);

#endif
