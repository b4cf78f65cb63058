/* The overview as a file: what is on the screen, all its pages (requirement D1). */
#include "engine/base/clock.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/pages.h"
#include "register/page/participants/lacks.h"
#include "register/page/participants/selection_columns.h"
#include "register/page/participants/selection_download.h"

/* The file, and the frame of its rows. */
struct overview_download {
    struct selection_download women;
    struct overview_frame frame;
};

static void overview_sheet(struct overview_download *download)
{
    struct arena *arena = download->women.file.visit->arena;
    bool is_shown[SELECTION_COLUMNS];
    struct xlsx_column *columns = arena_alloc_many(arena, SELECTION_COLUMNS, sizeof *columns);
    size_t count = 0;

    selection_columns_shown(&download->women.selection, &download->frame, is_shown);
    for (size_t i = 0; i < SELECTION_COLUMNS; i++)
        if (is_shown[i])
            columns[count++] = (struct xlsx_column){words_text(selection_columns[i].label), selection_column_types[i]};
    table_sheet(&download->women.file.table, "deltakeroversikt", columns, count);
}

static bool overview_cells(void *taker, struct arena *arena, const struct overview_row *row)
{
    struct overview_download *download = taker;
    const struct overview_frame *frame = &download->frame;
    struct table *table = &download->women.file.table;
    char changed[DATE_TEXT_SIZE];

    date_format_iso(clock_date(row->changed_at), changed);
    table_cell(table, CELL_TEXT, row->fodselsnummer);
    table_cell(table, CELL_TEXT, row->navn);
    table_cell(table, CELL_TEXT, row->kommunenavn);
    if (frame->with_district)
        table_cell(table, CELL_TEXT, places_name(frame->places, row->bydel));
    table_cell(table, CELL_DATE, row->oppstartsdato);
    table_cell(table, CELL_DATE, row->avslutningsdato);
    if (frame->with_annual_report) {
        table_cell(table, CELL_TEXT, overview_row_confirmed(frame, row) ? _("Ja") : _("Nei"));
        table_cell(table, CELL_NUMBER, row->rapporteringsar);
    }
    table_cell(table, CELL_TEXT, status_shown(status_named(row->status)));
    table_cell(table, CELL_DATE, changed);
    table_cell(table, CELL_TEXT, row->changed_by_name);
    if (selection_with_lacks(&download->women.selection))
        table_cell(table, CELL_NUMBER, arena_printf(arena, "%u", lacks_count(row)));
    return download_end_row(&download->women.file);
}

enum outcome page_download_overview(struct visit *visit)
{
    struct overview_download download = {0};
    struct selection_download *women = &download.women;
    enum outcome outcome = selection_download_read(visit, 0, women);
    enum store_result result;
    bool whole = false;

    if (outcome == OUTCOME_READY)
        outcome = overview_frame_make(visit, &download.frame);
    if (outcome == OUTCOME_READY)
        outcome = selection_download_begin(women, "deltakeroversikt");
    if (outcome != OUTCOME_READY)
        return outcome;
    overview_sheet(&download);
    selection_download_announce(women);
    result = overview_stream(&visit->site->store, visit->arena, &women->selection.query, overview_cells, &download, &whole);
    return download_end(&women->file, result, whole);
}
