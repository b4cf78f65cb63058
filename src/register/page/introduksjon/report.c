/* The report on persons who have ended the introduction programme (requirement N7). */
#include "engine/base/words.h"
#include "register/domain/introduksjon/duf.h"
#include "register/page/introduksjon/report_chart.h"
#include "register/page/introduksjon/report_column.h"
#include "register/page/introduksjon/report_panel.h"
#include "register/page/introduksjon/report_words.h"
#include "register/page/list/chips.h"
#include "register/page/list/empty.h"
#include "register/page/list/heading.h"
#include "register/page/list/pager.h"
#include "register/page/pages.h"
#include "register/page/search/search.h"
#include "register/page/show.h"
#include "register/store/opened.h"

static const char no_value[] = "–";

static void fill_cell(struct visit *visit, struct values *values, const struct report_selection *selection, size_t column,
                      const struct intro_report_row *row)
{
    enum intro_report_column key = (enum intro_report_column)report_columns[column].key;
    const char *value = report_cell(visit->arena, visit, selection, key, row);
    struct values *cell = values_section(values, "CELL");

    if (report_cell_type(key) == CELL_DATE)
        value = show_date(visit->arena, value);
    values_set(cell, "CELL_LABEL", words_text(report_columns[column].label));
    values_set(cell, "CELL_TEXT", value && *value ? value : no_value);
    if (wording_is_foreign(report_cell_words(visit, key, row)))
        values_show(cell, "CELL_TEXT_NB");
}

/* The first two columns are the row's heading and the person's name. */
static void fill_row(struct visit *visit, struct values *values, const struct report_selection *selection,
                     const bool shown[REPORT_COLUMNS], const struct intro_report_row *row)
{
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(row->id, id);
    values_set(values, "ID", id);
    values_set(values, "DUF", duf_show(visit->arena, row->duf_nummer));
    values_set(values, "NAME", row->navn);
    for (size_t i = 2; i < REPORT_COLUMNS; i++)
        if (shown[i])
            fill_cell(visit, values, selection, i, row);
}

static void fill_table(struct visit *visit, struct values *page, const struct report_selection *selection,
                       const struct intro_report_page *rows, unsigned long total)
{
    const struct list_address *list = &selection->list;
    struct values *table = values_section(page, "TABLE");
    bool shown[REPORT_COLUMNS];

    report_columns_of_page(visit, selection, shown);
    list_showing_fill(page, (list->page - 1) * list->size, rows->count);
    list_headings_fill(visit->arena, table, list, shown);
    for (size_t i = 0; i < rows->count; i++)
        fill_row(visit, values_section(table, "ROW"), selection, shown, &rows->rows[i]);
    list_pager_fill(visit->arena, table, list, total, list_query(visit->arena, list, list->page + 1));
}

struct counting {
    struct visit *visit;
    const struct report_selection *selection;
};

static int count(struct visit *visit, const struct report_selection *without, struct list_help *help_out)
{
    struct intro_report_causes causes;
    enum store_result result = intro_report_causes(&visit->site->store, visit->arena, &without->query, &causes);

    if (result != STORE_OK)
        return (int)visit_store(result);
    help_out->count = causes.total;
    help_out->shown = show_count(visit->arena, causes.total);
    help_out->query = list_query(visit->arena, &without->list, 1);
    return (int)OUTCOME_READY;
}

static int count_without(void *about, const char *name, struct list_help *help_out)
{
    const struct counting *counting = about;
    struct report_selection without;
    enum outcome outcome = report_selection_read_without(counting->visit, name, &without);

    return outcome == OUTCOME_READY ? count(counting->visit, &without, help_out) : (int)outcome;
}

static int count_without_box(void *about, enum person_search_box box, struct list_help *help_out)
{
    const struct counting *counting = about;
    struct person_search search = *counting->selection->list.search;
    struct report_selection without = *counting->selection;

    search.boxes[box].count = 0;
    without.query.persons.search = &search;
    return count(counting->visit, &without, help_out);
}

static enum outcome fill_none(struct visit *visit, struct values *page, const struct report_selection *selection)
{
    struct counting counting = {visit, selection};
    const struct list_counting how = {&counting, count_without, count_without_box};
    struct values *none;

    if (list_filter_count(&selection->list) == 0) {
        values_show(page, "EMPTY");
        return OUTCOME_READY;
    }
    none = values_section(page, "NONE_FITS");
    values_set(none, "WITHOUT_QUERY", list_query_without(visit->arena, &selection->list, LIST_ALL));
    return (enum outcome)list_helps_fill(visit->arena, none, &selection->list, &how);
}

