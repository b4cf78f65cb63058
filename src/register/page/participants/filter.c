/* The filters of the overview. */
#include "register/page/participants/filter.h"

#include <stddef.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/gate.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/list/choice.h"
#include "register/page/list/place.h"
#include "register/page/show.h"

enum { CREATOR_AT_MOST = 100, CODE_BITS = 32 };

static const struct {
    const char *name;
    enum overview_status bit;
} statuses[] = {
    {"opprettet", OVERVIEW_OPPRETTET},
    {"endret", OVERVIEW_ENDRET},
    {"avsluttet", OVERVIEW_AVSLUTTET},
    {"utskrevet", OVERVIEW_UTSKREVET},
};

#define BORDER(member) offsetof(struct overview_query, member)

const struct filter_border filter_borders[FILTER_BORDERS] = {
    {"deltok_fra", N_("Deltok fra"), BORDER(present.from)},
    {"deltok_til", N_("Deltok til"), BORDER(present.to)},
    {"oppstart_fra", N_("Oppstart fra"), BORDER(started.from)},
    {"oppstart_til", N_("Oppstart til"), BORDER(started.to)},
    {"avsluttet_fra", N_("Avsluttet fra"), BORDER(ended.from)},
    {"avsluttet_til", N_("Avsluttet til"), BORDER(ended.to)},
};

struct date filter_border_date(const struct overview_query *query, const struct filter_border *border)
{
    return *(const struct date *)(const void *)((const char *)query + border->offset);
}

static enum list_taken take_border(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;
    const struct filter_border *border = filter_borders;
    struct date *date;

    while (!text_equal(border->name, filter->name))
        border++;
    date = (struct date *)(void *)((char *)&reading->selection->query + border->offset);
    if (date_parse_iso(value, date))
        return LIST_TAKEN;
    return date_parse_typed(value, clock_today(), date) ? LIST_TYPED : LIST_UNKNOWN;
}

static enum list_taken take_status(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;

    (void)filter;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (!text_equal(statuses[i].name, value))
            continue;
        reading->selection->query.statuses |= statuses[i].bit;
        return LIST_TAKEN;
    }
    return LIST_UNKNOWN;
}

static enum list_taken take_year(void *into, const struct list_filter *filter, const char *value)
{
    struct selection *selection = ((const struct filter_reading *)into)->selection;
    long long year = 0;

    (void)filter;
    if (!text_to_integer(value, 2000, 2099, &year))
        return LIST_UNKNOWN;
    selection->year = (int)year;
    if (selection->query.confirmed == OVERVIEW_ALL)
        selection->query.confirmed = OVERVIEW_CONFIRMED; /* a year alone: those confirmed for it */
    return LIST_TAKEN;
}

static enum list_taken take_confirmed(void *into, const struct list_filter *filter, const char *value)
{
    struct selection *selection = ((const struct filter_reading *)into)->selection;

    (void)filter;
    if (!text_equal(value, "ja") && !text_equal(value, "nei"))
        return LIST_UNKNOWN;
    selection->query.confirmed = text_equal(value, "ja") ? OVERVIEW_CONFIRMED : OVERVIEW_NOT_CONFIRMED;
    selection->confirmed_asked = true;
    return LIST_TAKEN;
}

static enum list_taken take_municipality(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;

    (void)filter;
    return list_take_municipality(reading->visit->arena, reading->places, &reading->selection->query.asked, value);
}

static enum list_taken take_district(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;

    (void)filter;
    return list_take_district(reading->visit->arena, reading->places, &reading->selection->query.asked, value);
}

static const struct codebook_variable *financing(const struct visit *visit)
{
    return visit->site->names.finansieringstype;
}

static enum list_taken take_financing(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;
    long long code = 0;

    (void)filter;
    if (!text_to_integer(value, 0, CODE_BITS - 1, &code) || !codebook_find_code(financing(reading->visit), (int)code))
        return LIST_UNKNOWN;
    reading->selection->query.financings |= 1UL << code;
    return LIST_TAKEN;
}

/* A question that an answer can be missing of, by name. */
static const struct codebook_variable *lacking(const struct visit *visit, const char *name)
{
    const struct codebook_register *reg = visit->site->reg;
    const struct codebook_variable *variable = codebook_find_variable(reg, name);

    return variable && gate_asks(reg, variable) ? variable : NULL;
}

static enum list_taken take_lacking(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;
    struct overview_query *query = &reading->selection->query;

    (void)filter;
    return list_take(reading->visit->arena, lacking(reading->visit, value) != NULL, value, &query->lacking,
                     &query->lacking_count);
}

