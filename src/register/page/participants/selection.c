/* Which participants the overview's address asks for. */
#include "register/page/participants/selection.h"

#include <limits.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/participants/filter.h"
#include "register/page/participants/selection_columns.h"
#include "register/page/participants/unknown.h"
#include "register/store/report.h"
#include "register/store/search.h"

const char selection_search[] = "sok";

enum { OWN_FIELDS = 7 /* a search, four statuses, the report's two */, QUERY_AT_MOST = 64 * 1024 };

const unsigned selection_sizes[4] = {10, 25, 50, 100};

static const struct {
    const char *name;
    enum overview_status bit;
} statuses[] = {
    {"opprettet", OVERVIEW_OPPRETTET},
    {"endret", OVERVIEW_ENDRET},
    {"avsluttet", OVERVIEW_AVSLUTTET},
    {"utskrevet", OVERVIEW_UTSKREVET},
};

static bool read_status(struct selection *selection, const char *value)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (!text_equal(statuses[i].name, value))
            continue;
        selection->query.statuses |= statuses[i].bit;
        return true;
    }
    return false;
}

static bool read_reference(struct selection *selection, const char *value)
{
    bool is_first = !selection->reference;

    selection->reference = value;
    return is_first;
}

static bool read_size(struct selection *selection, const char *value)
{
    long long size = 0;

    if (!text_to_integer(value, 1, 100, &size))
        return false;
    for (size_t i = 0; i < sizeof selection_sizes / sizeof *selection_sizes; i++)
        if (selection_sizes[i] == size)
            selection->size = (unsigned)size;
    return selection->size == size;
}

/* Columns beside those that are always there. */
static bool read_shown(struct selection *selection, const char *value)
{
    selection->with_lacks = text_equal(value, "mangler");
    return selection->with_lacks;
}

/* Below 1 is 1; beyond the end is the last, which only the count can tell. */
static bool read_page(struct selection *selection, const char *value)
{
    const char *digits = *value == '-' ? value + 1 : value;
    long long page = INT_MAX;

    if (!*digits || digits[strspn(digits, "0123456789")])
        return false;
    if (*value == '-' || text_to_integer(value, 0, 0, &page))
        page = 1;
    else
        text_to_integer(value, 1, INT_MAX, &page);
    selection->page = (unsigned long)page;
    return true;
}

/* "ID.YYYYMMDDHHMMSSFFFFFF": who stood last, and when she was changed. */
static const char after_field[] = "etter";
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

static bool read_after(struct visit *visit, struct selection *selection, const char *value)
{
    struct overview_after *after = arena_alloc(visit->arena, sizeof *after);
    const char *point = strchr(value, '.');

    if (!point || strlen(point + 1) != INSTANT_DIGITS || strspn(point + 1, "0123456789") != INSTANT_DIGITS ||
        !participant_id_parse(arena_copy_n(visit->arena, value, (size_t)(point - value)), &after->id))
        return false;
    after->changed_at = instant_of(visit->arena, point + 1);
    selection->after = after;
    return true;
}

static bool read_year(struct selection *selection, const char *value)
{
    long long year = 0;

    if (!text_to_integer(value, 2000, 2099, &year))
        return false;
    selection->year = (int)year;
    if (selection->query.confirmed == OVERVIEW_ALL)
        selection->query.confirmed = OVERVIEW_CONFIRMED; /* a year alone: those confirmed for it */
    return true;
}

static bool read_confirmed(struct selection *selection, const char *value)
{
    if (!text_equal(value, "ja") && !text_equal(value, "nei"))
        return false;
    selection->query.confirmed = text_equal(value, "ja") ? OVERVIEW_CONFIRMED : OVERVIEW_NOT_CONFIRMED;
    selection->confirmed_asked = true;
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct selection *selection, const char *value);
} readers[] = {
    {selection_search, read_reference},
    {"status", read_status},
    {"rapporteringsar", read_year},
    {"bekreftet", read_confirmed},
    {"vis", read_shown},
    {"sorter", selection_read_order},
    {"antall", read_size},
    {"side", read_page},
};

static bool is_own_field(const char *name)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (text_equal(readers[i].name, name))
            return true;
    return text_equal(name, after_field);
}

