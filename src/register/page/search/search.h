/* Searching for persons (requirements O4, I5, N1): what is searched for is posted, kept on the server, and no address holds it.
 * A register's list has one `const struct search_page`, handlers that call the functions below with it, and search_open_kept
 * where its address names a search. */
#ifndef REGISTER_PAGE_SEARCH_SEARCH_H
#define REGISTER_PAGE_SEARCH_SEARCH_H

#include "register/page/list/address.h"
#include "register/page/visit.h"

struct search_page {
    const struct list_shape *shape; /* of the list that is searched; it says the boxes */
    enum person_id_kind numbers_are;
    const char *list_title; /* what the list is called, marked N_() */
    const char *lead;       /* whom a search finds, and what becomes of it; marked N_() */
    const char *help;       /* where the guide tells of it: "oversikt#soke" */
    const char *menu;       /* visit->menu */
    /* Reads the filters that stand beside a search, without one; as the list does. */
    enum outcome (*read)(struct visit *visit, const struct http_fields *fields, struct list_address *address_out);
};

/* A page with the boxes alone. */
enum outcome search_show(struct visit *visit, const struct search_page *page);
/* What was posted: kept, and 303 to the list with its reference; 422 with what to put right. Nothing typed: to the list. */
enum outcome search_run(struct visit *visit, const struct search_page *page);
/* The token was wrong: 403 with what was typed. */
enum outcome search_forged(struct visit *visit, const struct search_page *page);

/* Opens the search that the address names. OUTCOME_ABSENT, with visit->search_over: the user has none of that name. */
enum outcome search_open_kept(struct visit *visit, const struct search_page *page, struct list_address *address);
/* 404 for such an address (visit->search_over): search again, or see the list without it. */
enum outcome search_over(struct visit *visit);

#endif
