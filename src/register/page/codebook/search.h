/* Finding variables of the codebook by words (requirement C7). */
#ifndef REGISTER_PAGE_CODEBOOK_SEARCH_H
#define REGISTER_PAGE_CODEBOOK_SEARCH_H

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

#define SEARCH_TEXT_MOST 100 /* code points */

struct search {
    const char **words;
    size_t count; /* 0: everything fits */
};

/* `text` is split at blanks; what is longer than SEARCH_TEXT_MOST is for the caller to refuse. */
struct search search_read(struct arena *arena, const char *text);
/* Does every word stand in the variable's id, name, label or a code's text, in bokmål or nynorsk? Capitals do not
 * matter. */
bool search_fits(const struct search *search, const struct codebook_variable *variable);

#endif
