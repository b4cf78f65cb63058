/* What a form beside the overview hands on of the selection, as hidden fields: all that it does not ask for itself. */
#ifndef REGISTER_PAGE_PARTICIPANTS_KEPT_H
#define REGISTER_PAGE_PARTICIPANTS_KEPT_H

#include "register/page/participants/selection.h"

enum kept {
    KEPT_FILTERS = 1,
    KEPT_SEARCH = 2, /* its reference */
    KEPT_ORDER = 4,
    KEPT_LACKS = 8, /* whether the column is switched on */
    KEPT_SIZE = 16,
};

/* Each in the form's list `section`, with KEPT_NAME and KEPT_VALUE; `what` is a union of the above. */
void kept_fill(struct arena *arena, struct values *form, const char *section, const struct selection *selection,
               unsigned what);

void kept_add(struct values *form, const char *section, const char *name, const char *value);

#endif
