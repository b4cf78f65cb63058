/* Long lists of choices that are the same for all who see them: written once for a worker and a language, and put into a
 * panel of filters ready. */
#ifndef REGISTER_PAGE_LIST_OFFER_H
#define REGISTER_PAGE_LIST_OFFER_H

#include "engine/base/words.h"
#include "engine/codebook/wording.h"
#include "engine/view/template.h"
#include "register/page/list/address.h"

struct list_choice {
    const char *value, *label;
    const struct wording *wording; /* the codebook's, where there is no label of ours */
};

/* Choices that stand together. */
struct list_group {
    const char *title; /* or NULL */
    const struct list_choice *items;
    size_t count;
    const struct view_piece *ready; /* all of them as options; NULL: not written */
};

struct list_offer {
    const struct list_group *groups;
    size_t count;
};

/* Offers by the reader's language, as a worker keeps them. */
struct list_offers {
    const struct list_offer *of[LANGUAGE_COUNT];
};

/* The offer with its options written, in the language of the words in use. Its texts and items outlive `lasting`. */
const struct list_offer *list_offer_keep(struct arena *lasting, struct view *view, const struct list_offer *offer);

/* In the section: those that the address gives the field are boxes in its list CHOSEN (list_check), the others options
 * (filtervalg.html), included as OPTIONS in a showing of GROUP with GROUP_TITLE for each group that has any left. A group
 * without a title has its options in the section itself. */
void list_offer_fill(struct values *section, const struct list_offer *offer, const struct list_address *address,
                     const char *field);

#endif
