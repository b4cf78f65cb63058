/* Which persons the list's address asks for. */
#include "register/page/introduksjon/persons_selection.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/code.h"
#include "register/page/list/place.h"

/* What the filters' `take` puts into. */
struct reading {
    struct visit *visit;
    struct persons_selection *selection;
};

const struct list_column persons_columns[PERSONS_COLUMNS] = {
    {"duf_nummer", N_("DUF-nummer"), INTRO_LIST_BY_DUF},
    {"navn", N_("Navn"), INTRO_LIST_BY_NAME},
    {"kategori", N_("Kategori"), INTRO_LIST_BY_CATEGORY},
    {"lov", N_("Lov"), INTRO_LIST_BY_LAW},
    {"kommune", N_("Kommune"), INTRO_LIST_BY_MUNICIPALITY},
    {"bydel", N_("Bydel"), INTRO_LIST_BY_DISTRICT},
    {"sluttmal", N_("Sluttmål"), INTRO_LIST_BY_GOAL},
    {"frist", N_("Frist for gjennomføring"), INTRO_LIST_BY_DEADLINE},
    {"status", N_("Status"), INTRO_LIST_BY_STATUS},
};

const struct persons_status persons_statuses[PERSONS_STATUSES] = {
    {"uten-vedtak", N_("Uten vedtak om program"), INTRO_LIST_WAITING},
    {"i-program", N_("I program"), INTRO_LIST_GOING_ON},
    {"avsluttet", N_("Avsluttet"), INTRO_LIST_ENDED},
    {"regelmotor", N_("Avsluttet av regelmotoren"), INTRO_LIST_ENDED_BY_ENGINE},
};

static enum list_taken take_municipality(void *into, const struct list_filter *filter, const char *value)
{
    const struct reading *reading = into;
    struct persons_selection *selection = reading->selection;

    (void)filter;
    return list_take_municipality(reading->visit->arena, selection->places, &selection->query.persons.asked, value);
}

static enum list_taken take_district(void *into, const struct list_filter *filter, const char *value)
{
    const struct reading *reading = into;
    struct persons_selection *selection = reading->selection;

    (void)filter;
    return list_take_district(reading->visit->arena, selection->places, &selection->query.persons.asked, value);
}

static enum list_taken take_category(void *into, const struct list_filter *filter, const char *value)
{
    const struct reading *reading = into;
    const struct codebook_code *code = code_named(reading->visit, filter->name, value);

    if (!code)
        return LIST_UNKNOWN;
    reading->selection->query.persons.categories |= 1UL << code->number;
    return LIST_TAKEN;
}

static enum list_taken take_status(void *into, const struct list_filter *filter, const char *value)
{
    const struct reading *reading = into;

    (void)filter;
    for (size_t i = 0; i < PERSONS_STATUSES; i++) {
        if (!text_equal(persons_statuses[i].name, value))
            continue;
        reading->selection->query.statuses |= persons_statuses[i].bit;
        return LIST_TAKEN;
    }
    return LIST_UNKNOWN;
}

static const struct list_filter filters[] = {
    {"kommune", NULL, take_municipality},
    {"bydel", NULL, take_district},
    {"kategori", NULL, take_category},
    {"status", NULL, take_status},
};

static bool take_after(void *into, const char *value)
{
    const struct reading *reading = into;

    return participant_id_parse(value, &reading->selection->after);
}

static const struct list_search boxes = {
    .path = "introduksjon/personer",
    .title = N_("Søk etter personer"),
    .boxes = {
        [SEARCH_NUMBERS] = {"duf_nummer", N_("DUF-nummer"), N_("Hele nummeret, 12 siffer.")},
        [SEARCH_NAMES] = {"navn", N_("Navn"), N_("Begynnelsen av ett eller flere av navnene.")},
    },
};

static const struct list_shape shape = {
    .path = "introduksjon/personer",
    .filters = filters,
    .filter_count = sizeof filters / sizeof *filters,
    .columns = persons_columns,
    .column_count = PERSONS_COLUMNS,
    .own_order = N_("Navn, fra A til Å"),
    .per_page = N_("Personer per side"),
    .size = 50,
    .search = &boxes,
    .after = take_after,
};

