/* The report as a file: the whole selection, under a line that says what was selected and one that says how it is distributed
 * (requirement N7). The plain profile has rows alone. */
#include "engine/base/log.h"
#include "register/page/download/options.h"
#include "register/page/introduksjon/report_chart.h"
#include "register/page/introduksjon/report_column.h"
#include "register/page/introduksjon/report_words.h"
#include "register/page/pages.h"

enum { ROUNDS_AT_MOST = 20 };

struct report_file {
    struct download file;
    struct report_selection selection;
    bool shown[REPORT_COLUMNS];
};

static enum outcome begin(struct report_file *report)
{
    struct download *file = &report->file;
    struct visit *visit = file->visit;

    file->entry = (struct receipt_entry){
        .what = "introduksjon/avsluttede.csv",
        .address = download_options_address(file, list_query(visit->arena, &report->selection.list, 0)),
        .words = report_selection_words(visit, &report->selection),
        .search = report->selection.list.reference,
    };
    return download_begin(file, "avsluttede");
}

static void add_lines(struct report_file *report, const struct intro_report_causes *causes)
{
    struct visit *visit = report->file.visit;
    struct report_groups groups = report_groups_of(visit->arena, &report->selection, causes);
    struct csv *csv = &report->file.table.csv;

    if (csv->profile != CSV_EXCEL)
        return;
    csv_line(csv, report_selection_line(visit, &report->selection));
    csv_line(csv, distribution_line(visit->arena, groups.items, groups.count));
}

static void add_headings(struct report_file *report)
{
    struct xlsx_column columns[REPORT_COLUMNS];
    size_t count = 0;

    report_columns_of_file(&report->selection, report->shown);
    for (size_t i = 0; i < REPORT_COLUMNS; i++) {
        enum intro_report_column key = (enum intro_report_column)report_columns[i].key;

        if (report->shown[i])
            columns[count++] = (struct xlsx_column){report_heading_in_file(key), report_cell_type(key)};
    }
    table_sheet(&report->file.table, "avsluttede", columns, count);
}

static bool add_row(void *taker, struct arena *row_arena, const struct intro_report_row *row)
{
    struct report_file *report = taker;

    for (size_t i = 0; i < REPORT_COLUMNS; i++) {
        enum intro_report_column key = (enum intro_report_column)report_columns[i].key;

        if (report->shown[i])
            table_cell(&report->file.table, report_cell_type(key),
                       report_cell(row_arena, report->file.visit, &report->selection, key, row));
    }
    return download_end_row(&report->file);
}

/* Those of `found` that are not among the `known`, both in ascending order, into `fresh`; returns how many. */
static size_t subtract(const struct intro_report_whom *found, const struct intro_report_whom *known, participant_id *fresh)
{
    size_t count = 0, at = 0;

    for (size_t i = 0; i < found->count; i++) {
        while (at < known->count && known->ids[at] < found->ids[i])
            at++;
        if (at == known->count || known->ids[at] != found->ids[i])
            fresh[count++] = found->ids[i];
    }
    return count;
}

/* One moment of the register: how many ended for each cause, and who they are. */
static enum store_result look(struct report_file *report, struct intro_report_causes *causes_out, struct intro_report_whom *whom_out)
{
    struct visit *visit = report->file.visit;
    struct store *store = &visit->site->store;
    const struct intro_report_query *query = &report->selection.query;
    enum store_result result = store_freeze(store);

    if (result == STORE_OK)
        result = intro_report_causes(store, visit->arena, query, causes_out);
    if (result != STORE_OK)
        return result;
    *whom_out = (struct intro_report_whom){
        .ids = arena_alloc_many(visit->arena, causes_out->total + 1, sizeof *whom_out->ids),
        .room = causes_out->total,
    };
    return intro_report_ids(store, visit->arena, query, whom_out);
}

/* Whom the file holds is in the log before they leave (requirement L3). To write there ends the moment that was looked at: so it is
 * looked again, until nobody has come. */
static enum store_result look_and_note(struct report_file *report, struct intro_report_causes *causes_out)
{
    struct visit *visit = report->file.visit;
    struct intro_report_whom noted = {.count = 0}, found = {.count = 0};

    for (unsigned round = 0; round < ROUNDS_AT_MOST; round++) {
        enum store_result result = look(report, causes_out, &found);
        participant_id *fresh = arena_alloc_many(visit->arena, found.count + 1, sizeof *fresh);
        size_t count = subtract(&found, &noted, fresh);

        if (result != STORE_OK || count == 0)
            return result;
        result = receipt_persons(&visit->site->store, visit->arena, &report->file.ticket, fresh, count);
        if (result != STORE_OK)
            return result;
        noted = found;
    }
    log_event(LOG_LEVEL_ERROR, "report-never-still", "rounds=%d", ROUNDS_AT_MOST);
    return STORE_FAILED;
}

/* The distribution and the rows are of one moment. */
static enum store_result send_rows(struct report_file *report, bool *whole_out)
{
    struct visit *visit = report->file.visit;
    struct intro_report_causes causes;
    enum store_result result = look_and_note(report, &causes);

    if (result != STORE_OK)
        return result;
    add_lines(report, &causes);
    add_headings(report);
    download_announce(&report->file);
    return intro_report_stream(&visit->site->store, visit->arena, &report->selection.query, add_row, report, whole_out);
}

enum outcome page_intro_report_file(struct visit *visit)
{
    struct report_file report = {.shown = {false}};
    enum outcome outcome = download_options_read(visit, 0, &report.file);
    enum store_result result;
    bool whole = false;

    if (outcome == OUTCOME_READY)
        outcome = report_selection_read(visit, download_options_names(&report.file, 0), &report.selection);
    if (outcome == OUTCOME_READY)
        outcome = begin(&report);
    if (outcome != OUTCOME_READY)
        return outcome;
    result = send_rows(&report, &whole);
    return download_end(&report.file, result, whole);
}
