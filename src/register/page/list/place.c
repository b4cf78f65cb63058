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

static const char *municipality_label(struct arena *arena, const struct municipality *one)
{
    return one->is_former
               ? arena_printf(arena, _("%s (tidligere nummer %s)"), one->kommunenavn, one->kommunenummer)
               : one->kommunenavn;
}

static bool sees_all(const struct account *account)
{
    for (size_t i = 0; i < account->scope_count; i++)
        if (account->scopes[i].kind == SCOPE_ALL)
            return true;
    return false;
}

/* Those that the user sees, under their counties. */
static struct list_offer municipalities_offered(struct arena *arena, const struct account *account,
                                                const struct places *places)
{
    struct list_choice *items = arena_alloc_many(arena, places->municipality_count + 1, sizeof *items);
    struct list_group *groups = arena_alloc_many(arena, places->municipality_count + 1, sizeof *groups);
    size_t count = 0, group_count = 0;

    for (size_t i = 0; i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];

        if (!list_sees_municipality(account, one->kommunenummer))
            continue;
        if (group_count == 0 || !text_equal(groups[group_count - 1].title, one->fylkesnavn))
            groups[group_count++] = (struct list_group){.title = one->fylkesnavn, .items = &items[count]};
        groups[group_count - 1].count++;
        items[count++] = (struct list_choice){.value = one->kommunenummer, .label = municipality_label(arena, one)};
    }
    return (struct list_offer){groups, group_count};
}

static struct list_offer districts_offered(struct arena *arena, const struct account *account, const struct places *places)
{
    struct list_choice *items = arena_alloc_many(arena, places->count + 1, sizeof *items);
    struct list_group *group = arena_alloc(arena, sizeof *group);

    group->items = items;
    for (size_t i = 0; i < places->count; i++)
        if (sees_district(account, &places->items[i]))
            items[group->count++] = (struct list_choice){.value = places->items[i].bydel, .label = places->items[i].bydelsnavn};
    return (struct list_offer){group, 1};
}

/* What is offered of the places: of each kind. */
struct kind {
    struct list_offer (*offered)(struct arena *arena, const struct account *account, const struct places *places);
    struct list_offers *kept;
    const char *section, *field;
};

/* Who sees everything is offered what all who do are: written once. */
static const struct list_offer *offer_of(struct arena *arena, const struct account *account, const struct places *places,
                                         const struct list_places *kept, const struct kind *kind)
{
    const struct list_offer **own = &kind->kept->of[words_language()];
    struct list_offer *offer;

    if (kept->lasting && sees_all(account)) {
        if (!*own) {
            struct list_offer all = kind->offered(kept->lasting, account, places);

            *own = list_offer_keep(kept->lasting, kept->view, &all);
        }
        return *own;
    }
    offer = arena_alloc(arena, sizeof *offer);
    *offer = kind->offered(arena, account, places);
    return offer;
}

static size_t count_of(const struct list_offer *offer)
{
    size_t count = 0;

    for (size_t i = 0; i < offer->count; i++)
        count += offer->groups[i].count;
    return count;
}

void list_places_fill(struct arena *arena, struct values *panel, const struct account *account,
                      const struct places *places, struct list_places *kept, const struct list_address *address)
{
    const struct kind kinds[] = {
        {municipalities_offered, &kept->municipalities, "MUNICIPALITIES", "kommune"},
        {districts_offered, &kept->districts, "DISTRICTS", "bydel"},
    };
    struct values *part = values_include(panel, "PLACE_FILTERS", "filtersteder.html");

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct list_offer *offer = offer_of(arena, account, places, kept, &kinds[i]);

        if (count_of(offer) > 1)
            list_offer_fill(values_section(part, kinds[i].section), offer, address, kinds[i].field);
    }
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
