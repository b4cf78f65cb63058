/* The filters of places. */
#include "register/page/list/place.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/choice.h"

enum list_taken list_take_municipality(struct arena *arena, const struct places *places, struct places_asked *asked,
                                       const char *value)
{
    return list_take(arena, places_municipality(places, value) != NULL, value, &asked->municipalities,
                     &asked->municipality_count);
}

enum list_taken list_take_district(struct arena *arena, const struct places *places, struct places_asked *asked,
                                   const char *value)
{
    return list_take(arena, places_knows_district(places, value), value, &asked->districts, &asked->district_count);
}

void list_add_places(struct arena *arena, const struct places *places, const struct places_asked *asked,
                     struct list_address *address)
{
    for (size_t i = 0; i < asked->municipality_count; i++) {
        const char *number = asked->municipalities[i];

        list_add(arena, address, "kommune", number,
                 arena_printf(arena, _("Kommune: %s"), places_municipality(places, number)->kommunenavn));
    }
    for (size_t i = 0; i < asked->district_count; i++)
        list_add(arena, address, "bydel", asked->districts[i],
                 arena_printf(arena, _("Bydel: %s"), places_name(places, asked->districts[i])));
}

bool list_sees_municipality(const struct account *account, const char *kommunenummer)
{
    for (size_t i = 0; i < account->scope_count; i++)
        if (account->scopes[i].kind == SCOPE_ALL || text_equal(account->scopes[i].kommunenummer, kommunenummer))
            return true;
    return false;
}

static bool sees_district(const struct account *account, const struct place *place)
{
    for (size_t i = 0; i < account->scope_count; i++) {
        const struct scope *scope = &account->scopes[i];

        if (scope->kind == SCOPE_ALL || (text_equal(scope->kommunenummer, place->kommunenummer) &&
                                         (scope->kind == SCOPE_MUNICIPALITY || text_equal(scope->bydel, place->bydel))))
            return true;
    }
    return false;
}

bool list_sees_places(const struct account *account, const struct places *places, const struct places_asked *asked)
{
    bool all = true;

    for (size_t i = 0; i < asked->municipality_count; i++)
        all = all && list_sees_municipality(account, asked->municipalities[i]);
    for (size_t i = 0; i < asked->district_count; i++)
        for (size_t place = 0; place < places->count; place++)
            if (text_equal(places->items[place].bydel, asked->districts[i]))
                all = all && sees_district(account, &places->items[place]);
    return all;
}

static size_t municipalities_seen(const struct account *account, const struct places *places)
{
    size_t seen = 0;

    for (size_t i = 0; i < places->municipality_count; i++)
        seen += list_sees_municipality(account, places->municipalities[i].kommunenummer);
    return seen;
}

static const char *municipality_label(struct arena *arena, const struct municipality *one)
{
    return one->is_former
               ? arena_printf(arena, _("%s (tidligere nummer %s)"), one->kommunenavn, one->kommunenummer)
               : one->kommunenavn;
}

/* Those to choose among stand under their counties. */
static void fill_municipalities(struct arena *arena, struct values *part, const struct account *account,
                                const struct places *places, const struct list_address *address)
{
    struct values *section, *county = NULL;
    const char *county_name = NULL;

    if (municipalities_seen(account, places) < 2)
        return;
    section = values_section(part, "MUNICIPALITIES");
    for (size_t i = 0; i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];
        const char *label = municipality_label(arena, one);

        if (!list_sees_municipality(account, one->kommunenummer))
            continue;
        if (list_is_given(address, "kommune", one->kommunenummer)) {
            list_check(section, "MUNICIPALITY_CHOSEN", address, "kommune", one->kommunenummer, label);
            continue;
        }
        if (!text_equal(county_name, one->fylkesnavn)) {
            county_name = one->fylkesnavn;
            county = values_section(section, "COUNTY");
            values_set(county, "COUNTY_NAME", county_name);
        }
        list_option(county, "MUNICIPALITY_OTHER", one->kommunenummer, label);
    }
}

static void fill_districts(struct values *part, const struct account *account, const struct places *places,
                           const struct list_address *address)
{
    struct values *section = NULL;
    size_t seen = 0;

    for (size_t i = 0; i < places->count; i++)
        seen += sees_district(account, &places->items[i]);
    if (seen < 2)
        return;
    section = values_section(part, "DISTRICTS");
    for (size_t i = 0; i < places->count; i++) {
        const struct place *one = &places->items[i];

        if (!sees_district(account, one))
            continue;
        if (list_is_given(address, "bydel", one->bydel))
            list_check(section, "DISTRICT_CHOSEN", address, "bydel", one->bydel, one->bydelsnavn);
        else
            list_option(section, "DISTRICT_OTHER", one->bydel, one->bydelsnavn);
    }
}

void list_places_fill(struct arena *arena, struct values *panel, const struct account *account,
                      const struct places *places, const struct list_address *address)
{
    struct values *part = values_include(panel, "PLACE_FILTERS", "filtersteder.html");

    fill_municipalities(arena, part, account, places, address);
    fill_districts(part, account, places, address);
}

bool list_has_districts(const struct account *account, const struct places *places)
{
    for (size_t i = 0; i < account->scope_count; i++) {
        const struct scope *scope = &account->scopes[i];

        if (scope->kind == SCOPE_ALL || scope->kind == SCOPE_DISTRICT)
            return true;
        for (size_t place = 0; place < places->count; place++)
            if (strcmp(places->items[place].kommunenummer, scope->kommunenummer) == 0)
                return true;
    }
    return false;
}
