/* The overview and the full dataset as files, a row at a time, in one flow for every kind of file (requirements
 * D1-D4). */
#include <string.h>

#include "engine/answer/columns.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/sheet/table.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/codebook/dictionary.h"
#include "register/page/pages.h"
#include "register/page/participants/row.h"
#include "register/page/participants/selection.h"

enum { PIECE = 64 * 1024, PIECE_AT_MOST = 4 * 1024 * 1024 };

/* A file on its way out. */
struct download {
    struct visit *visit;
    struct buffer piece; /* rows not sent yet */
    struct table table;
    struct columns columns;
    const struct overview_frame *frame;
    unsigned long rows;
    bool begun; /* something was sent: no error page any more */
    bool reader_left;
};

static bool flush(struct download *download)
{
    struct visit *visit = download->visit;

    if (!download->begun && !http_reply_begin(visit->reply, &visit->response))
        download->reader_left = true;
    download->begun = true;
    if (!download->reader_left && !http_reply_write(visit->reply, download->piece.bytes, download->piece.length))
        download->reader_left = true;
    buffer_clear(&download->piece);
    return !download->reader_left;
}

static bool end_row(struct download *download)
{
    table_end_row(&download->table);
    download->rows++;
    if (table_failure(&download->table))
        return false;
    return download->piece.length < PIECE || flush(download);
}

/* The address says which kind of file. */
static enum table_format asked_format(const struct visit *visit)
{
    const char *ending = strrchr(visit->request->path, '.');

    return ending && text_equal(ending + 1, table_ending(TABLE_XLSX)) ? TABLE_XLSX : TABLE_CSV;
}

/* The name says what it is and the day, nothing of a person. */
static void begin(struct download *download, struct visit *visit, const char *what)
{
    enum table_format format = asked_format(visit);
    char today[DATE_TEXT_SIZE];

    date_format_iso(clock_today(), today);
    visit->response.status = 200;
    visit->response.type = table_media_type(format);
    visit->response.file_name =
        arena_printf(visit->arena, "jobbsjansen-%s-%s.%s", what, today, table_ending(format));
    download->visit = visit;
    buffer_init(&download->piece, visit->arena, PIECE_AT_MOST);
    table_begin(&download->table, format, visit->arena, &download->piece);
}

/* After the last row: what explains them, and the file's own end. */
static bool finish(struct download *download)
{
    struct visit *visit = download->visit;

    if (table_has_more_sheets(&download->table))
        dictionary_add(&download->table, visit->arena, visit->site->reg);
    table_end(&download->table);
    return !table_failure(&download->table) && flush(download);
}

static void log_download(const struct download *download, bool whole, const char *what)
{
    const struct visit *visit = download->visit;
    const char *failure = table_failure(&download->table);

    log_event(LOG_LEVEL_INFO, "download", "id=%s what=%s format=%s user=%lld rows=%lu whole=%s",
              visit->request->request_id, what, table_ending(download->table.format),
              visit->context.account->user_id, download->rows, whole ? "yes" : "no");
    if (failure)
        log_event(LOG_LEVEL_ERROR, "download-failed", "id=%s why=\"%s\"", visit->request->request_id, failure);
}

/* A stream that broke must not look like a whole file. */
static enum outcome end(struct download *download, enum store_result result, bool whole, const char *what)
{
    struct visit *visit = download->visit;

    if (result != STORE_OK && !download->begun) {
        visit->response = (struct http_response){0};
        return visit_store(result);
    }
    whole = whole && finish(download);
    if (!whole)
        http_reply_abort(visit->reply);
    log_download(download, whole, what);
    return OUTCOME_SENT;
}

/* Whoever asks for the headers alone gets them, and no row is read. */
static enum outcome send_head(struct visit *visit)
{
    http_reply_begin(visit->reply, &visit->response);
    return OUTCOME_SENT;
}

static void overview_sheet(struct download *download, const struct selection *selection)
{
    struct selection_column asked[SELECTION_COLUMNS];
    struct xlsx_column *columns = arena_alloc_many(download->visit->arena, SELECTION_COLUMNS, sizeof *columns);
    size_t count = 0;

    selection_columns(download->visit->arena, selection, download->frame, asked);
    for (size_t i = 0; i < SELECTION_COLUMNS; i++)
        if (asked[i].is_shown)
            columns[count++] = (struct xlsx_column){words_text(asked[i].label), asked[i].type};
    table_sheet(&download->table, "deltakeroversikt", columns, count);
}

