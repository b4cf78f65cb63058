/* Texts of the codebook on a page: in the reader's language, or marked as bokmål where that is all there is. Beside a
 * marker X the template has X_NB for the mark: `<span{{#X_NB}} lang="nb"{{/X_NB}}>{{X}}</span>`. Requirements U1, U2. */
#ifndef ENGINE_VIEW_WORDED_H
#define ENGINE_VIEW_WORDED_H

#include "engine/answer/answer.h"
#include "engine/view/template.h"

void worded_set(struct values *values, const char *name, struct wording text);
/* The mark alone, for a text made of the chosen codes' texts. */
void worded_mark_answer(struct values *values, const char *name, const struct codebook_variable *variable,
                        const struct answer *answer);
/* A message about the variable (NULL: of the whole page): marked where it is a rule's or a lock's own words. */
void worded_set_message(struct values *values, const char *name, const struct codebook_variable *variable,
                        const char *message);

#endif
