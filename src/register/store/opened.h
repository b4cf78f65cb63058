/* Lists of people that a page shows, as the log of access keeps them (requirement L3). */
#ifndef REGISTER_STORE_OPENED_H
#define REGISTER_STORE_OPENED_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

enum { OPENED_AT_MOST = 200 }; /* in one list: the database's procedures take no more */

/* The ids with a comma between, as those procedures take them. */
const char *opened_ids(struct arena *arena, const participant_id *ids, size_t count);

/* To be called before the list leaves: `ids` are about to be shown, `what` is the list in a word ("oversikt"). Sorts them. The
 * same list shown again within ten minutes is the same event. None: nothing is noted. */
enum store_result opened_list(struct store *store, struct arena *arena, const char *what, participant_id *ids, size_t count);

#endif
