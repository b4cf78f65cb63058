/* One of a text's languages. */
#include "engine/codebook/wording.h"

#include <stddef.h>

const char *wording_text(struct wording wording, enum language language)
{
    return language == LANGUAGE_NYNORSK && wording.nynorsk != NULL ? wording.nynorsk : wording.bokmal;
}

const char *wording_shown(struct wording wording)
{
    return wording_text(wording, words_language());
}

bool wording_is_foreign(struct wording wording)
{
    switch (words_language()) {
    case LANGUAGE_BOKMAL:
        return false;
    case LANGUAGE_NYNORSK:
        return wording.bokmal != NULL && wording.nynorsk == NULL;
    case LANGUAGE_ENGLISH:
        break;
    }
    return wording.bokmal != NULL;
}
