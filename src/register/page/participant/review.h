/* All answers of a participant for reading, section by section. */
#ifndef REGISTER_PAGE_PARTICIPANT_REVIEW_H
#define REGISTER_PAGE_PARTICIPANT_REVIEW_H

#include "register/page/participant/form.h"

struct review {
    const struct participant *participant;
    const struct answer_judgement *judgement;
    struct answer_gaps gaps; /* of discharge */
};

enum outcome review_make(struct visit *visit, const struct participant *participant, struct world *world,
                         struct review *review_out);

/* One SUMMARY per section; `links`: with "Endre" and "Mangler svar" leading to the form. */
void review_fill(struct visit *visit, struct values *page, const struct review *review, bool links);

#endif
