/* One person in the introduction programme: read, and her rows written. The database checks scope, version, and what the rule
 * engine entered again. */
#ifndef REGISTER_STORE_INTRO_PERSON_H
#define REGISTER_STORE_INTRO_PERSON_H

#include "register/domain/introduksjon/person.h"
#include "register/store/store.h"

/* *person_out is NULL where there is none that this user may see. `page` is what she is opened for, and stands in the log before
 * anything of her is told (requirement L3); NULL: to be changed, which the log tells by itself. One round trip. */
enum store_result intro_person_load(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                    unsigned long long id, const char *page, struct person **person_out);

enum intro_outcome {
    INTRO_SAVED,
    INTRO_REPEATED, /* this one-time key was used for the same content: the first result stands */
    INTRO_STALE,    /* she was changed after the version shown: nothing was done */
    INTRO_ENDED,    /* a termination by the municipality stands already */
    INTRO_OPEN,     /* reopening: no termination stands */
    INTRO_COMPUTED, /* the rule engine entered the row: nobody changes it */
    INTRO_GONE      /* the person or the row is absent, deleted, or not the user's to change */
};

/* What every write says besides. `key` is the form's one-time key (NULL: none); `digest` says what was posted, so that a key used
 * again with other content is not taken for a repeat. */
struct intro_write {
    unsigned long long person;
    long version; /* that the user was shown */
    const char *key, *digest;
    struct date deadline; /* gjennomføringsfrist as it is after the change, or DATE_NONE */
};

/* Of a row, all it holds. `row` is its id, made by the caller for a new one. */
struct intro_row {
    enum row_kind kind;
    unsigned long long row;
    bool is_new;
    const struct codebook_page *page;
    const struct answers *answers;
};

enum store_result intro_row_put(struct store *store, struct arena *arena, const struct intro_write *write,
                                const struct intro_row *row, enum intro_outcome *outcome_out);
enum store_result intro_row_delete(struct store *store, struct arena *arena, const struct intro_write *write,
                                   enum row_kind kind, unsigned long long row, enum intro_outcome *outcome_out);

/* `write->deadline` is a new one, with its reason, or DATE_NONE where the one that holds has not passed. */
enum store_result intro_reopen(struct store *store, struct arena *arena, const struct intro_write *write,
                               const char *reason, enum intro_outcome *outcome_out);

#endif
