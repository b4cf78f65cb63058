/* The boxes that persons are searched for in (sokefelt.html), beside a list and on a page of their own; and what is told of a
 * search that was made (requirements O4, O5). */
#ifndef REGISTER_PAGE_LIST_SEARCH_H
#define REGISTER_PAGE_LIST_SEARCH_H

#include "engine/view/template.h"
#include "register/page/list/address.h"

struct list_boxes {
    const char *typed[SEARCH_BOXES];
    const char *problems[SEARCH_BOXES]; /* what to do about it; NULL where all is well */
};

/* What the address's search holds, as it would be typed. */
struct list_boxes list_search_boxes(struct arena *arena, const struct list_address *address);

/* The form, included as SEARCH: its boxes, and the list's filters, order and page size as hidden fields. */
struct values *list_search_include(struct arena *arena, struct values *page, const struct list_address *address,
                                   const struct list_boxes *boxes);

/* The id of a box's field. */
const char *list_search_id(struct arena *arena, const struct list_search *search, enum person_search_box box);

/* How many boxes the search uses: 0 without one. */
size_t list_search_count(const struct list_address *address);
/* Is the box one of several that the search holds? */
bool list_search_has_others(const struct list_address *address, enum person_search_box box);
/* "Navn: anne" */
const char *list_search_label(struct arena *arena, const struct list_address *address, enum person_search_box box);
/* A form that searches for what the other boxes hold: SEARCH_PATH, and its list KEPT. */
void list_search_form(struct arena *arena, struct values *form, const struct list_address *address,
                      enum person_search_box without);

#endif
