/* What a list is, as tables that its page gives: filters, columns, boxes to search in. Nothing in this room knows a register.
 *
 * A page has one `static const struct list_shape`, and
 *  1. reads the address by it (address.h); each filter's `take` puts what it asks for into the page's own query;
 *  2. where `untidy`, redirects (303) to list_query: the clean form of the same;
 *  3. tells what the list is narrowed to, in the order it is to be read: list_add for each;
 *  4. loads its rows, by the query, `order`, `size` and `page`;
 *  5. fills the parts of its view: list_chips_fill, list_headings_fill, list_pager_fill, list_search_include,
 *     list_helps_fill (nobody fits), and the panel of filters by choice.h and place.h. */
#ifndef REGISTER_PAGE_LIST_SHAPE_H
#define REGISTER_PAGE_LIST_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "register/domain/person_search.h"

/* A column that the list can be sorted by. */
struct list_column {
    const char *name;  /* as `sorter` names it: "navn" */
    const char *label; /* marked N_() */
    int key;           /* what the page knows it by */
};

/* How a value of the address was taken. */
enum list_taken { LIST_TAKEN, LIST_TYPED /* known, but not as the register writes it */, LIST_UNKNOWN };

struct list_filter {
    const char *name; /* its field: "kommune" */
    const char *hint; /* what could stand there instead, a sentence marked N_(); NULL: nothing to say */
    enum list_taken (*take)(void *into, const struct list_filter *filter, const char *value); /* never "" */
};

/* Where persons are searched for beside the filters. What is typed is posted, and kept under a reference, which stands in
 * the address as `sok`. */
struct list_search {
    const char *path;  /* where it is posted: "deltakere/sok" */
    const char *title; /* marked N_() */
    struct {
        const char *name;         /* its field: "navn"; NULL: there is no such box */
        const char *label, *help; /* marked N_() */
    } boxes[SEARCH_BOXES];
};

struct list_shape {
    const char *path; /* within the site: "deltakere" */
    const struct list_filter *filters;
    size_t filter_count;
    const struct list_column *columns;
    size_t column_count;
    const char *own_order; /* how it is sorted where nothing is asked for, marked N_(): "Sist endret først" */
    const char *per_page;  /* label of how many rows a page has, marked N_() */
    unsigned size;         /* rows a page where nothing is asked for: one of list_sizes */
    const char *shown;     /* what `vis` may ask for beside the usual columns; NULL: nothing */
    const struct list_search *search; /* NULL: there is none */
    /* `etter`, by which a page goes on from the last row of the one before; false: it is no such text. NULL: there is none */
    bool (*after)(void *into, const char *value);
};

#endif