static bool overview_cells(void *taker, struct arena *arena, const struct overview_row *row)
{
    struct download *download = taker;
    struct table *table = &download->table;
    char changed[DATE_TEXT_SIZE];

    (void)arena;
    date_format_iso(clock_date(row->changed_at), changed);
    table_cell(table, CELL_TEXT, row->fodselsnummer);
    table_cell(table, CELL_TEXT, row->navn);
    table_cell(table, CELL_TEXT, row->kommunenavn);
    if (download->frame->with_district)
        table_cell(table, CELL_TEXT, places_name(download->frame->places, row->bydel));
    table_cell(table, CELL_DATE, row->oppstartsdato);
    table_cell(table, CELL_DATE, row->avslutningsdato);
    if (download->frame->with_annual_report) {
        table_cell(table, CELL_TEXT, overview_row_confirmed(download->frame, row) ? _("Ja") : _("Nei"));
        table_cell(table, CELL_NUMBER, row->rapporteringsar);
    }
    table_cell(table, CELL_TEXT, status_shown(status_named(row->status)));
    table_cell(table, CELL_DATE, changed);
    table_cell(table, CELL_TEXT, row->changed_by_name);
    return end_row(download);
}

enum outcome page_download_overview(struct visit *visit)
{
    struct download download = {0};
    struct selection selection;
    struct overview_frame frame;
    enum store_result result;
    enum outcome outcome;
    bool whole = false;

    outcome = selection_read(visit, NULL, &selection);
    if (outcome == OUTCOME_READY)
        outcome = overview_frame_make(visit, &frame);
    if (outcome != OUTCOME_READY)
        return outcome;
    download.frame = &frame;
    begin(&download, visit, "deltakeroversikt");
    if (visit->request->method == HTTP_HEAD)
        return send_head(visit);
    overview_sheet(&download, &selection);
    result = overview_stream(&visit->site->store, visit->arena, &selection.query, overview_cells, &download, &whole);
    return end(&download, result, whole, "overview");
}

static const enum cell_type cell_types[] = {
    [COLUMN_TEXT] = CELL_TEXT, [COLUMN_INTEGER] = CELL_NUMBER, [COLUMN_DATE] = CELL_DATE};

static void dataset_sheet(struct download *download)
{
    const struct columns *all = &download->columns;
    struct xlsx_column *columns = arena_alloc_many(download->visit->arena, all->count, sizeof *columns);

    for (size_t i = 0; i < all->count; i++)
        columns[i] = (struct xlsx_column){all->items[i].heading, cell_types[all->items[i].type]};
    table_sheet(&download->table, "datasett", columns, all->count);
}

static bool dataset_cells(void *taker, struct arena *arena, participant_id id, const struct answers *answers)
{
    struct download *download = taker;

    (void)id;
    for (size_t i = 0; i < download->columns.count; i++) {
        const struct column *column = &download->columns.items[i];
        const struct answer *answer = answers_get(answers, column->variable);

        table_cell(&download->table, cell_types[column->type], column_cell(arena, column, answer));
    }
    return end_row(download);
}

/* `verdier` of the address: codes, texts, or both (D3). */
static bool read_values(const struct visit *visit, enum columns_values *values_out)
{
    static const struct {
        const char *name;
        enum columns_values values;
    } choices[] = {{"koder", COLUMNS_CODES}, {"tekster", COLUMNS_TEXTS}, {"begge", COLUMNS_BOTH}};
    const char *asked = http_fields_get(&visit->request->query, "verdier");

    *values_out = COLUMNS_BOTH;
    for (size_t i = 0; asked && i < sizeof choices / sizeof *choices; i++) {
        if (!text_equal(choices[i].name, asked))
            continue;
        *values_out = choices[i].values;
        return true;
    }
    return !asked;
}

enum outcome page_download_dataset(struct visit *visit)
{
    struct download download = {0};
    struct selection selection;
    enum columns_values values;
    enum store_result result;
    enum outcome outcome;
    bool whole = false;

    outcome = selection_read(visit, "verdier", &selection);
    if (outcome != OUTCOME_READY)
        return outcome;
    if (!read_values(visit, &values)) {
        visit->reason = _("«verdier» kan være koder, tekster eller begge.");
        return OUTCOME_BAD;
    }
    download.columns = columns_of(visit->arena, visit->site->reg, values);
    begin(&download, visit, "datasett");
    if (visit->request->method == HTTP_HEAD)
        return send_head(visit);
    dataset_sheet(&download);
    result = dataset_stream(&visit->site->store, visit->arena, &selection.query, visit->site->reg, dataset_cells,
                            &download, &whole);
    return end(&download, result, whole, "dataset");
}
