/* A list with nobody in it: which filter stands in the way (requirement O5). */
#ifndef REGISTER_PAGE_LIST_EMPTY_H
#define REGISTER_PAGE_LIST_EMPTY_H

#include "engine/view/template.h"
#include "register/page/list/address.h"

/* How many rows there are without something. */
struct list_help {
    unsigned long count;
    const char *shown; /* the count, as people read it */
    const char *query; /* of the list without it */
};

/* How the page counts. 0, or a trouble of the page's own, with which list_helps_fill ends. */
struct list_counting {
    void *about;
    int (*without)(void *about, const char *name, struct list_help *help_out); /* all fields of that name */
    int (*without_box)(void *about, enum person_search_box box, struct list_help *help_out); /* `query` is not asked for */
};

/* Includes HELPS (listehjelp.html) in the section NONE_FITS that the page has made: for each filter, how many there are
 * without it, and the way there. Values of the same field are one filter. Counts for the first eight alone: each is a question
 * to the database. */
int list_helps_fill(struct arena *arena, struct values *none, const struct list_address *address,
                    const struct list_counting *counting);

#endif
