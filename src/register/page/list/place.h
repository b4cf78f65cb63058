/* The filters `kommune` and `bydel`, which lists of every register have. */
#ifndef REGISTER_PAGE_LIST_PLACE_H
#define REGISTER_PAGE_LIST_PLACE_H

#include "engine/view/template.h"
#include "register/domain/access/grant.h"
#include "register/page/list/address.h"
#include "register/page/list/offer.h"
#include "register/store/place.h"

/* What a panel offers of the places to those who see them all, as a worker keeps it beside them: empty at first, and where the
 * places become others. Without `lasting` nothing is kept. */
struct list_places {
    struct arena *lasting;
    struct view *view;
    struct list_offers municipalities, districts;
};

/* For the `take` of the two filters. */
enum list_taken list_take_municipality(struct arena *arena, const struct places *places, struct places_asked *asked,
                                       const char *value);
enum list_taken list_take_district(struct arena *arena, const struct places *places, struct places_asked *asked,
                                   const char *value);

/* list_add of each: "Kommune: Asker", "Bydel: Frogner". */
void list_add_places(struct arena *arena, const struct places *places, const struct places_asked *asked,
                     struct list_address *address);

/* Includes PLACE_FILTERS (filtersteder.html): the places the user can see, where they are several; municipalities under their
 * counties. */
void list_places_fill(struct arena *arena, struct values *panel, const struct account *account,
                      const struct places *places, struct list_places *kept, const struct list_address *address);

/* Can the user see somebody in each of the places asked for? A list of what one may not see is none (I8). */
bool list_sees_places(const struct account *account, const struct places *places, const struct places_asked *asked);
bool list_sees_municipality(const struct account *account, const char *kommunenummer);

/* Can the user see somebody who has a district? */
bool list_has_districts(const struct account *account, const struct places *places);

#endif
