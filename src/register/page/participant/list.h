/* Questions that lack an answer, as a list of links to their fields (requirement P15). */
#ifndef REGISTER_PAGE_PARTICIPANT_LIST_H
#define REGISTER_PAGE_PARTICIPANT_LIST_H

#include "register/page/participant/review.h"

bool list_has(const struct answer_gaps *gaps, const struct codebook_variable *variable);

/* The part `name` with LACK_COUNT and a LACK for each; nothing where nothing lacks. Links only for who may change her. */
void list_fill(struct visit *visit, struct values *parent, const char *name, const struct review *review,
               const struct answer_gaps *gaps);

#endif
