/* The search that the overview is narrowed to, a chip for each box (requirements O4, O5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_SEARCH_CHIPS_H
#define REGISTER_PAGE_PARTICIPANTS_SEARCH_CHIPS_H

#include "register/page/participants/selection.h"

/* How many there are: 0 without a search. */
size_t search_chips_count(const struct selection *selection);

/* The list SEARCH_CHIP of deltakeroversikt.html. The only one goes by the address without the search; one of several by a
 * search for the others. */
void search_chips_fill(struct visit *visit, struct values *chips, const struct selection *selection);

#endif
