/* The reader's language: read from the cookie, changed by the menu in the header (requirement U1). */
#ifndef REGISTER_PAGE_LANGUAGE_H
#define REGISTER_PAGE_LANGUAGE_H

#include "register/page/visit.h"

/* To be called before anything is said: what follows is in the language this reader chose, or bokmål. */
void language_use(const struct visit *visit);

/* Where the address asks for another language (`sprak`): remembers it and leads back to the same address without the
 * question. *outcome_out is then READY, or BAD for a language we do not have; false where nothing was asked. */
bool language_asked(struct visit *visit, enum outcome *outcome_out);

/* The menu of the frame, and its `lang`. */
void language_fill(const struct visit *visit, struct values *frame);

#endif
