/* What an event changed or told, field by field (requirement L2). */
#ifndef REGISTER_PAGE_LOG_ACTIVITY_DETAILS_H
#define REGISTER_PAGE_LOG_ACTIVITY_DETAILS_H

#include "register/page/visit.h"
#include "register/store/activity.h"

struct activity_detail {
    const char *label;
    bool label_is_foreign; /* bokmål of the codebook to a reader of another language */
    const char *before; /* NULL: nothing was changed, `now` is all there is to tell */
    const char *now;
};

struct activity_details {
    struct activity_detail *items;
    size_t count;
};

/* In the order of the log; a question with several choices is one field. Texts live in the visit's arena. */
struct activity_details activity_details_of(struct visit *visit, const struct activity_event *event);

#endif
