/* What a search asks of a participation, in SQL. */
#ifndef REGISTER_STORE_SEARCH_CONDITION_H
#define REGISTER_STORE_SEARCH_CONDITION_H

#include "register/domain/person_search.h"
#include "register/store/sentence.h"

/* Adds " AND ..." on p's number, name and PersonId: one index range for numbers and PersonIds, one read of the index of
 * names. A discharged woman is found by her PersonId alone (requirement P11). */
void search_condition_add(struct sentence *sentence, const struct person_search *search);

/* The index that it is found by, as the branches name it. */
const char *search_condition_index(const struct person_search *search);

#endif
