/* Where a user sees participants, in words. */
#ifndef REGISTER_PAGE_PARTICIPANTS_PLACES_H
#define REGISTER_PAGE_PARTICIPANTS_PLACES_H

#include "engine/base/arena.h"
#include "register/domain/access/grant.h"

/* "Trondheim", "Bergen og Asker", "bydel Grünerløkka i Oslo", "hele landet". */
const char *places_of(struct arena *arena, const struct account *account);

#endif
