/* The overview: the page everybody lives on. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/list/chips.h"
#include "register/page/list/heading.h"
#include "register/page/list/pager.h"
#include "register/page/pages.h"
#include "register/page/participants/empty.h"
#include "register/page/participants/lacks.h"
#include "register/page/participants/panel.h"
#include "register/page/participants/places.h"
#include "register/page/participants/reminder.h"
#include "register/page/participants/row.h"
#include "register/page/participants/selection.h"
#include "register/page/participants/selection_columns.h"
#include "register/page/show.h"
#include "register/store/opened.h"

static const char no_value[] = "–";

static void fill_name(struct values *values, const struct overview_row *row)
{
    if (row->navn)
        values_set(values_section(values, "NAME_KNOWN"), "NAME", row->navn);
    else if (status_named(row->status) == STATUS_UTSKREVET)
        values_show(values, "NAME_HIDDEN");
    else
        values_show(values, "NAME_WAITING");
}

static const char *or_dash(const char *text)
{
    return text_is_empty(text) ? no_value : text;
}

/* What was changed since it was confirmed is told by an icon: the words of the cell are the file's too (D1). */
static void fill_annual(struct values *values, const struct overview_frame *frame, const struct overview_row *row,
                        const char *title)
{
    struct values *cells = values_section(values, "ANNUAL_CELLS");

    values_show(cells, overview_row_confirmed(frame, row) ? "CONFIRMED" : "NOT_CONFIRMED");
    if (overview_row_changed(frame, row))
        values_set(values_section(cells, "CHANGED_SINCE"), "CHANGED_TITLE", title);
    values_set(cells, "REPORT_YEAR", or_dash(row->rapporteringsar));
}

static void fill_row(struct visit *visit, struct values *values, const struct overview_frame *frame,
                     const struct overview_row *row, bool with_lacks)
{
    const char *number = row->fodselsnummer ? fodselsnummer_show(visit->arena, row->fodselsnummer)
                                            : no_value; /* the form keeps it; the database would not */
    const char *title = row->navn ? row->navn : number;
    bool may_change = overview_row_may_change(visit, row);
    char id[PARTICIPANT_ID_TEXT];

    participant_id_show(row->id, id);
    values_set(values, "ID", id);
    values_set(values, "FNR", number);
    values_set(values, "ROW_TITLE", title);
    fill_name(values, row);
    values_set(values, "MUNICIPALITY", row->kommunenavn);
    if (frame->with_district)
        values_set(values_section(values, "DISTRICT_CELL"), "DISTRICT",
                   or_dash(places_name(frame->places, row->bydel)));
    values_set(values, "START", or_dash(show_date(visit->arena, row->oppstartsdato)));
    values_set(values, "END", or_dash(show_date(visit->arena, row->avslutningsdato)));
    if (frame->with_annual_report)
        fill_annual(values, frame, row, title);
    show_status(values, row->status);
    values_set(values, "CHANGED_DATE", clock_show_date(visit->arena, row->changed_at));
    values_set(values, "CHANGED_BY", row->changed_by_name);
    if (with_lacks)
        lacks_fill(visit, values, row, title);
    if (may_change)
        values_show(values, "MAY_CHANGE");
    values_show(values, may_change && frame->year_is_open ? "MAY_CONFIRM" : "MAY_LOOK");
}

/* The column of what is lacking is there when asked for (requirement P15). */
static void fill_switch(struct visit *visit, struct values *table, const struct selection *selection)
{
    values_set(table, "SWITCHED_QUERY", selection_switched(visit->arena, selection));
    values_show(table, selection_with_lacks(selection) ? "LACKS_SHOWN" : "LACKS_HIDDEN");
}

