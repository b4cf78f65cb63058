/* What a form beside a list hands on of its address, as hidden fields: all that it does not ask for itself. */
#ifndef REGISTER_PAGE_LIST_KEPT_H
#define REGISTER_PAGE_LIST_KEPT_H

#include "engine/view/template.h"
#include "register/page/list/address.h"

enum list_kept {
    LIST_KEPT_FILTERS = 1,
    LIST_KEPT_SEARCH = 2, /* its reference */
    LIST_KEPT_ORDER = 4,
    LIST_KEPT_SHOWN = 8,
    LIST_KEPT_SIZE = 16,
};

/* Each in the form's list `section`, with KEPT_NAME and KEPT_VALUE; `what` is a union of the above. */
void list_kept_fill(struct arena *arena, struct values *form, const char *section, const struct list_address *address,
                    unsigned what);

void list_kept_add(struct values *form, const char *section, const char *name, const char *value);

#endif
