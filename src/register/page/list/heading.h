/* The headings of a list, each a button with three states: not sorted by, ascending, descending (requirement O2). */
#ifndef REGISTER_PAGE_LIST_HEADING_H
#define REGISTER_PAGE_LIST_HEADING_H

#include "engine/view/template.h"
#include "register/page/list/address.h"

/* Includes HEADINGS (listekolonner.html: the cells of the heading row) and ORDERING (listesortering.html: the form that the
 * headings belong to, and one for narrow screens, where they are not shown). `is_shown` has an entry for each column of the
 * shape; NULL: all are. */
void list_headings_fill(struct arena *arena, struct values *table, const struct list_address *address,
                        const bool *is_shown);

#endif
