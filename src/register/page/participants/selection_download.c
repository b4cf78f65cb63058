/* A download of participants that the overview's address asks for. */
#include "register/page/participants/selection_download.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/participants/places.h"

static const char folder[] = "/deltakere/";

enum { WORDS_AT_MOST = 256 * 1024 };

enum outcome selection_download_read(struct visit *visit, unsigned options, struct selection_download *download_out)
{
    enum outcome outcome = download_options_read(visit, options, &download_out->file);

    if (outcome != OUTCOME_READY)
        return outcome;
    return selection_read(visit, download_options_names(&download_out->file, options), &download_out->selection);
}

/* The selection as it was settled: with the year that the address leaves to the register, since that is another one next
 * year. */
static struct selection settled(struct arena *arena, const struct selection *selection)
{
    struct selection made = *selection;
    struct list_field *fields;

    if (selection->query.confirmed == OVERVIEW_ALL || selection->year || !selection->query.year)
        return made;
    fields = arena_alloc_many(arena, selection->list.field_count + 1, sizeof *fields);
    memcpy(fields, selection->list.fields, selection->list.field_count * sizeof *fields);
    fields[made.list.field_count++] =
        (struct list_field){"rapporteringsar", arena_printf(arena, "%d", selection->query.year),
                                 arena_printf(arena, _("Rapporteringsår: %d"), selection->query.year)};
    made.list.fields = fields;
    made.year = selection->query.year;
    return made;
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
    for (size_t i = 0; i < selection->list.field_count; i++)
        add_line(&out, text_equal(selection->list.fields[i].name, list_search_field) ? search_words(visit->arena, selection)
                                                                              : selection->list.fields[i].label);
    return buffer_text(&out);
}

static void describe(struct selection_download *download)
{
    struct download *file = &download->file;
    struct visit *visit = file->visit;
    struct selection selection = settled(visit->arena, &download->selection);

    file->entry.what = visit->request->path + strlen(folder);
    file->entry.address = download_options_address(file, list_query(visit->arena, &selection.list, 0));
    file->entry.words = words_of(visit, &selection);
    file->entry.search = selection.list.reference;
}

enum outcome selection_download_begin(struct selection_download *download, const char *what)
{
    describe(download);
    return download_begin(&download->file, what);
}

void selection_download_announce(struct selection_download *download)
{
    if (overview_sorts(&download->selection.query))
        download_announce(&download->file);
}
