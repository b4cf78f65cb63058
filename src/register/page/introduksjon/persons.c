/* The list of persons of the introduction programme (requirement N1). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/introduksjon/duf.h"
#include "register/domain/introduksjon/rule_engine.h"
#include "register/page/introduksjon/code.h"
#include "register/page/introduksjon/persons_selection.h"
#include "register/page/list/chips.h"
#include "register/page/list/choice.h"
#include "register/page/list/empty.h"
#include "register/page/list/heading.h"
#include "register/page/list/kept.h"
#include "register/page/list/pager.h"
#include "register/page/list/place.h"
#include "register/page/list/search.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/opened.h"

static const char no_value[] = "–";

static const char *or_dash(const char *text)
{
    return text_is_empty(text) ? no_value : text;
}

static bool waits_for_cause(const struct visit *visit, const char *number)
{
    const struct codebook_code *code = code_named(visit, "avslutningsarsak", number);

    for (enum computed_cause cause = 0; code && code->computed && cause < COMPUTED_CAUSES; cause++)
        if (text_equal(code->computed, computed_cause_name(cause)))
            return computed_cause_waits(cause);
    return false;
}

/* How a person stands, in words; of one who has ended, when and why. */
static void fill_status(struct visit *visit, struct values *values, const struct intro_list_row *row)
{
    static const char *const sections[PERSONS_STATUSES] = {"WAITING", "GOING_ON", "ENDED", "ENDED_BY_ENGINE"};
    size_t at = 0;
    const char *text;

    while (persons_statuses[at].bit != row->status)
        at++;
    text = words_text(persons_statuses[at].label);
    if (row->avslutningsdato) {
        text = arena_printf(visit->arena, "%s %s", text, show_date(visit->arena, row->avslutningsdato));
        code_set(visit, values_section(values, "STATUS_DETAIL"), "CAUSE", "avslutningsarsak", row->avslutningsarsak);
    }
    if (row->status == INTRO_LIST_ENDED_BY_ENGINE && waits_for_cause(visit, row->avslutningsarsak))
        values_show(values, "CAUSE_MISSING");
    values_set(values_section(values, sections[at]), "STATUS_TEXT", text);
}

static void fill_row(struct visit *visit, struct values *values, const struct persons_selection *selection, bool with_district,
                     const struct intro_list_row *row)
{
    const struct municipality *municipality = places_municipality(selection->places, row->kommunenummer);
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(row->id, id);
    values_set(values, "ID", id);
    values_set(values, "DUF", duf_show(visit->arena, row->duf_nummer));
    values_set(values, "NAME", or_dash(row->navn));
    code_set(visit, values, "CATEGORY", "kategori", row->kategori);
    code_set(visit, values, "LAW", "lov", row->lov);
    values_set(values, "MUNICIPALITY", municipality ? municipality->kommunenavn : row->kommunenummer);
    if (with_district)
        values_set(values_section(values, "DISTRICT_CELL"), "DISTRICT", or_dash(places_name(selection->places, row->bydel)));
    code_set(visit, values, "GOAL", "sluttmal", row->sluttmal);
    values_set(values, "DEADLINE", or_dash(show_date(visit->arena, row->gjennomforingsfrist)));
    fill_status(visit, values, row);
}

/* In an order that an index has, the next page goes on from the last row of this one. */
static const char *next_query(struct visit *visit, const struct persons_selection *selection,
                              const struct intro_list_page *rows)
{
    const struct list_address *list = &selection->list;
    char id[PARTICIPANT_ID_TEXT];

    if (selection->query.column != INTRO_LIST_BY_NAME && selection->query.column != INTRO_LIST_BY_DUF)
        return list_query(visit->arena, list, list->page + 1);
    participant_id_show(rows->rows[rows->count - 1].id, id);
    return list_query_after(visit->arena, list, arena_copy(visit->arena, id));
}

static void fill_table(struct visit *visit, struct values *page, const struct persons_selection *selection,
                       const struct intro_list_page *rows)
{
    struct values *table = values_section(page, "TABLE");
    bool shown[PERSONS_COLUMNS], with_district = list_has_districts(visit->context.account, selection->places);

    for (size_t i = 0; i < PERSONS_COLUMNS; i++)
        shown[i] = with_district || persons_columns[i].key != INTRO_LIST_BY_DISTRICT;
    list_showing_fill(page, rows->offset, rows->count);
    list_headings_fill(visit->arena, table, &selection->list, shown);
    for (size_t i = 0; i < rows->count; i++)
        fill_row(visit, values_section(table, "ROW"), selection, with_district, &rows->rows[i]);
    list_pager_fill(visit->arena, table, &selection->list, rows->total, next_query(visit, selection, rows));
}