static enum list_taken take_creator(void *into, const struct list_filter *filter, const char *value)
{
    const struct filter_reading *reading = into;
    struct overview_query *query = &reading->selection->query;
    const char *name = text_trim(reading->visit->arena, value);

    (void)filter;
    if (query->created_by || !*name || text_length(name) > CREATOR_AT_MOST)
        return LIST_UNKNOWN;
    query->created_by = name;
    return text_equal(name, value) ? LIST_TAKEN : LIST_TYPED;
}

#define A_DATE N_("Skriv en dato som finnes, for eksempel 31.12.2025.")

const struct list_filter filter_table[FILTERS] = {
    {"status", NULL, take_status},
    {"rapporteringsar", N_("Skriv året med fire siffer, for eksempel 2025."), take_year},
    {"bekreftet", NULL, take_confirmed},
    {"kommune", NULL, take_municipality},
    {"bydel", NULL, take_district},
    {"finansiering", NULL, take_financing},
    {"mangler", NULL, take_lacking},
    {"registrert_av", N_("Skriv ett navn, høyst 100 tegn."), take_creator},
    {"deltok_fra", A_DATE, take_border},
    {"deltok_til", A_DATE, take_border},
    {"oppstart_fra", A_DATE, take_border},
    {"oppstart_til", A_DATE, take_border},
    {"avsluttet_fra", A_DATE, take_border},
    {"avsluttet_til", A_DATE, take_border},
};

static void tell(const struct filter_reading *reading, const char *name, const char *value, const char *label)
{
    list_add(reading->visit->arena, &reading->selection->list, name, value, label);
}

static void tell_statuses(const struct filter_reading *reading)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (reading->selection->query.statuses & statuses[i].bit)
            tell(reading, "status", statuses[i].name,
                 arena_printf(reading->visit->arena, _("Status: %s"), status_shown(status_named(statuses[i].name))));
}

static void tell_report(const struct filter_reading *reading)
{
    const struct selection *selection = reading->selection;
    struct arena *arena = reading->visit->arena;
    bool yes = selection->query.confirmed == OVERVIEW_CONFIRMED;

    if (selection->year)
        tell(reading, "rapporteringsar", arena_printf(arena, "%d", selection->year),
             arena_printf(arena, _("Rapporteringsår: %d"), selection->year));
    if (selection->confirmed_asked)
        tell(reading, "bekreftet", yes ? "ja" : "nei",
             yes ? _("Bekreftet årsrapport: Ja") : _("Bekreftet årsrapport: Nei"));
}

static void tell_financings(const struct filter_reading *reading)
{
    const struct codebook_variable *variable = financing(reading->visit);
    struct arena *arena = reading->visit->arena;

    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];

        if (code->number < CODE_BITS && (reading->selection->query.financings & 1UL << code->number))
            tell(reading, "finansiering", arena_printf(arena, "%d", code->number),
                 arena_printf(arena, _("Finansiering: %s"), wording_text(code->text, words_language())));
    }
}

static void tell_lacking(const struct filter_reading *reading)
{
    const struct overview_query *query = &reading->selection->query;

    for (size_t i = 0; i < query->lacking_count; i++) {
        const struct codebook_variable *variable = lacking(reading->visit, query->lacking[i]);

        tell(reading, "mangler", variable->name,
             arena_printf(reading->visit->arena, _("Mangler svar: %s"), wording_text(variable->label, words_language())));
    }
}

static void tell_borders(const struct filter_reading *reading)
{
    struct arena *arena = reading->visit->arena;

    for (size_t i = 0; i < FILTER_BORDERS; i++) {
        struct date date = filter_border_date(&reading->selection->query, &filter_borders[i]);
        char iso[DATE_TEXT_SIZE];

        if (!date_is_set(date))
            continue;
        date_format_iso(date, iso);
        tell(reading, filter_borders[i].name, arena_copy(arena, iso),
             arena_printf(arena, "%s: %s", words_text(filter_borders[i].label), show_day(arena, date)));
    }
}

void filter_tell(const struct filter_reading *reading)
{
    const struct overview_query *query = &reading->selection->query;
    struct arena *arena = reading->visit->arena;

    tell_statuses(reading);
    tell_report(reading);
    list_add_places(arena, reading->places, &query->asked, &reading->selection->list);
    tell_financings(reading);
    tell_lacking(reading);
    if (query->created_by)
        tell(reading, "registrert_av", query->created_by, arena_printf(arena, _("Registrert av: %s"), query->created_by));
    tell_borders(reading);
}
