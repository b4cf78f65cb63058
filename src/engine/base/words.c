/* The reader's language, by the C library's gettext. */
#include "engine/base/words.h"

#include <libintl.h>

const char *words_text(const char *bokmal)
{
    return *bokmal ? gettext(bokmal) : bokmal; /* gettext answers "" with the catalogue's own head */
}
