/* The boxes that persons are searched for in (sokefelt.html): in the overview's panel, and on a page of their own. */
#ifndef REGISTER_PAGE_PARTICIPANTS_SEARCH_FORM_H
#define REGISTER_PAGE_PARTICIPANTS_SEARCH_FORM_H

#include "register/domain/jobbsjansen/person_search.h"
#include "register/page/participants/selection.h"

struct search_boxes {
    const char *typed[SEARCH_BOXES];
    const char *problems[SEARCH_BOXES]; /* what to do about it; NULL where all is well */
};

/* What the selection's search holds, as it would be typed. */
struct search_boxes search_form_boxes(struct arena *arena, const struct selection *selection);

/* The form, included as SEARCH: its boxes, and the selection's filters, order and page size as hidden fields. */
struct values *search_form_include(struct visit *visit, struct values *page, const struct selection *selection,
                                   const struct search_boxes *boxes);

/* "Fødselsnummer" */
const char *search_form_label(enum person_search_box box);

/* The id of a box's field. */
const char *search_form_id(struct arena *arena, enum person_search_box box);

#endif
