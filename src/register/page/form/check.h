/* A whole form at once: nothing is saved that breaks a rule, and nothing may lack (C4b, P6). */
#ifndef REGISTER_PAGE_FORM_CHECK_H
#define REGISTER_PAGE_FORM_CHECK_H

#include "register/page/form/posted.h"

struct check {
    const struct answers *before;           /* what is stored; NULL for something new */
    const struct answer_judgement *judgement; /* of the answers as they are to be stored */
    unsigned gates;                         /* enum codebook_gate bits: what is asked for */
    const struct codebook_page *page;       /* what is asked for there alone; NULL: on every page */
};

/* Refuses what breaks a rule, what may not be chosen, and what lacks. What was typed where a question does not apply is
 * taken out of `answers`. What the post was refused for already is left as it is. */
void check_posted(struct posted *posted, const struct check *check, struct answers *answers);

/* The gaps of a gate as problems with the words to put them right. */
void check_gaps(struct arena *arena, const struct answer_judgement *judgement, const struct answer_gaps *gaps,
                struct problems *problems_out);

#endif
