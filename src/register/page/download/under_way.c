/* Downloads while they run: how far they have come, and stopping one (requirement D2; receipts: D6). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/http/progress.h"
#include "register/page/download/receipt_page.h"
#include "register/page/download/register.h"
#include "register/page/download/under_way.h"
#include "register/page/pages.h"
#include "register/page/show.h"

enum { SECONDS_AT_MOST = 24 * 60 * 60, ROWS_AT_MOST = 1000000000 };

/* What the page that started them says of them. */
struct asked {
    long long seconds; /* how long ago the first began, at most */
    long long rows;    /* that there are of the overview's and the dataset's; 0: not told */
};

static bool read_asked(const struct http_fields *query, struct asked *asked_out)
{
    const char *seconds = http_fields_get(query, "siden"), *rows = http_fields_get(query, "av");

    *asked_out = (struct asked){0};
    return seconds && text_to_integer(seconds, 0, SECONDS_AT_MOST, &asked_out->seconds) &&
           (!rows || text_to_integer(rows, 0, ROWS_AT_MOST, &asked_out->rows));
}

/* The tests' table has rows of its own. */
static bool has_row_per_participant(const struct receipt *receipt)
{
    return !text_starts_with(receipt->what, "prover");
}

static void fill_bar(struct visit *visit, struct values *running, unsigned long rows, unsigned long all)
{
    struct values *bar = values_section(running, all ? "OF" : "SO_FAR");

    values_set(bar, "ROWS", show_count(visit->arena, rows));
    if (!all)
        return;
    values_set(bar, "ALL", show_count(visit->arena, all));
    values_set_number(bar, "ROWS_NUMBER", (long long)rows);
    values_set_number(bar, "ALL_NUMBER", (long long)all);
}

bool under_way_fill(struct visit *visit, struct values *values, const struct receipt *receipt, unsigned long all)
{
    unsigned long long rows;
    struct values *running, *stop;

    if (receipt->ended_at || !progress_find(receipt->reference, &rows))
        return false;
    running = values_section(values, "RUNNING");
    stop = values_include(running, "STOP", "stoppknapp.html");
    values_set(stop, "RECEIPTS", download_register(visit)->receipts);
    values_set(stop, "STOP_ID", receipt->reference);
    values_set(stop, "STOP_WHAT", receipt_content(receipt));
    fill_bar(visit, running, (unsigned long)rows, all > rows ? all : 0);
    return true;
}

static void fill_one(struct visit *visit, struct values *part, const struct receipt *receipt, const struct asked *asked)
{
    struct values *values = values_section(part, "DOWNLOAD");
    unsigned long all = has_row_per_participant(receipt) ? (unsigned long)asked->rows : 0;

    values_set(values, "ID", receipt->reference);
    values_set(values, "RECEIPTS", download_register(visit)->receipts);
    values_set(values, "DATASET", receipt_content(receipt));
    if (receipt->ended_at && receipt->end.whole)
        values_set(values_section(values, "WHOLE"), "ROW_COUNT", show_count(visit->arena, receipt->end.rows));
    else if (receipt->ended_at)
        values_show(values, "BROKEN");
    else if (!under_way_fill(visit, values, receipt, all))
        values_show(values, "UNKNOWN");
}

enum outcome page_downloads_under_way(struct visit *visit)
{
    struct receipts receipts;
    struct asked asked;
    struct values *part;
    enum store_result result;

    if (!read_asked(&visit->request->query, &asked)) {
        visit->reason = _("«siden» er et antall sekunder, og «av» et antall rader.");
        return OUTCOME_BAD;
    }
    result = receipts_load(&visit->site->store, visit->arena, download_register(visit)->name, &receipts);
    if (result != STORE_OK)
        return visit_store(result);
    part = visit_parts(visit, "nedlastinger.html");
    for (size_t i = 0; i < receipts.count; i++)
        if (clock_seconds_since(receipts.items[i].began_at) <= asked.seconds)
            fill_one(visit, part, &receipts.items[i], &asked);
    return visit_render(visit, 200);
}

enum outcome page_download_stop(struct visit *visit)
{
    const struct download_register *reg = download_register(visit);
    const struct receipt *receipt = NULL;
    enum store_result result = receipt_load(&visit->site->store, visit->arena, visit->part, &receipt);

    if (result != STORE_OK)
        return visit_store(result);
    if (!receipt || !download_is_of(reg, receipt->what))
        return OUTCOME_ABSENT;
    progress_stop(receipt->reference); /* one that has ended meanwhile is shown as it ended */
    return visit_redirect(visit, arena_printf(visit->arena, "%s/%s", reg->receipts, receipt->reference));
}
