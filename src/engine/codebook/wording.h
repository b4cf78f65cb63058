/* A text of the codebook: the bokmål, which for labels and codes is the data standard's letter for letter, and our own
 * nynorsk beside it (requirement U1). English readers get the bokmål. */
#ifndef ENGINE_CODEBOOK_WORDING_H
#define ENGINE_CODEBOOK_WORDING_H

#include <stdbool.h>

#include "engine/base/words.h"

struct wording {
    const char *bokmal;  /* NULL only where there is no text at all */
    const char *nynorsk; /* the very bokmål where the file says it is the same; NULL: nobody has written it yet */
    int line;            /* in the file, for messages */
};

#define WORDING_NONE ((struct wording){0})

/* The text in that language, or the nearest there is; NULL for WORDING_NONE. */
const char *wording_text(struct wording wording, enum language language);
/* The same for the reader whose request is served. */
const char *wording_shown(struct wording wording);
/* Is what the reader is shown bokmål on a page in another language? Then it needs its own `lang`. */
bool wording_is_foreign(struct wording wording);

/* Downloads and whatever else is counted or stored take `bokmal` itself: statistics need one wording. */

#endif