static bool read_own(struct visit *visit, struct selection *selection, const struct http_field *field)
{
    if (text_equal(field->name, after_field))
        return read_after(visit, selection, field->value);
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (text_equal(readers[i].name, field->name))
            return readers[i].read(selection, field->value);
    return false;
}

/* An empty field asks for nothing: forms send those that were left empty. */
static bool read_field(struct visit *visit, const struct places *places, struct selection *selection,
                       const struct http_field *field)
{
    enum filter_read read;

    if (!*field->value) {
        struct overview_query unused = {0};

        selection->untidy = true;
        return is_own_field(field->name) || filter_read(visit, places, field, &unused) != FILTER_NOT_MINE;
    }
    read = filter_read(visit, places, field, &selection->query);
    if (read == FILTER_TYPED)
        selection->untidy = true;
    return read == FILTER_NOT_MINE ? read_own(visit, selection, field) : read != FILTER_UNKNOWN;
}

static bool is_among(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (text_equal(*names, name))
            return true;
    return false;
}

static bool read_all(struct visit *visit, const struct places *places, const struct http_fields *fields,
                     const char *const *also, struct selection *selection)
{
    for (size_t i = 0; i < fields->count; i++) {
        const struct http_field *field = &fields->items[i];

        if (is_among(also, field->name) || read_field(visit, places, selection, field))
            continue;
        visit->reason = unknown_reason(visit->arena, field);
        return false;
    }
    return true;
}

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

struct list {
    struct arena *arena;
    struct selection_field *items;
    size_t count;
};

static void add_field(struct list *list, const char *name, const char *value, const char *label)
{
    list->items[list->count++] = (struct selection_field){name, value, label};
}

static void add_statuses(struct list *list, unsigned wanted)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (wanted & statuses[i].bit)
            add_field(list, "status", statuses[i].name,
                      arena_printf(list->arena, _("Status: %s"), status_shown(status_named(statuses[i].name))));
}

static void add_report(struct list *list, const struct selection *selection)
{
    bool yes = selection->query.confirmed == OVERVIEW_CONFIRMED;

    if (selection->year)
        add_field(list, "rapporteringsar", arena_printf(list->arena, "%d", selection->year),
                  arena_printf(list->arena, _("Rapporteringsår: %d"), selection->year));
    if (selection->confirmed_asked)
        add_field(list, "bekreftet", yes ? "ja" : "nei",
                  yes ? _("Bekreftet årsrapport: Ja") : _("Bekreftet årsrapport: Nei"));
}

static void fill_fields(struct visit *visit, const struct places *places, struct selection *selection)
{
    struct list list = {.arena = visit->arena};

    list.items = arena_alloc_many(visit->arena, OWN_FIELDS + filter_count(&selection->query), sizeof *list.items);
    if (selection->reference)
        add_field(&list, selection_search, selection->reference, _("Søk etter deltakere"));
    add_statuses(&list, selection->query.statuses);
    add_report(&list, selection);
    list.count += filter_fields(visit, places, &selection->query, list.items + list.count);
    selection->fields = list.items;
    selection->field_count = list.count;
}

/* A PersonId finds her whatever her status, where none is asked for (requirement P11). */
void selection_search_for(struct selection *selection, const struct person_search *search)
{
    bool status_asked = false;

    for (size_t i = 0; i < selection->field_count; i++)
        status_asked = status_asked || text_equal(selection->fields[i].name, "status");
    selection->query.search = search;
    if (!status_asked)
        selection->query.statuses =
            search->boxes[SEARCH_PERSON_IDS].count > 0
                ? OVERVIEW_OPPRETTET | OVERVIEW_ENDRET | OVERVIEW_AVSLUTTET | OVERVIEW_UTSKREVET
                : 0;
}

static enum outcome load_search(struct visit *visit, struct selection *selection)
{
    const struct person_search *search = NULL;
    enum store_result result = search_open(&visit->site->store, visit->arena, selection->reference, &search);

    if (result != STORE_OK)
        return visit_store(result);
    visit->search_is_over = !search;
    if (!search)
        return OUTCOME_ABSENT;
    selection_search_for(selection, search);
    return OUTCOME_READY;
}

