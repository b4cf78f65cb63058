/* What the codebook asks the register about a participant. */
#include "register/page/participant/world.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"

static bool is_caseworker_grant(const struct own_places *own, const struct grant *grant)
{
    return (access_rights_of(grant->role) & ACCESS_CHANGE_PARTICIPANTS) && text_equal(grant->reg, own->reg);
}

static const char *stored_text(const struct own_places *own, const struct codebook_variable *variable)
{
    return own->stored ? answers_get(own->stored, variable)->text : NULL;
}

static const char *parse_municipality(struct arena *arena, const char *typed, const void *context,
                                      const char **text_out)
{
    const struct own_places *own = context;

    for (size_t i = 0; i < own->account->grant_count; i++) {
        const struct grant *grant = &own->account->grants[i];

        if (!is_caseworker_grant(own, grant) || !text_equal(grant->kommunenummer, typed))
            continue;
        *text_out = grant->kommunenummer;
        return NULL;
    }
    if (!text_equal(stored_text(own, own->names->kommunenummer), typed))
        return _("Velg en av kommunene du har tilgang til.");
    *text_out = arena_copy(arena, typed);
    return NULL;
}

/* A district of its own that a grant covers; the numbers of a city's centre and forest own no project. */
static bool may_choose_district(const struct own_places *own, const struct place *place)
{
    return place->owns_project &&
           access_may_change(own->account, own->reg, place->kommunenummer, place->bydel);
}

static const char *parse_district(struct arena *arena, const char *typed, const void *context,
                                  const char **text_out)
{
    const struct own_places *own = context;

    for (size_t i = 0; i < own->places->count; i++) {
        const struct place *place = &own->places->items[i];

        if (!text_equal(place->bydel, typed) || !may_choose_district(own, place))
            continue;
        *text_out = place->bydel;
        return NULL;
    }
    if (!text_equal(stored_text(own, own->names->bydel), typed))
        return _("Velg en av bydelene du har tilgang til.");
    *text_out = arena_copy(arena, typed);
    return NULL;
}

enum outcome world_make(struct visit *visit, const struct answers *stored, struct world *world_out)
{
    const struct site *site = visit->site;
    enum store_result result = visit_places(visit, &world_out->own.places);

    if (result != STORE_OK)
        return visit_store(result);
    world_out->own.account = visit->context.account;
    world_out->own.stored = stored;
    world_out->own.names = &site->names;
    world_out->own.reg = site->reg->name;
    world_out->number_rules = (struct fodselsnummer_rules){
        .mode = FODSELSNUMMER_OLD,
        .synthetic = site->synthetic_numbers ? FODSELSNUMMER_TENOR : FODSELSNUMMER_REAL_ONLY,
        .women_only = true,
    };
    world_out->formats[0] =
        (struct answer_format){"fodselsnummer", fodselsnummer_format, &world_out->number_rules};
    world_out->formats[1] = (struct answer_format){"kommunenummer", parse_municipality, &world_out->own};
    world_out->formats[2] = (struct answer_format){"bydel", parse_district, &world_out->own};
    world_out->formats[3] = (struct answer_format){0};
    world_out->today = clock_today();
    return OUTCOME_READY;
}

static bool has_districts(const struct world *world, const char *kommunenummer)
{
    for (size_t i = 0; i < world->own.places->count; i++)
        if (text_equal(world->own.places->items[i].kommunenummer, kommunenummer))
            return true;
    return false;
}

const struct answer_world *world_for(struct arena *arena, const struct world *world, const struct answers *answers)
{
    static const char *const with_districts[] = {"kommune_har_bydeler", NULL};
    struct answer_world *made = arena_alloc(arena, sizeof *made);
    const char *kommunenummer = answers_get(answers, world->own.names->kommunenummer)->text;

    made->today = world->today;
    made->formats = world->formats;
    if (kommunenummer && has_districts(world, kommunenummer))
        made->facts = with_districts;
    return made;
}

static bool is_listed(const struct question_choice *choices, size_t count, const char *value)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(choices[i].value, value))
            return true;
    return false;
}

size_t world_municipalities(struct arena *arena, const struct world *world,
                            const struct question_choice **choices_out)
{
    const struct own_places *own = &world->own;
    const char *stored = stored_text(own, own->names->kommunenummer);
    struct question_choice *choices = arena_alloc_many(arena, own->account->grant_count + 1, sizeof *choices);
    size_t count = 0;

    if (stored)
        choices[count++] = (struct question_choice){
            stored, arena_printf(arena, "%s %s", stored, stored_text(own, own->names->kommunenavn))};
    for (size_t i = 0; i < own->account->grant_count; i++) {
        const struct grant *grant = &own->account->grants[i];

        if (is_caseworker_grant(own, grant) && !is_listed(choices, count, grant->kommunenummer))
            choices[count++] = (struct question_choice){
                grant->kommunenummer, arena_printf(arena, "%s %s", grant->kommunenummer, grant->kommunenavn)};
    }
    *choices_out = choices;
    return count;
}

size_t world_districts(struct arena *arena, const struct world *world, const struct question_choice **choices_out)
{
    const struct own_places *own = &world->own;
    const char *stored = stored_text(own, own->names->bydel);
    struct question_choice *choices = arena_alloc_many(arena, own->places->count + 1, sizeof *choices);
    size_t count = 0;

    if (!text_is_empty(stored))
        choices[count++] = (struct question_choice){stored, places_name(own->places, stored)};
    for (size_t i = 0; i < own->places->count; i++) {
        const struct place *place = &own->places->items[i];

        if (may_choose_district(own, place) && !is_listed(choices, count, place->bydel))
            choices[count++] = (struct question_choice){place->bydel, place->bydelsnavn};
    }
    *choices_out = choices;
    return count;
}

const char *world_municipality_name(const struct world *world, const char *kommunenummer)
{
    for (size_t i = 0; i < world->own.account->grant_count; i++)
        if (text_equal(world->own.account->grants[i].kommunenummer, kommunenummer))
            return world->own.account->grants[i].kommunenavn;
    return stored_text(&world->own, world->own.names->kommunenavn);
}
