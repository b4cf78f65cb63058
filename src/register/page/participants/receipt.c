/* What a download leaves behind it. */
#include "register/page/participants/receipt.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/participants/places.h"

static const char folder[] = "/deltakere/";

enum { WORDS_AT_MOST = 256 * 1024 };

/* The selection as it was settled: with the year that the address leaves to the register, since that is another one next
 * year. */
static struct selection settled(struct arena *arena, const struct selection *selection)
{
    struct selection made = *selection;
    struct selection_field *fields;

    if (selection->query.confirmed == OVERVIEW_ALL || selection->year || !selection->query.year)
        return made;
    fields = arena_alloc_many(arena, selection->field_count + 1, sizeof *fields);
    memcpy(fields, selection->fields, selection->field_count * sizeof *fields);
    fields[made.field_count++] =
        (struct selection_field){"rapporteringsar", arena_printf(arena, "%d", selection->query.year),
                                 arena_printf(arena, _("Rapporteringsår: %d"), selection->query.year)};
    made.fields = fields;
    made.year = selection->query.year;
    return made;
}

static const char *address_of(const struct download *download, const struct selection *selection)
{
    struct arena *arena = download->visit->arena;
    const char *query = selection_query(arena, selection, 0);

    for (size_t i = 0; i < download->option_count; i++)
        query = arena_printf(arena, "%s%c%s=%s", query, *query ? '&' : '?', download->options[i].name,
                             download->options[i].value);
    return arena_printf(arena, "%s%s", download->visit->request->path, query);
}

static void add_line(struct buffer *out, const char *line)
{
    if (out->length > 0)
        buffer_add_char(out, '\n');
    buffer_add_text(out, line);
}

/* A search for persons is told by how much was searched for, and not by what. */
static const char *search_words(struct arena *arena, const struct selection *selection)
{
    size_t count = 0;

    for (size_t i = 0; i < SEARCH_BOXES; i++)
        count += selection->query.search->boxes[i].count;
    return arena_printf(arena, _("Søk etter personer, antall søkeord: %zu"), count);
}

/* "Deltakere i Oslo", "Status: Endret", ... */
static const char *words_of(const struct visit *visit, const struct selection *selection)
{
    struct buffer out;

    buffer_init(&out, visit->arena, WORDS_AT_MOST);
    add_line(&out, arena_printf(visit->arena, _("Deltakere i %s"), places_of(visit->arena, visit->context.account)));
    if (selection->query.statuses == 0)
        add_line(&out, _("Utskrevne deltakere er ikke med"));
    for (size_t i = 0; i < selection->field_count; i++)
        add_line(&out, text_equal(selection->fields[i].name, selection_search) ? search_words(visit->arena, selection)
                                                                              : selection->fields[i].label);
    return buffer_text(&out);
}

static void describe_selection(struct download *download)
{
    struct visit *visit = download->visit;
    struct selection selection = settled(visit->arena, &download->selection);

    download->entry.what = visit->request->path + strlen(folder);
    download->entry.address = address_of(download, &selection);
    download->entry.words = words_of(visit, &selection);
    download->entry.search = selection.reference;
}

enum outcome receipt_open(struct download *download)
{
    struct visit *visit = download->visit;

    if (!download->entry.what)
        describe_selection(download);
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
            arena_printf(arena, _("Står på kvitteringen i registeret: %s%skvittering/%s"), visit->site->base_path, folder,
                         download->ticket.reference));
}
