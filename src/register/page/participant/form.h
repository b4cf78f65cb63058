/* A page of the registration form on its way to the screen: one piece of code for all pages (P1). */
#ifndef REGISTER_PAGE_PARTICIPANT_FORM_H
#define REGISTER_PAGE_PARTICIPANT_FORM_H

#include "engine/view/question.h"
#include "register/page/participant/naming.h"
#include "register/page/participant/twice.h"
#include "register/page/participant/world.h"

enum form_summary { FORM_SUMMARY_NONE, FORM_SUMMARY_NEXT, FORM_SUMMARY_DISCHARGE };

struct form {
    struct visit *visit;
    const struct world *world;
    const struct codebook_page *page;
    const struct participant *participant; /* NULL: not created yet */
    const struct answers *answers;         /* what is shown */
    struct question_extra *extras;         /* by variable->index; NULL: none */
    const struct problems *problems;       /* for the error summary; NULL: none */
    enum form_summary summary;             /* what the error summary is about */
    long version;                          /* of the page as drawn: the hidden field */
    const struct answer_change *since;     /* for form_render_parts: stored since the page was drawn */
    size_t since_count;
    long emptied;                          /* the version whose emptied answers are told; 0: none */
    struct twice twice;                    /* why the number, or an end date that was removed, was refused (P13) */
};

/* Draws the page with that status. */
enum outcome form_render(struct form *form, int status);

/* Draws what one saved answer changed of the page: messages, steps, side card, what was emptied, and the answers that
 * differ from `before`. `variable`: the one that was sent. */
enum outcome form_render_parts(struct form *form, const struct codebook_variable *variable,
                               const struct answers *before, int status);

/* The codebook's page of that name, or NULL. */
const struct codebook_page *form_page(const struct visit *visit);

/* Said when the anti-forgery token is missing or stale; the typed values stay on the page (I6). */
extern const char form_forged[];

#endif
