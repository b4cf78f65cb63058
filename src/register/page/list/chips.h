/* What a list is narrowed to, each with the way to take it away (requirement O5). */
#ifndef REGISTER_PAGE_LIST_CHIPS_H
#define REGISTER_PAGE_LIST_CHIPS_H

#include "engine/view/template.h"
#include "register/page/list/address.h"

/* Includes CHIPS (listefiltre.html), where there are any. A search has one for each of its boxes: the only one goes by the
 * address without the search; one of several by a search for the others. */
void list_chips_fill(struct arena *arena, struct values *page, const struct list_address *address);

/* How many there are. */
size_t list_chips_count(const struct list_address *address);

#endif
