/* The list of persons of the introduction programme (requirement N1): a page of it, and its count. */
#ifndef REGISTER_STORE_INTRO_LIST_H
#define REGISTER_STORE_INTRO_LIST_H

#include "register/store/intro_branch.h"

/* How a person stands, as bits. None means all. */
enum intro_list_status {
    INTRO_LIST_WAITING = 1,    /* no decision on a programme holds, and nothing has ended */
    INTRO_LIST_GOING_ON = 2,
    INTRO_LIST_ENDED = 4,      /* by the municipality */
    INTRO_LIST_ENDED_BY_ENGINE = 8
};

enum intro_list_column {
    INTRO_LIST_BY_NAME,
    INTRO_LIST_BY_DUF,
    INTRO_LIST_BY_CATEGORY, /* this and the next in the order of the codes */
    INTRO_LIST_BY_LAW,
    INTRO_LIST_BY_MUNICIPALITY,
    INTRO_LIST_BY_DISTRICT,
    INTRO_LIST_BY_GOAL,
    INTRO_LIST_BY_DEADLINE,
    INTRO_LIST_BY_STATUS /* in the order of the bits; those who have ended by the date */
};

struct intro_list_query {
    struct intro_query persons;
    unsigned statuses; /* enum intro_list_status bits */
    enum intro_list_column column; /* sorted by; what is empty comes last, whichever the direction */
    bool descending;
};

struct intro_list_row { /* texts as stored; NULL or "": empty */
    participant_id id;
    const char *duf_nummer, *navn, *kategori, *lov, *kommunenummer, *bydel, *sluttmal, *gjennomforingsfrist;
    const char *avslutningsdato, *avslutningsarsak;
    enum intro_list_status status;
};

enum store_result intro_list_count(struct store *store, struct arena *arena, const struct intro_list_query *query,
                                   unsigned long *count_out);

struct intro_list_place {
    unsigned long offset;
    size_t limit;
    participant_id after; /* whom the page goes on from; 0: the offset says where it begins */
};

struct intro_list_page {
    struct intro_list_row *rows;
    size_t count;
    unsigned long offset; /* of the first row: beyond the end of the list, its last page is shown */
    unsigned long total;  /* of the whole list */
};

/* The rows of a page in the query's order. Whom it is is found first, from an index alone where one has what is asked for; then
 * those rows are read. In the order of names or DUF numbers a page goes on from the last row of the one before where she is
 * still in the list, without passing by those before her; else from the offset. */
enum store_result intro_list_page(struct store *store, struct arena *arena, const struct intro_list_query *query,
                                  const struct intro_list_place *place, struct intro_list_page *page_out);

#endif
