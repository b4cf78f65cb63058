/* Which participants the overview's address asks for. */
#include "register/page/participants/selection.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/participants/filter.h"
#include "register/page/participants/selection_columns.h"
#include "register/store/report.h"

/* "ID.YYYYMMDDHHMMSSFFFFFF": who stood last, and when she was changed. */
enum { INSTANT_DIGITS = 20 };
static const char instant_form[] = "0000-00-00 00:00:00.000000";

static const char *instant_digits(struct arena *arena, const char *instant)
{
    struct buffer out;

    buffer_init(&out, arena, sizeof instant_form);
    for (; *instant; instant++)
        if (strchr("0123456789", *instant))
            buffer_add_char(&out, *instant);
    return buffer_text(&out);
}

static const char *instant_of(struct arena *arena, const char *digits)
{
    char *instant = arena_copy(arena, instant_form);

    for (char *at = instant; *at; at++)
        if (*at == '0')
            *at = *digits++;
    return instant;
}

static bool read_after(void *into, const char *value)
{
    const struct filter_reading *reading = into;
    const struct visit *visit = reading->visit;
    struct overview_after *after = arena_alloc(visit->arena, sizeof *after);
    const char *point = strchr(value, '.');

    if (!point || strlen(point + 1) != INSTANT_DIGITS || strspn(point + 1, "0123456789") != INSTANT_DIGITS ||
        !participant_id_parse(arena_copy_n(visit->arena, value, (size_t)(point - value)), &after->id))
        return false;
    after->changed_at = instant_of(visit->arena, point + 1);
    reading->selection->after = after;
    return true;
}

static const struct list_search search_shape = {
    .path = "deltakere/sok",
    .title = N_("Søk etter deltakere"),
    .boxes = {
        [SEARCH_NUMBERS] = {"fodselsnummer", N_("Fødselsnummer"), N_("Hele nummeret, 11 siffer.")},
        [SEARCH_NAMES] = {"navn", N_("Navn"), N_("Begynnelsen av ett eller flere av navnene.")},
        [SEARCH_PERSON_IDS] = {"person_id", N_("PersonId"), N_("Hele. Finner også deltakere som er utskrevet.")},
    },
};

static const struct list_shape shape = {
    .path = "deltakere",
    .filters = filter_table,
    .filter_count = FILTERS,
    .columns = selection_columns,
    .column_count = SELECTION_COLUMNS,
    .own_order = N_("Sist endret først"),
    .per_page = N_("Deltakere per side"),
    .size = 25,
    .shown = "mangler",
    .search = &search_shape,
    .after = read_after,
};

static enum outcome read_beside(struct visit *visit, const struct http_fields *fields, struct list_address *address_out)
{
    struct selection selection;
    enum outcome outcome = selection_read_fields(visit, fields, &selection);

    *address_out = selection.list;
    return outcome;
}

const struct search_page selection_search_page = {
    .shape = &shape,
    .numbers_are = PERSON_ID_FODSELSNUMMER,
    .list_title = N_("Deltakeroversikt"),
    .lead = N_("Du finner deltakerne du har tilgang til. Søket blir logget, og det du søker etter, står aldri i adressen."),
    .help = "oversikt#soke",
    .menu = "AT_OVERVIEW",
    .read = read_beside,
};

/* The year that the address does not name. */
static enum outcome settle_year(struct visit *visit, struct selection *selection)
{
    struct overview_query *query = &selection->query;
    bool current_asked = query->confirmed != OVERVIEW_ALL && selection->year == 0;
    const struct reporting_year *current;
    struct reporting_years years;
    enum store_result result;

    query->year = selection->year;
    if (!current_asked && query->order.column != OVERVIEW_BY_CONFIRMED)
        return OUTCOME_READY;
    result = report_years_load(&visit->site->store, visit->arena, &years);
    if (result != STORE_OK)
        return visit_store(result);
    current = annual_report_current(years.items, years.count, clock_today());
    query->order.year = current ? current->year : 0;
    if (current_asked)
        query->year = query->order.year;
    return OUTCOME_READY;
}

