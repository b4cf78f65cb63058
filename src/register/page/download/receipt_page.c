/* Receipts of downloads as pages: one, and one's own latest (requirement D6). */
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/download/receipt_page.h"
#include "register/page/download/register.h"
#include "register/page/download/under_way.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/receipt.h"

enum { REFERENCE_LENGTH = 32 };

static const struct {
    const char *what, *label;
} contents[] = {
    {"oversikt.csv", N_("Deltakeroversikt (CSV)")},   {"oversikt.xlsx", N_("Deltakeroversikt (Excel)")},
    {"datasett.csv", N_("Fullt datasett (CSV)")},     {"datasett.xlsx", N_("Fullt datasett (Excel)")},
    {"prover.csv", N_("Norskprøver (CSV)")},         {"aktivitetslogg.csv", N_("Aktivitetslogg (CSV)")},
    {"introduksjon/avsluttede.csv", N_("Rapport over avsluttede (CSV)")},
    {"introduksjon/eksport.csv", N_("Hele introduksjonsregisteret, som fil fra driften (CSV)")},
};

const char *receipt_content(const struct receipt *receipt)
{
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
        if (text_equal(contents[i].what, receipt->what))
            return words_text(contents[i].label);
    return receipt->what;
}

static void fill_words(struct visit *visit, struct values *page, const char *words)
{
    char *rest = arena_copy(visit->arena, words);

    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        values_set(values_section(page, "FILTER"), "FILTER_TEXT", line);
}

/* How many rows, and the checksum, are known of a whole file alone. */
static void fill_end(struct visit *visit, struct values *values, const struct receipt *receipt)
{
    struct values *whole;

    if (under_way_fill(visit, values, receipt, 0))
        return;
    if (!receipt->ended_at) {
        values_show(values, "NOT_ENDED");
    } else if (!receipt->end.whole) {
        values_show(values, "BROKEN");
    } else {
        whole = values_section(values, "WHOLE");
        values_set(whole, "ROW_COUNT", show_count(visit->arena, receipt->end.rows));
        values_set(whole, "BYTE_COUNT", show_count(visit->arena, (unsigned long)receipt->end.bytes));
        values_set(whole, "SHA256", receipt->end.sha256);
    }
}

static void fill_receipt(struct visit *visit, struct values *values, const struct receipt *receipt)
{
    values_set(values, "ID", receipt->reference);
    values_set(values, "DATASET", receipt_content(receipt));
    values_set(values, "MADE_AT", clock_show_minute(visit->arena, receipt->began_at));
    fill_end(visit, values, receipt);
}

/* The way back. */
static void fill_register(struct values *page, const struct download_register *reg)
{
    values_set(page, "RECEIPTS", reg->receipts);
    values_set(page, "LIST", reg->list);
    values_set(page, "LIST_LABEL", words_text(reg->list_label));
}

static enum outcome show_receipt(struct visit *visit, const struct receipt *receipt)
{
    struct values *page = visit_page(visit, "kvittering.html", _("Kvittering for nedlasting"));

    fill_register(page, download_register(visit));
    fill_receipt(visit, page, receipt);
    values_set(page, "FILE_NAME", receipt->file);
    values_set(page, "MADE_BY", receipt->user_name);
    fill_words(visit, page, receipt->words);
    values_set(page, "ADDRESS", receipt->address);
    values_set(page, "CODEBOOK_VERSION", receipt->codebook_version);
    values_set(page, "CODEBOOK_DIGEST", receipt->codebook_digest);
    return visit_render(visit, 200);
}

enum outcome page_receipt(struct visit *visit)
{
    const struct receipt *receipt = NULL;
    enum store_result result;

    if (strlen(visit->part) != REFERENCE_LENGTH || visit->part[strspn(visit->part, "0123456789abcdef")])
        return OUTCOME_ABSENT;
    result = receipt_load(&visit->site->store, visit->arena, visit->part, &receipt);
    if (result != STORE_OK)
        return visit_store(result);
    return receipt && download_is_of(download_register(visit), receipt->what) ? show_receipt(visit, receipt) : OUTCOME_ABSENT;
}

enum outcome page_receipts(struct visit *visit)
{
    const struct download_register *reg = download_register(visit);
    struct receipts receipts;
    enum store_result result = receipts_load(&visit->site->store, visit->arena, reg->name, &receipts);
    struct values *page;

    if (result != STORE_OK)
        return visit_store(result);
    page = visit_page(visit, "kvitteringer.html", _("Kvitteringer for nedlastingene dine"));
    fill_register(page, reg);
    values_show(page, receipts.count > 0 ? "SOME" : "NONE");
    for (size_t i = 0; i < receipts.count; i++)
        fill_receipt(visit, values_section(page, "RECEIPT"), &receipts.items[i]);
    return visit_render(visit, 200);
}
