/* A file on its way out, a row at a time, in one flow for every kind of file. */
#include "register/page/download/download.h"

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/http/progress.h"
#include "register/page/codebook/dictionary.h"
#include "register/page/download/receipt.h"
#include "register/page/download/register.h"

enum { PIECE = 64 * 1024, PIECE_AT_MOST = 4 * 1024 * 1024 };

/* Hands over what is ready; the first time down to the reader, who then sees that it comes. */
static bool flush(struct download *download)
{
    bool first = !download->begun;
    struct visit *visit = download->visit;

    if (!download->begun && !http_reply_begin(visit->reply, &visit->response))
        download->reader_left = true;
    download->begun = true;
    if (!download->reader_left && !http_reply_write(visit->reply, download->piece.bytes, download->piece.length))
        download->reader_left = true;
    if (!download->reader_left) {
        crypto_sha256_add(download->hashing, download->piece.bytes, download->piece.length);
        download->bytes += download->piece.length;
    }
    if (first && !download->reader_left && !http_reply_flush(visit->reply))
        download->reader_left = true;
    buffer_clear(&download->piece);
    return !download->reader_left;
}

void download_announce(struct download *download)
{
    flush(download);
}

bool download_send_row(struct download *download)
{
    table_end_row(&download->table);
    download->rests = http_reply_give_way(download->visit->reply);
    if (table_failure(&download->table) || !progress_tell(download->visit->reply, download->rows))
        return false;
    return (download->begun && download->piece.length < PIECE) || flush(download);
}

bool download_end_row(struct download *download)
{
    download->rows++;
    return download_send_row(download);
}

/* The name says what it is and the day, nothing of a person. */
static void name_file(struct download *download, const char *what)
{
    struct visit *visit = download->visit;
    enum table_format format = download->table.format;
    char today[DATE_TEXT_SIZE];

    date_format_iso(clock_today(), today);
    visit->response.status = 200;
    visit->response.type = table_media_type(format);
    visit->response.file_name =
        arena_printf(visit->arena, "%s-%s-%s.%s", download_register(visit)->name, what, today, table_ending(format));
}

/* Whoever asks for the headers alone gets them: no row is read, and nothing is noted. */
static enum outcome send_head(struct visit *visit)
{
    http_reply_begin(visit->reply, &visit->response);
    return OUTCOME_SENT;
}

enum outcome download_begin(struct download *download, const char *what)
{
    struct visit *visit = download->visit;
    enum outcome outcome;

    name_file(download, what);
    if (visit->request->method == HTTP_HEAD)
        return send_head(visit);
    outcome = receipt_open(download);
    if (outcome != OUTCOME_READY) {
        visit->response = (struct http_response){0};
        return outcome;
    }
    visit->response.receipt = download->ticket.reference;
    progress_begin(visit->reply, download->ticket.reference);
    download->hashing = crypto_sha256_begin(visit->arena);
    buffer_init(&download->piece, visit->arena, PIECE_AT_MOST);
    table_begin(&download->table, download->table.format, download->table.csv.profile, visit->arena, &download->piece);
    return OUTCOME_READY;
}

/* After the last row: what explains them, and the file's own end. */
static bool finish(struct download *download)
{
    struct visit *visit = download->visit;

    if (table_has_more_sheets(&download->table)) {
        dictionary_add(&download->table, visit->arena, visit->site->reg);
        receipt_add_sheet(download);
    }
    table_end(&download->table);
    return !table_failure(&download->table) && flush(download) && http_reply_end(visit->reply);
}

static void log_download(const struct download *download, bool whole)
{
    const struct visit *visit = download->visit;
    const char *failure = table_failure(&download->table);

    log_event(LOG_LEVEL_INFO, "download", "id=%s what=%s user=%lld rows=%lu bytes=%llu rests=%u whole=%s",
              visit->request->request_id, download->entry.what, visit->context.account->user_id, download->rows,
              download->bytes, download->rests, whole ? "yes" : "no");
    if (failure)
        log_event(LOG_LEVEL_ERROR, "download-failed", "id=%s why=\"%s\"", visit->request->request_id, failure);
}

enum outcome download_end(struct download *download, enum store_result result, bool whole)
{
    struct visit *visit = download->visit;

    whole = whole && result == STORE_OK && finish(download);
    whole = receipt_close(download, whole) && whole;
    log_download(download, whole);
    if (result != STORE_OK && !download->begun) {
        visit->response = (struct http_response){0};
        return visit_store(result);
    }
    if (!whole)
        http_reply_abort(visit->reply);
    return OUTCOME_SENT;
}