static void fill_top(struct visit *visit, struct values *page, const struct report_selection *selection, unsigned long total)
{
    const struct list_address *list = &selection->list;

    values_set(page, "TITLE", report_title(selection->law));
    values_show(page, selection->law == LAW_INTEGRERINGSLOVEN ? "OF_INTEGRERINGSLOVEN" : "OF_INTRODUKSJONSLOVEN");
    list_chips_fill(visit->arena, page, list);
    values_set(page, "COUNT", show_count(visit->arena, total));
    values_set_number(page, "COUNT_NUMBER", (long long)total);
    if (total == 0)
        return;
    values_set(values_section(page, "DOWNLOAD"), "QUERY", list_query(visit->arena, list, 0));
}

/* Beyond the end is the last page. */
static void settle_page(struct list_address *list, unsigned long total)
{
    unsigned long last = total == 0 ? 1 : (total + list->size - 1) / list->size;

    if (list->page > last)
        list->page = last;
}

static enum store_result load_rows(struct visit *visit, struct report_selection *selection, unsigned long total,
                                   struct intro_report_page *rows_out)
{
    struct list_address *list = &selection->list;

    *rows_out = (struct intro_report_page){0};
    settle_page(list, total);
    if (total == 0)
        return STORE_OK;
    return intro_report_page(&visit->site->store, visit->arena, &selection->query, (list->page - 1) * list->size, list->size,
                             rows_out);
}

/* Before anything of them leaves (requirement L3). */
static enum store_result note_opened(struct visit *visit, const struct intro_report_page *rows)
{
    participant_id *ids = arena_alloc_many(visit->arena, rows->count + 1, sizeof *ids);

    for (size_t i = 0; i < rows->count; i++)
        ids[i] = rows->rows[i].id;
    return opened_list(&visit->site->store, visit->arena, "avsluttede", ids, rows->count);
}

/* Numbers and rows of one moment. */
static enum outcome load(struct visit *visit, struct report_selection *selection, struct intro_report_causes *causes_out,
                         struct intro_report_page *rows_out)
{
    enum store_result result = store_freeze(&visit->site->store);

    if (result == STORE_OK)
        result = intro_report_causes(&visit->site->store, visit->arena, &selection->query, causes_out);
    if (result == STORE_OK)
        result = load_rows(visit, selection, causes_out->total, rows_out);
    if (result == STORE_OK)
        result = store_thaw(&visit->site->store);
    if (result == STORE_OK)
        result = note_opened(visit, rows_out);
    return visit_store(result);
}

static enum outcome show_report(struct visit *visit, struct report_selection *selection)
{
    struct intro_report_causes causes = {0};
    struct intro_report_page rows = {0};
    struct report_groups groups;
    struct values *page;
    enum outcome outcome = load(visit, selection, &causes, &rows);

    if (outcome != OUTCOME_READY)
        return outcome;
    visit->menu = selection->law == LAW_INTEGRERINGSLOVEN ? "AT_REPORT_INTEGRERINGSLOVEN" : "AT_REPORT_INTRODUKSJONSLOVEN";
    page = visit_page(visit, "introduksjon-avsluttede.html", report_title(selection->law));
    fill_top(visit, page, selection, causes.total);
    report_panel_fill(visit, page, selection);
    if (rows.count == 0) {
        outcome = fill_none(visit, page, selection);
    } else {
        groups = report_groups_of(visit->arena, selection, &causes);
        report_chart_fill(visit, page, &groups);
        fill_table(visit, page, selection, &rows, causes.total);
    }
    return outcome == OUTCOME_READY ? visit_render(visit, 200) : outcome;
}

enum outcome page_intro_report(struct visit *visit)
{
    struct report_selection selection;
    enum outcome outcome = report_selection_read(visit, NULL, &selection);

    if (outcome == OUTCOME_READY && selection.list.untidy)
        return visit_redirect(visit, arena_printf(visit->arena, "/%s%s", selection.list.shape->path,
                                                  list_query(visit->arena, &selection.list, selection.list.page)));
    return outcome == OUTCOME_READY ? show_report(visit, &selection) : outcome;
}

enum outcome page_intro_report_search(struct visit *visit)
{
    return search_run(visit, &report_search);
}

enum outcome page_intro_report_search_forged(struct visit *visit)
{
    return search_forged(visit, &report_search);
}
