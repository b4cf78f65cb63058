/* The questions of a page of the codebook, card by card (views/sporsmalsdeler.html). */
#ifndef REGISTER_PAGE_FORM_SECTIONS_H
#define REGISTER_PAGE_FORM_SECTIONS_H

#include "engine/view/question.h"

/* Included as SECTIONS in `form`, which is within a form element. */
void sections_show(struct arena *arena, struct values *form, const struct codebook_page *page,
                   const struct question_page *questions);

#endif
