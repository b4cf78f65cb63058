/* Searches for persons, kept in the database so that no address holds them (requirement I5). */
#ifndef REGISTER_STORE_SEARCH_H
#define REGISTER_STORE_SEARCH_H

#include "register/domain/person_search.h"
#include "register/store/store.h"

/* Keeps it for the user who asks; *reference_out, made at random, stands in addresses. It is an event of the log (L3), which
 * names the PersonIds searched for, and `number_ids`: those of the numbers (person_search_number_ids). */
enum store_result search_keep(struct store *store, struct arena *arena, const struct person_search *search,
                              const char *number_ids, const char **reference_out);

/* The text where it looks like a reference, else "": what does not has no place in the database's own character set. */
const char *search_reference(const char *text);

/* The user's own search of that reference, in a register whose numbers are of that kind. *search_out is NULL where she has none:
 * it is over, somebody else's, another register's, or never was. */
enum store_result search_open(struct store *store, struct arena *arena, const char *reference,
                              enum person_id_kind numbers_are, const struct person_search **search_out);

#endif
