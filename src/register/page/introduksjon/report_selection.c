/* Which persons the report's address asks for. */
#include "register/page/introduksjon/report_selection.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/report_column.h"
#include "register/page/introduksjon/report_filter.h"
#include "register/page/list/place.h"
#include "register/page/search/search.h"

const char report_law_field[] = "lov";

const char *report_law_name(enum law law)
{
    return law == LAW_INTEGRERINGSLOVEN ? "integreringsloven" : "introduksjonsloven";
}

static const struct list_search boxes = {
    .path = "introduksjon/rapporter/avsluttede",
    .title = N_("Søk etter personer"),
    .boxes = {
        [SEARCH_NUMBERS] = {"duf_nummer", N_("DUF-nummer"), N_("Hele nummeret, 12 siffer.")},
        [SEARCH_NAMES] = {"navn", N_("Navn"), N_("Begynnelsen av ett eller flere av navnene.")},
    },
};

static const struct list_shape shape = {
    .path = "introduksjon/rapporter/avsluttede",
    .filters = report_filters,
    .filter_count = REPORT_FILTERS,
    .columns = report_columns,
    .column_count = REPORT_COLUMNS,
    .own_order = N_("Sist avsluttet først"),
    .per_page = N_("Linjer per side"),
    .size = 25,
    .search = &boxes,
};

static void settle_order(struct report_selection *selection)
{
    const struct list_address *list = &selection->list;
    struct intro_report_query *query = &selection->query;

    query->column = list->order ? (enum intro_report_column)list->order->key : INTRO_REPORT_BY_END;
    query->descending = list->order ? list->descending : true;
}

/* The law chooses the report, and is no filter of it. */
static void settle_law(struct visit *visit, struct report_selection *selection)
{
    selection->query.law = (int)selection->law;
    if (selection->law_asked)
        list_add(visit->arena, &selection->list, report_law_field, report_law_name(selection->law), NULL);
}

static enum outcome read_from(struct visit *visit, const struct http_fields *fields, const char *const *also,
                              struct report_selection *selection)
{
    const struct account *account = visit->context.account;
    struct report_reading reading = {.visit = visit, .selection = selection};
    const struct http_field *unknown;
    enum store_result result;

    *selection = (struct report_selection){
        .query = {.persons = {.scopes = account->scopes, .scope_count = account->scope_count}},
        .law = LAW_INTEGRERINGSLOVEN,
    };
    result = visit_places(visit, &selection->places);
    if (result != STORE_OK)
        return visit_store(result);
    unknown = list_read(fields, &shape, also, &reading, &selection->list);
    if (unknown) {
        visit->reason = list_unknown_of(visit->arena, &shape, unknown);
        return OUTCOME_BAD;
    }
    settle_order(selection);
    selection->query.reg = visit->reg;
    selection->query.causes = codebook_find_variable(visit->reg, "avslutningsarsak");
    settle_law(visit, selection);
    if (selection->list.reference)
        list_add(visit->arena, &selection->list, list_search_field, selection->list.reference, _("Søk etter personer"));
    report_filter_tell(&reading);
    return report_filter_sees(&reading) ? OUTCOME_READY : OUTCOME_ABSENT;
}

static enum outcome read_with_search(struct visit *visit, const struct http_fields *fields, const char *const *also,
                                     struct report_selection *selection)
{
    enum outcome outcome = read_from(visit, fields, also, selection);

    if (outcome != OUTCOME_READY || !selection->list.reference)
        return outcome;
    outcome = search_open_kept(visit, &report_search, &selection->list);
    selection->query.persons.search = selection->list.search;
    return outcome;
}

enum outcome report_selection_read(struct visit *visit, const char *const *also, struct report_selection *selection_out)
{
    return read_with_search(visit, &visit->request->query, also, selection_out);
}

enum outcome report_selection_read_without(struct visit *visit, const char *name, struct report_selection *selection_out)
{
    struct http_fields rest = list_fields_without(visit->arena, &visit->request->query, name);

    return read_with_search(visit, &rest, NULL, selection_out);
}

/* What stands beside a search that is posted. */
static enum outcome read_beside(struct visit *visit, const struct http_fields *fields, struct list_address *address_out)
{
    const char *const also[] = {list_search_field, NULL};
    struct report_selection selection;
    enum outcome outcome = read_from(visit, fields, also, &selection);

    *address_out = selection.list;
    return outcome;
}

const struct search_page report_search = {
    .shape = &shape,
    .numbers_are = PERSON_ID_DUF,
    .list_title = N_("Rapport over avsluttede"),
    .lead = N_("Søket finner personer du har tilgang til, og som er avsluttet etter loven rapporten gjelder. Det du skriver, "
               "står aldri i adressen."),
    .help = "introduksjon-rapport#soke",
    .menu = "AT_REPORT_INTEGRERINGSLOVEN",
    .read = read_beside,
};
