/* What a download leaves behind it. */
#include "register/page/download/receipt.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/words.h"
#include "register/page/download/register.h"

enum outcome receipt_open(struct download *download)
{
    struct visit *visit = download->visit;

    download->entry.file = visit->response.file_name;
    download->entry.codebook_version = visit->site->codebook->version;
    download->entry.codebook_digest = visit->site->codebook->digest;
    return visit_store(receipt_begin(&visit->site->store, visit->arena, &download->entry, &download->ticket));
}

bool receipt_close(struct download *download, bool whole)
{
    struct visit *visit = download->visit;
    struct receipt_end end = {.whole = whole, .rows = download->rows, .bytes = download->bytes};
    unsigned char hash[CRYPTO_HASH_SIZE];
    char text[2 * CRYPTO_HASH_SIZE + 1];

    crypto_sha256_end(download->hashing, hash);
    crypto_hex(hash, sizeof hash, text);
    end.sha256 = whole ? text : NULL;
    return receipt_finish(&visit->site->store, visit->arena, &download->ticket, &end) == STORE_OK;
}

static void add_row(struct table *table, const char *label, enum cell_type type, const char *value)
{
    table_cell(table, CELL_TEXT, label);
    table_cell(table, type, value);
    table_end_row(table);
}

static void add_words(struct download *download, const char *label)
{
    char *rest = arena_copy(download->visit->arena, download->entry.words);

    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
        add_row(&download->table, label, CELL_TEXT, line);
        label = NULL;
    }
}

void receipt_add_sheet(struct download *download)
{
    struct visit *visit = download->visit;
    struct arena *arena = visit->arena;
    struct table *table = &download->table;
    struct xlsx_column *columns = arena_alloc_many(arena, 2, sizeof *columns);

    columns[0] = (struct xlsx_column){_("Opplysning"), CELL_TEXT};
    columns[1] = (struct xlsx_column){_("Verdi"), CELL_TEXT};
    table_sheet(table, "kvittering", columns, 2);
    add_row(table, _("Kvittering"), CELL_TEXT, download->ticket.reference);
    add_row(table, _("Fil"), CELL_TEXT, download->entry.file);
    add_row(table, _("Lastet ned"), CELL_TEXT, clock_show_minute(arena, download->ticket.began_at));
    add_row(table, _("Av"), CELL_TEXT, visit->context.account->name);
    add_words(download, _("Utvalg"));
    add_row(table, _("Adresse"), CELL_TEXT, download->entry.address);
    add_row(table, _("Antall rader"), CELL_NUMBER, arena_printf(arena, "%lu", download->rows));
    add_row(table, _("Kodebok, versjon"), CELL_TEXT, download->entry.codebook_version);
    add_row(table, _("Kodebok, SHA-256"), CELL_TEXT, download->entry.codebook_digest);
    add_row(table, _("Filens SHA-256"), CELL_TEXT,
            arena_printf(arena, _("Står på kvitteringen i registeret: %s%s/%s"), visit->site->base_path,
                         download_register(visit)->receipts, download->ticket.reference));
}