/* A PersonId finds her whatever her status, where none is asked for (requirement P11). */
void selection_search_for(struct selection *selection, const struct person_search *search)
{
    bool status_asked = false;

    for (size_t i = 0; i < selection->list.field_count; i++)
        status_asked = status_asked || text_equal(selection->list.fields[i].name, "status");
    selection->query.search = search;
    selection->list.search = search;
    if (!status_asked)
        selection->query.statuses =
            search->boxes[SEARCH_PERSON_IDS].count > 0
                ? OVERVIEW_OPPRETTET | OVERVIEW_ENDRET | OVERVIEW_AVSLUTTET | OVERVIEW_UTSKREVET
                : 0;
}

static enum outcome load_search(struct visit *visit, struct selection *selection)
{
    enum outcome outcome = search_open_kept(visit, &selection_search_page, &selection->list);

    if (outcome == OUTCOME_READY)
        selection_search_for(selection, selection->list.search);
    return outcome;
}

static void settle_order(struct selection *selection, const struct places *places)
{
    struct overview_order *order = &selection->query.order;

    *order = (struct overview_order){.column = OVERVIEW_BY_CHANGE, .descending = true, .places = places};
    if (!selection->list.order)
        return;
    order->column = (enum overview_column)selection->list.order->key;
    order->descending = selection->list.descending;
    if (order->column == OVERVIEW_BY_LACKS)
        selection->list.shown = shape.shown; /* what a list is sorted by is seen */
}

static enum outcome read_from(struct visit *visit, const struct http_fields *fields, const char *const *also,
                              struct selection *selection)
{
    const struct account *account = visit->context.account;
    struct filter_reading reading = {.visit = visit, .selection = selection};
    enum store_result result = visit_places(visit, &reading.places);
    const struct http_field *unknown;

    if (result != STORE_OK)
        return visit_store(result);
    *selection = (struct selection){.query = {.scopes = account->scopes, .scope_count = account->scope_count}};
    unknown = list_read(fields, &shape, also, &reading, &selection->list);
    if (unknown) {
        visit->reason = list_unknown_of(visit->arena, &shape, unknown);
        return OUTCOME_BAD;
    }
    if (selection->list.page == 1)
        selection->after = NULL;
    settle_order(selection, reading.places);
    if (selection->list.reference)
        list_add(visit->arena, &selection->list, list_search_field, selection->list.reference, _("Søk etter deltakere"));
    filter_tell(&reading);
    return settle_year(visit, selection);
}

static enum outcome read_with_search(struct visit *visit, const struct http_fields *fields,
                                     const char *const *also, struct selection *selection)
{
    enum outcome outcome = read_from(visit, fields, also, selection);

    return outcome == OUTCOME_READY && selection->list.reference ? load_search(visit, selection) : outcome;
}

enum outcome selection_read(struct visit *visit, const char *const *also, struct selection *selection_out)
{
    return read_with_search(visit, &visit->request->query, also, selection_out);
}

enum outcome selection_read_fields(struct visit *visit, const struct http_fields *fields, struct selection *selection_out)
{
    const char *const also[] = {list_search_field, NULL};

    return read_from(visit, fields, also, selection_out);
}

enum outcome selection_read_without(struct visit *visit, const char *name, struct selection *selection_out)
{
    struct http_fields rest = list_fields_without(visit->arena, &visit->request->query, name);

    return read_with_search(visit, &rest, NULL, selection_out);
}

bool selection_with_lacks(const struct selection *selection)
{
    return selection->list.shown != NULL;
}

const char *selection_switched(struct arena *arena, const struct selection *selection)
{
    struct list_address other = selection->list;

    other.shown = selection_with_lacks(selection) ? NULL : shape.shown;
    if (selection->query.order.column == OVERVIEW_BY_LACKS)
        other.order_asked = NULL;
    return list_query(arena, &other, other.page);
}

const char *selection_next(struct arena *arena, const struct selection *selection, const struct overview_row *last)
{
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(last->id, id);
    return list_query_after(arena, &selection->list,
                            arena_printf(arena, "%s.%s", id, instant_digits(arena, last->changed_at)));
}
