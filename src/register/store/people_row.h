/* What people.c and invitation.c share of reading their procedures' answers. */
#ifndef REGISTER_STORE_PEOPLE_ROW_H
#define REGISTER_STORE_PEOPLE_ROW_H

#include "register/store/people.h"

struct people_gift people_gift_of(const struct database_set *set, const struct database_row *row);

/* Asks a procedure that answers with one row and its column `outcome`. */
enum store_result people_ask_outcome(struct store *store, struct arena *arena, const char *what, const char *sql,
                                     const struct database_value *values, size_t count, enum people_outcome *outcome_out);

#endif
