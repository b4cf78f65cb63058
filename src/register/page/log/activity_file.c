/* The activity log as a file: what is on the screen, all its pages, read in pieces so that its length costs no memory. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/download/download.h"
#include "register/page/log/activity_details.h"
#include "register/page/log/activity_filter.h"
#include "register/page/log/activity_words.h"
#include "register/page/pages.h"

enum { PIECE = 500, PIECE_ARENA = 256 * 1024 * 1024, WORDS_AT_MOST = 4096, CELL_AT_MOST = 2 * 1024 * 1024 };

static void add_line(struct buffer *out, const char *line)
{
    buffer_add_format(out, "%s%s", out->length ? "\n" : "", line);
}

/* Of the receipt, a line each; a person is told as one, and not by whom. */
static const char *selection_words(struct visit *visit, const struct activity_filter *filter)
{
    struct buffer out;

    buffer_init(&out, visit->arena, WORDS_AT_MOST);
    for (enum activity_kind kind = ACTIVITY_MADE; kind < ACTIVITY_KINDS; kind++)
        if (filter->chosen & 1u << kind)
            add_line(&out, activity_kind_shown(kind));
    if (filter->user_shown)
        add_line(&out, arena_printf(visit->arena, _("Bruker: %s"), filter->user_shown));
    if (*filter->typed[ACTIVITY_FROM])
        add_line(&out, arena_printf(visit->arena, _("Fra: %s"), filter->typed[ACTIVITY_FROM]));
    if (*filter->typed[ACTIVITY_TO])
        add_line(&out, arena_printf(visit->arena, _("Til: %s"), filter->typed[ACTIVITY_TO]));
    if (filter->query.search)
        add_line(&out, _("Hendelser om én deltaker"));
    if (out.length == 0)
        add_line(&out, _("Hele aktivitetsloggen"));
    return buffer_text(&out);
}

static void add_sheet(struct download *download)
{
    const char *const labels[] = {_("Tidspunkt"), _("Handling"), _("Bruker"), _("Brukernavn"), _("Gjelder"),
                                  _("Deltaker"),  _("Kommune"),  _("Bydel"),  _("Slettet"),    _("Detaljer")};
    enum { COLUMNS = sizeof labels / sizeof *labels };
    struct xlsx_column *columns = arena_alloc_many(download->visit->arena, COLUMNS, sizeof *columns);

    for (size_t i = 0; i < COLUMNS; i++)
        columns[i] = (struct xlsx_column){labels[i], CELL_TEXT};
    table_sheet(&download->table, "aktivitetslogg", columns, COLUMNS);
}

static const char *details_cell(struct visit *visit, const struct activity_event *event)
{
    struct activity_details details = activity_details_of(visit, event);
    struct buffer out;

    buffer_init(&out, visit->arena, CELL_AT_MOST);
    for (size_t i = 0; i < details.count; i++) {
        const struct activity_detail *detail = &details.items[i];

        buffer_add_format(&out, "%s%s: ", i ? "; " : "", detail->label);
        if (detail->before)
            buffer_add_format(&out, "%s → ", detail->before);
        buffer_add_text(&out, detail->now);
    }
    return buffer_text(&out);
}

/* `visit` is the request's, with an arena of the piece's own. */
static bool send_event(struct download *download, struct visit *visit, const struct activity_event *event)
{
    struct table *table = &download->table;
    char id[PARTICIPANT_ID_TEXT] = "";

    if (event->participant)
        participant_id_show(event->participant, id);
    table_cell(table, CELL_TEXT, clock_show_second(visit->arena, event->place.at));
    table_cell(table, CELL_TEXT, activity_kind_shown(event->kind));
    table_cell(table, CELL_TEXT, activity_who(visit, event));
    table_cell(table, CELL_TEXT, event->brukernavn);
    table_cell(table, CELL_TEXT, activity_subject(visit, event));
    table_cell(table, CELL_TEXT, id);
    table_cell(table, CELL_TEXT, event->kommunenavn);
    table_cell(table, CELL_TEXT, event->bydel ? places_name(&visit->site->places, event->bydel) : NULL);
    table_cell(table, CELL_TEXT, event->is_deleted ? _("Ja") : NULL);
    table_cell(table, CELL_TEXT, details_cell(visit, event));
    return download_end_row(download);
}

static enum store_result send_events(struct download *download, const struct activity_filter *filter, bool *whole_out)
{
    struct arena *arena = arena_new(PIECE_ARENA);
    struct visit piece = *download->visit;
    struct activity_place after = {0};
    struct activity_list list = {.count = PIECE};
    enum store_result result = STORE_OK;

    piece.arena = arena;
    *whole_out = true;
    while (result == STORE_OK && *whole_out && list.count == PIECE) {
        arena_reset(arena);
        result = activity_load(&piece.site->store, arena, &filter->query, &after, false, PIECE, download->ticket.reference, &list);
        *whole_out = result == STORE_OK && list.is_there;
        for (size_t i = 0; *whole_out && i < list.count; i++)
            *whole_out = send_event(download, &piece, &list.events[i]);
        if (list.count == 0)
            break;
        after = list.events[list.count - 1].place;
        after.at = arena_copy(download->visit->arena, after.at); /* outlives the piece */
        after.id = arena_copy(download->visit->arena, after.id);
    }
    arena_free(&arena);
    return result;
}

/* The search is there still? Told before the download is noted. */
static enum outcome read_asked(struct visit *visit, struct activity_filter *filter)
{
    const struct places *places = NULL;
    enum outcome outcome = activity_filter_read(visit, &visit->request->query, filter);

    if (outcome == OUTCOME_READY && filter->problem_count > 0) {
        visit->reason = _("Adressen til filen har en dato eller en bruker som ikke kan leses. Hent filen fra siden.");
        return OUTCOME_BAD;
    }
    return outcome == OUTCOME_READY ? visit_store(visit_places(visit, &places)) : outcome;
}

enum outcome page_activity_file(struct visit *visit)
{
    struct activity_filter filter;
    struct download download = {.visit = visit, .table = {.format = TABLE_CSV, .csv = {.profile = CSV_EXCEL}}};
    enum outcome outcome = read_asked(visit, &filter);
    enum store_result result;
    bool whole = false;

    if (outcome != OUTCOME_READY)
        return outcome;
    download.entry = (struct receipt_entry){
        .what = visit->request->path + 1,
        .address = arena_printf(visit->arena, "%s%s", visit->request->path, activity_filter_query(visit->arena, &filter, false)),
        .words = selection_words(visit, &filter),
        .search = filter.query.search,
    };
    outcome = download_begin(&download, "aktivitetslogg");
    if (outcome != OUTCOME_READY)
        return outcome;
    add_sheet(&download);
    result = send_events(&download, &filter, &whole);
    return download_end(&download, result, whole);
}
