/* Places and what they have: municipalities, districts, schemes of financing. */
#ifndef REGISTER_STORE_PLACE_H
#define REGISTER_STORE_PLACE_H

#include "register/store/store.h"

struct place { /* a district */
    const char *kommunenummer, *bydel, *bydelsnavn;
    bool owns_project;
    unsigned long name_rank; /* its place among all the names, in the alphabet's order, from 1 */
};

struct municipality {
    const char *kommunenummer, *kommunenavn, *fylkesnavn;
    bool is_former; /* its number is not used any more */
};

struct places {
    const struct place *items;
    size_t count;
    const struct municipality *municipalities; /* former ones too, county by county, in the alphabet's order */
    size_t municipality_count;
};

/* Places that somebody asks for, by their numbers; none: all. */
struct places_asked {
    const char **municipalities, **districts;
    size_t municipality_count, district_count;
};

/* All districts, in the order of their numbers, and all municipalities. */
enum store_result places_load(struct store *store, struct arena *arena, struct places *places_out);
/* Its name, or the number itself where it is unknown; "" for none. */
const char *places_name(const struct places *places, const char *bydel);

/* Of that number, or NULL. */
const struct municipality *places_municipality(const struct places *places, const char *kommunenummer);
bool places_knows_district(const struct places *places, const char *bydel);

/* The code of the one scheme that the place's projects have at the date (yyyy-mm-dd), or NULL where there
 * are several or none is known (requirement P5). */
enum store_result place_financing(struct store *store, struct arena *arena, const char *kommunenummer,
                                  const char *bydel, const char *date, const char **code_out);

#endif
