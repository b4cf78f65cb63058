/* Where a user sees participants, in words. */
#include "register/page/participants/places.h"

#include "engine/base/text.h"
#include "engine/base/words.h"

static const char *place_of(struct arena *arena, const struct grant *grant)
{
    if (text_is_empty(grant->bydel))
        return grant->kommunenavn;
    return arena_printf(arena, _("bydel %s i %s"), grant->bydelsnavn, grant->kommunenavn);
}

const char *places_of(struct arena *arena, const struct account *account)
{
    const char *places = NULL;

    for (size_t i = 0; i < account->grant_count; i++) {
        const struct grant *grant = &account->grants[i];
        bool is_last = i + 1 == account->grant_count;

        if (text_is_empty(grant->kommunenavn) || !(access_rights_of(grant->role) & ACCESS_SEE_PARTICIPANTS))
            continue;
        places = places ? arena_printf(arena, is_last ? _("%s og %s") : "%s, %s", places, place_of(arena, grant))
                        : place_of(arena, grant);
    }
    return places ? places : _("hele landet");
}