static enum outcome read_from(struct visit *visit, const struct http_fields *fields, const char *const *also,
                              struct selection *selection)
{
    const struct account *account = visit->context.account;
    const struct places *places;
    enum store_result result = visit_places(visit, &places);

    if (result != STORE_OK)
        return visit_store(result);
    *selection = (struct selection){
        .query = {.scopes = account->scopes, .scope_count = account->scope_count,
                  .order = {.column = OVERVIEW_BY_CHANGE, .descending = true}},
        .size = SELECTION_SIZE,
        .page = 1,
    };
    if (!read_all(visit, places, fields, also, selection))
        return OUTCOME_BAD;
    if (selection->page == 1)
        selection->after = NULL;
    if (selection->query.order.column == OVERVIEW_BY_LACKS)
        selection->with_lacks = true; /* what a list is sorted by is seen */
    selection->query.order.places = places;
    fill_fields(visit, places, selection);
    return settle_year(visit, selection);
}

static enum outcome read_with_search(struct visit *visit, const struct http_fields *fields,
                                     const char *const *also, struct selection *selection)
{
    enum outcome outcome = read_from(visit, fields, also, selection);

    return outcome == OUTCOME_READY && selection->reference ? load_search(visit, selection) : outcome;
}

enum outcome selection_read(struct visit *visit, const char *const *also, struct selection *selection_out)
{
    return read_with_search(visit, &visit->request->query, also, selection_out);
}

enum outcome selection_read_fields(struct visit *visit, const struct http_fields *fields, struct selection *selection_out)
{
    const char *const also[] = {selection_search, NULL};

    return read_from(visit, fields, also, selection_out);
}

enum outcome selection_read_without(struct visit *visit, const char *name, struct selection *selection_out)
{
    const struct http_fields *query = &visit->request->query;
    struct http_fields rest = {.items = arena_alloc_many(visit->arena, query->count, sizeof *rest.items)};

    for (size_t i = 0; i < query->count; i++)
        if (!text_equal(query->items[i].name, name) && !text_equal(query->items[i].name, "side"))
            rest.items[rest.count++] = query->items[i];
    return read_with_search(visit, &rest, NULL, selection_out);
}

static void add_to_query(struct arena *arena, struct buffer *out, const char *name, const char *value)
{
    buffer_add_format(out, "%c%s=%s", out->length ? '&' : '?', name, text_percent_encode(arena, value));
}

static const char *write_query(struct arena *arena, const struct selection *selection, size_t from, size_t one,
                               bool with_size, unsigned long page)
{
    struct buffer out;

    buffer_init(&out, arena, QUERY_AT_MOST);
    for (size_t i = from; i < selection->field_count; i++)
        if (i != one)
            add_to_query(arena, &out, selection->fields[i].name, selection->fields[i].value);
    if (selection->order_asked)
        add_to_query(arena, &out, "sorter", selection->order_asked);
    if (selection->with_lacks)
        add_to_query(arena, &out, "vis", "mangler");
    if (with_size && selection->size != SELECTION_SIZE)
        add_to_query(arena, &out, "antall", arena_printf(arena, "%u", selection->size));
    if (page > 1)
        add_to_query(arena, &out, "side", arena_printf(arena, "%lu", page));
    return buffer_text(&out);
}

const char *selection_without(struct arena *arena, const struct selection *selection, size_t one)
{
    return write_query(arena, selection, one == SELECTION_ALL ? selection->field_count : 0, one, true, 1);
}

const char *selection_switched(struct arena *arena, const struct selection *selection)
{
    struct selection other = *selection;

    other.with_lacks = !selection->with_lacks;
    if (selection->query.order.column == OVERVIEW_BY_LACKS)
        other.order_asked = NULL;
    return selection_query(arena, &other, selection->page);
}

const char *selection_query(struct arena *arena, const struct selection *selection, unsigned long page)
{
    return write_query(arena, selection, 0, SELECTION_ALL, page > 0, page);
}

const char *selection_next(struct arena *arena, const struct selection *selection, const struct overview_row *last)
{
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(last->id, id);
    return arena_printf(arena, "%s&%s=%s.%s", selection_query(arena, selection, selection->page + 1), after_field, id,
                        instant_digits(arena, last->changed_at));
}
