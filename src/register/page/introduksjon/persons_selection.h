/* Which persons the list's address asks for (requirement N1). */
#ifndef REGISTER_PAGE_INTRODUKSJON_PERSONS_SELECTION_H
#define REGISTER_PAGE_INTRODUKSJON_PERSONS_SELECTION_H

#include "register/page/list/address.h"
#include "register/page/search/search.h"
#include "register/page/visit.h"
#include "register/store/intro_list.h"

struct persons_selection {
    struct intro_list_query query;
    struct list_address list;
    const struct places *places;
    participant_id after; /* whom the page goes on from, or 0; with a page beyond the first alone */
};

/* OUTCOME_BAD: visit->reason names the part of the address that is not known. OUTCOME_ABSENT, with visit->search_over: the user
 * has no search of that name. */
enum outcome persons_selection_read(struct visit *visit, struct persons_selection *selection_out);

/* The same of the address without all fields of that name, at its first page. */
enum outcome persons_selection_read_without(struct visit *visit, const char *name, struct persons_selection *selection_out);

/* The same filters with that search. */
void persons_selection_search_for(struct persons_selection *selection, const struct person_search *search);

enum { PERSONS_COLUMNS = 9, PERSONS_STATUSES = 4 };
extern const struct list_column persons_columns[PERSONS_COLUMNS]; /* in the table's order; `key` is an intro_list_column */

/* How a person can stand: as the address names it, and in words. */
struct persons_status {
    const char *name, *label; /* label marked N_() */
    enum intro_list_status bit;
};
extern const struct persons_status persons_statuses[PERSONS_STATUSES];

/* How persons are searched for. */
extern const struct search_page persons_search;

#endif
