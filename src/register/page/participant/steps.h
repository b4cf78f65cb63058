/* The list of pages on top of the form (P1). */
#ifndef REGISTER_PAGE_PARTICIPANT_STEPS_H
#define REGISTER_PAGE_PARTICIPANT_STEPS_H

#include "register/page/participant/form.h"

/* `gaps` are those of discharge, or of creation before that. */
void steps_fill(struct form *form, struct values *page, const struct answer_judgement *judgement,
                const struct answer_gaps *gaps);

#endif
