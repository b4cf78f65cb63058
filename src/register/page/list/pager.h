/* Turning pages of a list. */
#ifndef REGISTER_PAGE_LIST_PAGER_H
#define REGISTER_PAGE_LIST_PAGER_H

#include "engine/view/template.h"
#include "register/page/list/address.h"

/* Includes PAGER (listebla.html): links to pages, where there are several of `total` rows, and how many rows a page has.
 * `next` is the next page's query (list_query_after, or list_query). */
void list_pager_fill(struct arena *arena, struct values *table, const struct list_address *address, unsigned long total,
                     const char *next);

/* The section SHOWING with FIRST and LAST: "viser 26–50". `offset` is that of the first row. */
void list_showing_fill(struct values *page, unsigned long offset, size_t count);

#endif
