/* What a panel of filters offers to choose, and what is chosen already. */
#ifndef REGISTER_PAGE_LIST_CHOICE_H
#define REGISTER_PAGE_LIST_CHOICE_H

#include "engine/codebook/wording.h"
#include "engine/view/template.h"
#include "register/page/list/address.h"

/* The value that the address gives the field, "" for none; and whether it gives it that one. */
const char *list_given(const struct list_address *address, const char *name);
bool list_is_given(const struct list_address *address, const char *name, const char *value);

/* A box to tick, in the list `section`: CHECK_NAME, CHECK_VALUE, CHECK_LABEL, and CHECKED where it is. */
void list_check(struct values *panel, const char *section, const struct list_address *address, const char *name,
                const char *value, const char *label);

/* One of several of which one more can be chosen: OPTION_VALUE, OPTION_LABEL. */
void list_option(struct values *options, const char *section, const char *value, const char *label);

/* The same with a label of the codebook, marked as bokmål where that is all there is. */
void list_check_worded(struct values *panel, const char *section, const struct list_address *address, const char *name,
                       const char *value, struct wording label);
void list_option_worded(struct values *options, const char *section, const char *value, struct wording label);

/* A filter that takes several values: one more in the list, the same twice is once (LIST_TYPED). */
enum list_taken list_take(struct arena *arena, bool is_known, const char *value, const char ***list, size_t *count);

#endif