static void tell_categories(const struct reading *reading)
{
    const struct codebook_variable *category = codebook_find_variable(reading->visit->reg, "kategori");
    struct persons_selection *selection = reading->selection;
    struct arena *arena = reading->visit->arena;

    for (size_t i = 0; i < category->code_count; i++)
        if (selection->query.persons.categories & 1UL << category->codes[i].number)
            list_add(arena, &selection->list, "kategori", arena_printf(arena, "%d", category->codes[i].number),
                     arena_printf(arena, _("Kategori: %s"), wording_shown(category->codes[i].text)));
}

/* In the order of the panel. */
static void tell(const struct reading *reading)
{
    struct persons_selection *selection = reading->selection;
    struct arena *arena = reading->visit->arena;

    if (selection->list.reference)
        list_add(arena, &selection->list, list_search_field, selection->list.reference, _("Søk etter personer"));
    for (size_t i = 0; i < PERSONS_STATUSES; i++)
        if (selection->query.statuses & persons_statuses[i].bit)
            list_add(arena, &selection->list, "status", persons_statuses[i].name,
                     arena_printf(arena, _("Status: %s"), words_text(persons_statuses[i].label)));
    tell_categories(reading);
    list_add_places(arena, selection->places, &selection->query.persons.asked, &selection->list);
}

static enum outcome read_from(struct visit *visit, const struct http_fields *fields, const char *const *also,
                              struct persons_selection *selection)
{
    const struct account *account = visit->context.account;
    struct reading reading = {visit, selection};
    const struct http_field *unknown;
    enum store_result result;

    *selection = (struct persons_selection){
        .query = {.persons = {.scopes = account->scopes, .scope_count = account->scope_count}, .column = INTRO_LIST_BY_NAME}};
    result = visit_places(visit, &selection->places);
    if (result != STORE_OK)
        return visit_store(result);
    unknown = list_read(fields, &shape, also, &reading, &selection->list);
    if (unknown) {
        visit->reason = list_unknown_of(visit->arena, &shape, unknown);
        return OUTCOME_BAD;
    }
    if (selection->list.page == 1)
        selection->after = 0;
    if (selection->list.order)
        selection->query.column = (enum intro_list_column)selection->list.order->key;
    selection->query.descending = selection->list.descending;
    tell(&reading);
    return OUTCOME_READY;
}

void persons_selection_search_for(struct persons_selection *selection, const struct person_search *search)
{
    selection->list.search = search;
    selection->query.persons.search = search;
}

static enum outcome read_with_search(struct visit *visit, const struct http_fields *fields,
                                     struct persons_selection *selection)
{
    enum outcome outcome = read_from(visit, fields, NULL, selection);

    if (outcome == OUTCOME_READY && selection->list.reference)
        outcome = search_open_kept(visit, &persons_search, &selection->list);
    if (outcome == OUTCOME_READY)
        persons_selection_search_for(selection, selection->list.search);
    return outcome;
}

enum outcome persons_selection_read(struct visit *visit, struct persons_selection *selection_out)
{
    return read_with_search(visit, &visit->request->query, selection_out);
}

enum outcome persons_selection_read_without(struct visit *visit, const char *name, struct persons_selection *selection_out)
{
    struct http_fields rest = list_fields_without(visit->arena, &visit->request->query, name);

    return read_with_search(visit, &rest, selection_out);
}

static enum outcome read_beside(struct visit *visit, const struct http_fields *fields, struct list_address *address_out)
{
    const char *const also[] = {list_search_field, NULL};
    struct persons_selection selection = {0};
    enum outcome outcome = read_from(visit, fields, also, &selection);

    *address_out = selection.list;
    return outcome;
}

const struct search_page persons_search = {
    .shape = &shape,
    .numbers_are = PERSON_ID_DUF,
    .list_title = N_("Personer"),
    .lead = N_("Du finner personene du har tilgang til. Søket blir logget, og det du søker etter, står aldri i adressen."),
    .help = "introduksjon-personer#soke",
    .menu = "AT_PERSONS",
    .read = read_beside,
};
