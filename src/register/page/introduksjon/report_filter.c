/* The filters of the report. */
#include "register/page/introduksjon/report_filter.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/choice.h"
#include "register/page/list/place.h"

enum { COUNTY_DIGITS = 2, CODE_BITS = 32, YEAR_LAST = 2099 };

/* integreringsloven came into force with 2021; introduksjonsloven in September 2003 as voluntary, and everywhere in 2004. */
int report_first_year(enum law law)
{
    return law == LAW_INTEGRERINGSLOVEN ? 2021 : 2003;
}

const char *report_county(const struct places *places, const char *fylkesnummer)
{
    for (size_t i = 0; strlen(fylkesnummer) == COUNTY_DIGITS && i < places->municipality_count; i++)
        if (text_starts_with(places->municipalities[i].kommunenummer, fylkesnummer))
            return places->municipalities[i].fylkesnavn;
    return NULL;
}

static const struct {
    const char *name, *label;
} enterers[] = {
    [INTRO_REPORT_ANYBODY] = {"alle", N_("Alle")},
    [INTRO_REPORT_MUNICIPALITY] = {"kommunen", N_("Kommunen")},
    [INTRO_REPORT_ENGINE] = {"regelmotor", N_("Regelmotor")},
};

const char *report_enterer_shown(enum intro_report_enterer enterer)
{
    return words_text(enterers[enterer].label);
}

const char *report_enterer_name(enum intro_report_enterer enterer)
{
    return enterers[enterer].name;
}

static enum list_taken take_law(void *into, const struct list_filter *filter, const char *value)
{
    static const enum law laws[] = {LAW_INTEGRERINGSLOVEN, LAW_INTRODUKSJONSLOVEN};
    struct report_selection *selection = ((const struct report_reading *)into)->selection;

    (void)filter;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        if (!text_equal(report_law_name(laws[i]), value))
            continue;
        if (selection->law_asked && selection->law != laws[i])
            return LIST_UNKNOWN;
        selection->law = laws[i];
        selection->law_asked = true;
        return LIST_TAKEN;
    }
    return LIST_UNKNOWN;
}

static enum list_taken take_county(void *into, const struct list_filter *filter, const char *value)
{
    const struct report_reading *reading = into;
    struct report_selection *selection = reading->selection;

    (void)filter;
    return list_take(reading->visit->arena, report_county(selection->places, value) != NULL, value,
                     &selection->query.counties, &selection->query.county_count);
}

static enum list_taken take_municipality(void *into, const struct list_filter *filter, const char *value)
{
    const struct report_reading *reading = into;

    (void)filter;
    return list_take_municipality(reading->visit->arena, reading->selection->places,
                                  &reading->selection->query.persons.asked, value);
}

static enum list_taken take_district(void *into, const struct list_filter *filter, const char *value)
{
    const struct report_reading *reading = into;

    (void)filter;
    return list_take_district(reading->visit->arena, reading->selection->places, &reading->selection->query.persons.asked,
                              value);
}

static const struct codebook_variable *categories(const struct visit *visit)
{
    return codebook_find_variable(visit->reg, "kategori");
}

static enum list_taken take_category(void *into, const struct list_filter *filter, const char *value)
{
    const struct report_reading *reading = into;
    unsigned long *bits = &reading->selection->query.persons.categories;
    long long number = 0;

    (void)filter;
    if (!text_to_integer(value, 0, CODE_BITS - 1, &number) || !codebook_find_code(categories(reading->visit), (int)number))
        return LIST_UNKNOWN;
    if (*bits & 1UL << number)
        return LIST_TYPED;
    *bits |= 1UL << number;
    return LIST_TAKEN;
}

static enum list_taken take_year(void *into, const struct list_filter *filter, const char *value)
{
    const struct report_reading *reading = into;
    struct intro_report_query *query = &reading->selection->query;
    long long year = 0;

    (void)filter;
    return list_take(reading->visit->arena, strlen(value) == 4 && text_to_integer(value, report_first_year(LAW_INTRODUKSJONSLOVEN), YEAR_LAST, &year),
                     value, &query->years, &query->year_count);
}

/* One, or all. */
static enum list_taken take_enterer(void *into, const struct list_filter *filter, const char *value)
{
    enum intro_report_enterer *taken = &((const struct report_reading *)into)->selection->query.entered_by;

    (void)filter;
    for (enum intro_report_enterer one = INTRO_REPORT_ANYBODY; one <= INTRO_REPORT_ENGINE; one++) {
        if (!text_equal(enterers[one].name, value))
            continue;
        if (*taken != INTRO_REPORT_ANYBODY && *taken != one)
            return LIST_UNKNOWN;
        *taken = one;
        return one == INTRO_REPORT_ANYBODY ? LIST_TYPED : LIST_TAKEN;
    }
    return LIST_UNKNOWN;
}

const struct list_filter report_filters[REPORT_FILTERS] = {
    {report_law_field, N_("Velg integreringsloven eller introduksjonsloven."), take_law},
    {"fylke", NULL, take_county},
    {"kommune", NULL, take_municipality},
    {"bydel", NULL, take_district},
    {"kategori", NULL, take_category},
    {"avslutningsar", N_("Skriv året med fire siffer, for eksempel 2025."), take_year},
    {"registrert_av", N_("Velg kommunen eller regelmotor."), take_enterer},
};

static void tell_categories(const struct report_reading *reading)
{
    const struct codebook_variable *variable = categories(reading->visit);
    struct arena *arena = reading->visit->arena;

    for (size_t i = 0; i < variable->code_count; i++)
        if (reading->selection->query.persons.categories & 1UL << variable->codes[i].number)
            list_add(arena, &reading->selection->list, "kategori", arena_printf(arena, "%d", variable->codes[i].number),
                     arena_printf(arena, _("Kategori: %s"), wording_shown(variable->codes[i].text)));
}

void report_filter_tell(const struct report_reading *reading)
{
    struct report_selection *selection = reading->selection;
    const struct intro_report_query *query = &selection->query;
    struct arena *arena = reading->visit->arena;

    for (size_t i = 0; i < query->county_count; i++)
        list_add(arena, &selection->list, "fylke", query->counties[i],
                 arena_printf(arena, _("Fylke: %s"), report_county(selection->places, query->counties[i])));
    list_add_places(arena, selection->places, &query->persons.asked, &selection->list);
    tell_categories(reading);
    for (size_t i = 0; i < query->year_count; i++)
        list_add(arena, &selection->list, "avslutningsar", query->years[i],
                 arena_printf(arena, _("Avslutningsår: %s"), query->years[i]));
    if (query->entered_by != INTRO_REPORT_ANYBODY)
        list_add(arena, &selection->list, "registrert_av", report_enterer_name(query->entered_by),
                 arena_printf(arena, _("Avslutningsårsak registrert av: %s"), report_enterer_shown(query->entered_by)));
}

static bool sees_county(const struct account *account, const struct places *places, const char *fylkesnummer)
{
    for (size_t i = 0; i < places->municipality_count; i++)
        if (text_starts_with(places->municipalities[i].kommunenummer, fylkesnummer) &&
            list_sees_municipality(account, places->municipalities[i].kommunenummer))
            return true;
    return false;
}

bool report_filter_sees(const struct report_reading *reading)
{
    const struct account *account = reading->visit->context.account;
    const struct intro_report_query *query = &reading->selection->query;
    bool all = list_sees_places(account, reading->selection->places, &query->persons.asked);

    for (size_t i = 0; i < query->county_count; i++)
        all = all && sees_county(account, reading->selection->places, query->counties[i]);
    return all;
}
