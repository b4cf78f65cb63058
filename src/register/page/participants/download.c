/* The overview and the full dataset as CSV, a row at a time (requirements D1-D4). */
#include "engine/answer/columns.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/sheet/csv.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/pages.h"
#include "register/page/participants/row.h"
#include "register/page/participants/selection.h"

enum { PIECE = 64 * 1024, PIECE_AT_MOST = 4 * 1024 * 1024 };

/* A file on its way out. */
struct download {
    struct visit *visit;
    struct buffer piece; /* rows not sent yet */
    struct csv csv;
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
    csv_end_row(&download->csv);
    download->rows++;
    return download->piece.length < PIECE || flush(download);
}

/* The name says what it is and the day, nothing of a person. */
static void begin(struct download *download, struct visit *visit, const char *what)
{
    char today[DATE_TEXT_SIZE];

    date_format_iso(clock_today(), today);
    visit->response.status = 200;
    visit->response.type = "text/csv; charset=utf-8";
    visit->response.file_name = arena_printf(visit->arena, "jobbsjansen-%s-%s.csv", what, today);
    download->visit = visit;
    buffer_init(&download->piece, visit->arena, PIECE_AT_MOST);
    csv_begin(&download->csv, &download->piece, CSV_EXCEL);
}

/* A stream that broke must not look like a whole file. */
static enum outcome end(struct download *download, enum store_result result, bool whole, const char *what)
{
    struct visit *visit = download->visit;

    if (result != STORE_OK && !download->begun) {
        visit->response = (struct http_response){0};
        return visit_store(result);
    }
    if (!flush(download) || !whole)
        http_reply_abort(visit->reply);
    log_event(LOG_LEVEL_INFO, "download", "id=%s what=%s user=%lld rows=%lu whole=%s", visit->request->request_id,
              what, visit->context.account->user_id, download->rows,
              whole && !download->reader_left ? "yes" : "no");
    return OUTCOME_SENT;
}

/* Whoever asks for the headers alone gets them, and no row is read. */
static enum outcome send_head(struct visit *visit)
{
    http_reply_begin(visit->reply, &visit->response);
    return OUTCOME_SENT;
}

static void overview_headings(struct download *download, const struct selection *selection)
{
    struct selection_column columns[SELECTION_COLUMNS];

    selection_columns(download->visit->arena, selection, download->frame, columns);
    for (size_t i = 0; i < SELECTION_COLUMNS; i++)
        if (columns[i].is_shown)
            csv_cell(&download->csv, CSV_TEXT, words_text(columns[i].label));
    csv_end_row(&download->csv);
}

static bool overview_cells(void *taker, struct arena *arena, const struct overview_row *row)
{
    struct download *download = taker;
    struct csv *csv = &download->csv;

    csv_cell(csv, CSV_TEXT, row->fodselsnummer);
    csv_cell(csv, CSV_TEXT, row->navn);
    csv_cell(csv, CSV_TEXT, row->kommunenavn);
    if (download->frame->with_district)
        csv_cell(csv, CSV_TEXT, places_name(download->frame->places, row->bydel));
    csv_cell(csv, CSV_DATE, row->oppstartsdato);
    csv_cell(csv, CSV_DATE, row->avslutningsdato);
    if (download->frame->with_annual_report) {
        csv_cell(csv, CSV_TEXT, overview_row_confirmed(download->frame, row) ? _("Ja") : _("Nei"));
        csv_cell(csv, CSV_NUMBER, row->rapporteringsar);
    }
    csv_cell(csv, CSV_TEXT, status_shown(status_named(row->status)));
    csv_cell(csv, CSV_TEXT, clock_show_date(arena, row->changed_at));
    csv_cell(csv, CSV_TEXT, row->changed_by_name);
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
    overview_headings(&download, &selection);
    result = overview_stream(&visit->site->store, visit->arena, &selection.query, overview_cells, &download, &whole);
    return end(&download, result, whole, "overview");
}

static bool dataset_cells(void *taker, struct arena *arena, participant_id id, const struct answers *answers)
{
    static const enum csv_cell cells[] = {
        [COLUMN_TEXT] = CSV_TEXT, [COLUMN_INTEGER] = CSV_NUMBER, [COLUMN_DATE] = CSV_DATE};
    struct download *download = taker;

    (void)id;
    for (size_t i = 0; i < download->columns.count; i++) {
        const struct column *column = &download->columns.items[i];
        const struct answer *answer = answers_get(answers, column->variable);

        csv_cell(&download->csv, cells[column->type], column_cell(arena, column, answer));
    }
    return end_row(download);
}

static void dataset_headings(struct download *download)
{
    for (size_t i = 0; i < download->columns.count; i++)
        csv_cell(&download->csv, CSV_TEXT, download->columns.items[i].heading);
    csv_end_row(&download->csv);
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
    dataset_headings(&download);
    result = dataset_stream(&visit->site->store, visit->arena, &selection.query, visit->site->reg, dataset_cells,
                            &download, &whole);
    return end(&download, result, whole, "dataset");
}
