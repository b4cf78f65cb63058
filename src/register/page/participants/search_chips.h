/* The search that the overview is narrowed to, a chip for each box (requirements O4, O5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_SEARCH_CHIPS_H
#define REGISTER_PAGE_PARTICIPANTS_SEARCH_CHIPS_H

#include "register/page/participants/selection.h"

/* How many there are: 0 without a search. */
size_t search_chips_count(const struct selection *selection);

/* The list SEARCH_CHIP of deltakeroversikt.html. The only one goes by the address without the search; one of several by a
 * search for the others. */
void search_chips_fill(struct visit *visit, struct values *chips, const struct selection *selection);

/* Is the box one of several that the search holds? */
bool search_chips_has_others(const struct selection *selection, enum person_search_box box);
/* "Navn: anne" */
const char *search_chips_label(struct arena *arena, const struct selection *selection, enum person_search_box box);
/* The form that searches for what the other boxes hold: its list KEPT. */
void search_chips_form(struct visit *visit, struct values *form, const struct selection *selection,
                       enum person_search_box without);

#endif
