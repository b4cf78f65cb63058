/* Which participants the overview's address asks for (requirement I5); shared by the page and its downloads. */
#ifndef REGISTER_PAGE_PARTICIPANTS_SELECTION_H
#define REGISTER_PAGE_PARTICIPANTS_SELECTION_H

#include "register/page/list/address.h"
#include "register/page/participants/row.h"
#include "register/page/search/search.h"
#include "register/page/visit.h"
#include "register/store/overview.h"

struct selection {
    struct overview_query query; /* settled with its year */
    int year;                    /* asked for; 0: the one people speak of */
    bool confirmed_asked;        /* yes or no; else a year alone means yes */
    struct list_address list;    /* the rest of it; `untidy` where the clean form is another */
    const struct overview_after *after; /* whom the page goes on from, or NULL; with a page beyond the first alone */
};

/* OUTCOME_BAD: visit->reason names the part of the address that is not known. OUTCOME_ABSENT, with visit->search_over: the
 * user has no search of that name. `also` are fields the caller reads
 * itself, with NULL at the end, or NULL. What the address leaves to the register is settled: a selection that asks whether the annual report is confirmed, and names no
 * year, means the current one; an order by it is by the cells, which speak of that year. */
enum outcome selection_read(struct visit *visit, const char *const *also, struct selection *selection_out);

/* The same of the address without all fields of that name, at its first page. */
enum outcome selection_read_without(struct visit *visit, const char *name, struct selection *selection_out);

/* The same from any fields, without a search for persons: what stands beside one in the form that makes it. */
enum outcome selection_read_fields(struct visit *visit, const struct http_fields *fields, struct selection *selection_out);

/* How women are searched for in the list. */
extern const struct search_page selection_search_page;

/* The same filters with that search for persons. */
void selection_search_for(struct selection *selection, const struct person_search *search);

/* The address of the same page with the column of what is lacking switched the other way. */
const char *selection_switched(struct arena *arena, const struct selection *selection);

/* The next page, which goes on from the last row of this one. Neither name nor number is in the address. */
const char *selection_next(struct arena *arena, const struct selection *selection, const struct overview_row *last);

/* The column that is there when asked for: how many answers are lacking (requirement P15). */
bool selection_with_lacks(const struct selection *selection);

#endif
