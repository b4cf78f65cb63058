/* How a participant is called in addresses and headings. */
#ifndef REGISTER_PAGE_PARTICIPANT_NAMING_H
#define REGISTER_PAGE_PARTICIPANT_NAMING_H

#include "register/page/visit.h"

/* Below /deltakere/: "{id}", and "{id}/{page}" or "ny" where there is no participant yet. */
const char *naming_person_path(struct arena *arena, const struct participant *participant);
const char *naming_page_path(struct arena *arena, const struct participant *participant,
                             const struct codebook_page *page);

/* The name, or the number as shown where there is no name. */
const char *naming_title(struct visit *visit, const struct answers *answers);

#endif
