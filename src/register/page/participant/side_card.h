/* The card beside the form: who she is, and how the registration stands (P9). */
#ifndef REGISTER_PAGE_PARTICIPANT_SIDE_CARD_H
#define REGISTER_PAGE_PARTICIPANT_SIDE_CARD_H

#include "register/page/participant/form.h"

/* Beside the form; `gaps` are those of creation while she is not created. */
void side_card_fill(struct form *form, struct values *page, const struct answer_gaps *gaps);

/* Of one who exists; `link` is "DATA_LINK", "EDIT_LINK" or NULL; `saved`: all that the page shows is stored. */
void side_card_show(struct visit *visit, struct values *page, const struct participant *participant,
                    const char *link, bool saved);

#endif
