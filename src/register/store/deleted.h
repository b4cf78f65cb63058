/* Participations that were deleted, for the system owner: found, looked at, put back (requirement P12). */
#ifndef REGISTER_STORE_DELETED_H
#define REGISTER_STORE_DELETED_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/participant.h"

struct deleted {
    participant_id id;
    const char *name; /* NULL: none was known */
    const char *number, *person_id, *kommunenavn, *bydel, *start, *end, *status;
    const char *created_at, *created_by_name, *deleted_at, *deleted_by_name;
    long confirmed_years, tests;
};

/* Another participation of hers, that is there. */
struct deleted_other {
    participant_id id;
    const char *kommunenavn, *bydel, *start, *end;
    bool hinders;   /* the deleted one cannot come back beside it */
    bool both_open; /* neither has ended */
};

struct deleted_page {
    const struct deleted *participation; /* NULL: there is none, or this user is no system owner */
    const struct deleted_other *others;
    size_t other_count;
};

/* Those of the persons whom a search of the user's names (search_keep), the last deleted first, at most 200. *known_out: is
 * there such a search? Only what a list shows is filled. */
enum store_result deleted_find(struct store *store, struct arena *arena, const char *reference, bool *known_out,
                               const struct deleted **items_out, size_t *count_out);

/* Told in the log of access before it is answered. */
enum store_result deleted_open(struct store *store, struct arena *arena, participant_id id, struct deleted_page *page_out);

/* PARTICIPANT_SAVED, _REPEATED, _OPEN_HERE (`id` is in the way), or _GONE. */
enum store_result deleted_restore(struct store *store, struct arena *arena, participant_id id, const char *key,
                                  const char *digest, struct participant_result *result_out,
                                  struct participant_receipt *receipt_out);

#endif