static void fill_panel(struct visit *visit, struct values *page, const struct persons_selection *selection)
{
    const struct codebook_variable *category = codebook_find_variable(visit->reg, "kategori");
    const struct list_address *list = &selection->list;
    struct list_boxes boxes = list_search_boxes(visit->arena, list);
    struct values *panel = values_section(page, "FILTER");

    if (list->field_count > 0)
        values_set_number(values_section(panel, "ACTIVE"), "ACTIVE_COUNT", (long long)list_chips_count(list));
    values_show(list_search_include(visit->arena, panel, list, &boxes), "IN_PANEL");
    list_kept_fill(visit->arena, panel, "KEPT", list, LIST_KEPT_SEARCH | LIST_KEPT_ORDER | LIST_KEPT_SIZE);
    for (size_t i = 0; i < PERSONS_STATUSES; i++)
        list_check(panel, "STATUS_CHECK", list, "status", persons_statuses[i].name, words_text(persons_statuses[i].label));
    for (size_t i = 0; i < category->code_count; i++)
        list_check_worded(panel, "CATEGORY_CHECK", list, "kategori",
                          arena_printf(visit->arena, "%d", category->codes[i].number), category->codes[i].text);
    list_places_fill(visit->arena, panel, visit->context.account, selection->places, &visit->site->offered, list);
}

/* What the list says where nobody fits: how many there would be without each filter. */
struct counting {
    struct visit *visit;
    const struct persons_selection *selection;
};

static int count(struct visit *visit, const struct persons_selection *without, struct list_help *help_out)
{
    enum store_result result = intro_list_count(&visit->site->store, visit->arena, &without->query, &help_out->count);

    help_out->shown = show_count(visit->arena, help_out->count);
    help_out->query = list_query(visit->arena, &without->list, 1);
    return (int)visit_store(result);
}

static int count_without(void *about, const char *name, struct list_help *help_out)
{
    const struct counting *counting = about;
    struct persons_selection without = {0};
    enum outcome outcome = persons_selection_read_without(counting->visit, name, &without);

    return outcome == OUTCOME_READY ? count(counting->visit, &without, help_out) : (int)outcome;
}

static int count_without_box(void *about, enum person_search_box box, struct list_help *help_out)
{
    const struct counting *counting = about;
    struct person_search search = *counting->selection->list.search;
    struct persons_selection without = *counting->selection;

    search.boxes[box].count = 0;
    persons_selection_search_for(&without, &search);
    return count(counting->visit, &without, help_out);
}

static enum outcome fill_none(struct visit *visit, struct values *page, const struct persons_selection *selection)
{
    struct counting counting = {visit, selection};
    const struct list_counting how = {&counting, count_without, count_without_box};
    struct values *none;

    if (selection->list.field_count == 0) {
        values_show(page, "EMPTY");
        return OUTCOME_READY;
    }
    none = values_section(page, "NONE_FITS");
    values_set(none, "WITHOUT_QUERY", list_query_without(visit->arena, &selection->list, LIST_ALL));
    if (selection->list.search)
        values_show(none, "SEARCHED");
    return (enum outcome)list_helps_fill(visit->arena, none, &selection->list, &how);
}

/* Before anything of them leaves (requirement L3). */
static enum store_result note_opened(struct visit *visit, const struct intro_list_page *rows)
{
    participant_id *ids = arena_alloc_many(visit->arena, rows->count + 1, sizeof *ids);

    for (size_t i = 0; i < rows->count; i++)
        ids[i] = rows->rows[i].id;
    return opened_list(&visit->site->store, visit->arena, "personer", ids, rows->count);
}

static enum store_result load(struct visit *visit, struct persons_selection *selection, struct intro_list_page *rows_out)
{
    struct list_address *list = &selection->list;
    const struct intro_list_place place = {(list->page - 1) * list->size, list->size, selection->after};
    enum store_result result = intro_list_page(&visit->site->store, visit->arena, &selection->query, &place, rows_out);

    list->page = rows_out->offset / list->size + 1;
    return result == STORE_OK ? note_opened(visit, rows_out) : result;
}

static enum outcome show_persons(struct visit *visit, struct persons_selection *selection)
{
    struct intro_list_page rows;
    enum outcome outcome = visit_store(load(visit, selection, &rows));
    struct values *page;

    if (outcome != OUTCOME_READY)
        return outcome;
    visit->menu = persons_search.menu;
    page = visit_page(visit, "introduksjon-personer.html", _("Personer"));
    values_set(page, "COUNT", show_count(visit->arena, rows.total));
    list_chips_fill(visit->arena, page, &selection->list);
    fill_panel(visit, page, selection);
    if (rows.count > 0)
        fill_table(visit, page, selection, &rows);
    else
        outcome = fill_none(visit, page, selection);
    return outcome == OUTCOME_READY ? visit_render(visit, 200) : outcome;
}

enum outcome page_intro_persons(struct visit *visit)
{
    struct persons_selection selection = {0};
    enum outcome outcome = persons_selection_read(visit, &selection);

    if (outcome == OUTCOME_READY && selection.list.untidy)
        return visit_redirect(visit, arena_printf(visit->arena, "/%s%s", selection.list.shape->path,
                                                  list_query(visit->arena, &selection.list, selection.list.page)));
    return outcome == OUTCOME_READY ? show_persons(visit, &selection) : outcome;
}

enum outcome page_intro_persons_search(struct visit *visit)
{
    return search_run(visit, &persons_search);
}

enum outcome page_intro_persons_search_forged(struct visit *visit)
{
    return search_forged(visit, &persons_search);
}
