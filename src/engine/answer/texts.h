/* Code texts of a value. Of this room alone. */
#ifndef ENGINE_ANSWER_TEXTS_H
#define ENGINE_ANSWER_TEXTS_H

#include "engine/answer/answer.h"

/* The chosen codes' texts in the codebook's order, separated by "; ". */
const char *texts_of_codes(struct arena *arena, const struct codebook_variable *variable,
                           const struct answer *answer, enum language language);

#endif