static void fill_table(struct visit *visit, struct values *page, const struct overview_frame *frame,
                       const struct selection *selection, const struct overview_page *rows)
{
    struct values *table = values_section(page, "TABLE");
    bool is_shown[SELECTION_COLUMNS];

    list_showing_fill(page, rows->offset, rows->count);
    selection_columns_shown(selection, frame, is_shown);
    list_headings_fill(visit->arena, table, &selection->list, is_shown);
    fill_switch(visit, table, selection);
    for (size_t i = 0; i < rows->count; i++) {
        struct values *row = values_section(table, "ROW");

        values_set_number(row, "NUMBER", (long long)i + 1);
        fill_row(visit, row, frame, &rows->rows[i], selection_with_lacks(selection));
    }
    list_pager_fill(visit->arena, table, &selection->list, rows->total,
                    selection_next(visit->arena, selection, &rows->rows[rows->count - 1]));
}

static void fill_top(struct visit *visit, struct values *page, const struct selection *selection, unsigned long count)
{
    const struct account *account = visit->context.account;

    if (selection->query.statuses == 0)
        values_show(page, "WITHOUT_DISCHARGED");
    else if (selection->query.statuses == OVERVIEW_UTSKREVET)
        values_show(page, "ONLY_DISCHARGED");
    list_chips_fill(visit->arena, page, &selection->list);
    values_set(page, "PLACES", places_of(visit->arena, account));
    if (access_may(account, visit->site->reg->name, ACCESS_CHANGE_PARTICIPANTS))
        values_show(page, "MAY_REGISTER");
    if (count > 0)
        values_show(page, "DOWNLOAD");
    values_set(page, "QUERY", list_query(visit->arena, &selection->list, 0));
    values_set(page, "COUNT", show_count(visit->arena, count));
    values_set_number(page, "COUNT_NUMBER", (long long)count);
}

static enum outcome fill_none(struct visit *visit, struct values *page, const struct selection *selection)
{
    if (selection->list.field_count > 0)
        return empty_fill(visit, page, selection);
    values_show(page, "EMPTY");
    return OUTCOME_READY;
}

static enum store_result load_page(struct visit *visit, struct selection *selection, struct overview_page *rows)
{
    struct list_address *list = &selection->list;
    struct overview_place place = {
        .offset = (list->page - 1) * list->size, .limit = list->size, .after = selection->after};
    enum store_result result =
        overview_page(&visit->site->store, visit->arena, &selection->query, &place, rows);

    list->page = rows->offset / list->size + 1;
    return result;
}

/* Before anything of them leaves (requirement L3). */
static enum store_result note_opened(struct visit *visit, const struct overview_page *rows)
{
    participant_id *ids = arena_alloc_many(visit->arena, rows->count + 1, sizeof *ids);

    for (size_t i = 0; i < rows->count; i++)
        ids[i] = rows->rows[i].id;
    return opened_list(&visit->site->store, visit->arena, "oversikt", ids, rows->count);
}

static enum outcome show_overview(struct visit *visit, struct selection *selection)
{
    struct overview_page rows = {0};
    struct overview_frame frame;
    struct values *page;
    enum outcome outcome = overview_frame_make(visit, &frame);

    if (outcome != OUTCOME_READY)
        return outcome;
    selection->query.totals = totals_copy(visit->arena, &frame.totals);
    outcome = visit_store(load_page(visit, selection, &rows));
    if (outcome == OUTCOME_READY)
        outcome = visit_store(note_opened(visit, &rows));
    if (outcome != OUTCOME_READY)
        return outcome;
    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "deltakeroversikt.html", _("Deltakeroversikt"));
    fill_top(visit, page, selection, rows.total);
    reminder_fill(visit, page, &frame);
    panel_fill(visit, page, &frame, selection);
    if (rows.count > 0)
        fill_table(visit, page, &frame, selection, &rows);
    else
        outcome = fill_none(visit, page, selection);
    return outcome == OUTCOME_READY ? visit_render(visit, 200) : outcome;
}

enum outcome page_overview(struct visit *visit)
{
    struct selection selection;
    enum outcome outcome = selection_read(visit, NULL, &selection);

    if (outcome == OUTCOME_READY && selection.list.untidy)
        return visit_redirect(visit, arena_printf(visit->arena, "/deltakere%s",
                                                  list_query(visit->arena, &selection.list, selection.list.page)));
    return outcome == OUTCOME_READY ? show_overview(visit, &selection) : outcome;
}
