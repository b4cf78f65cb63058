/* How the introduction programme stands. */
#include "register/store/intro_summary.h"

#include "engine/base/date.h"
#include "register/domain/introduksjon/law.h"

static const char *iso(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    return arena_copy(arena, text);
}

/* Who is on the list, of the branches' table p. Numbers and dates are ours, not text from outside. What keeps the start's
 * deadline is what programme_has_basis asks for. */
static const char *condition(struct arena *arena, const struct intro_summary *summary, enum intro_waiting waiting)
{
    const char *soon = iso(arena, summary->soon);

    if (waiting == INTRO_WITHOUT_CAUSE)
        return arena_printf(arena, "p.ended_by = 'engine' AND p.avslutningsarsak IN (%d, %d)", summary->causes[0],
                            summary->causes[1]);
    if (waiting == INTRO_DEADLINE)
        return arena_printf(arena, "p.avslutningsdato IS NULL AND p.gjennomforingsfrist <= '%s'", soon);
    return arena_printf(arena,
                        "p.avslutningsdato IS NULL AND p.oppstartsfrist <= '%s'"
                        " AND (p.decided_on IS NULL OR p.lov <> %d AND p.sluttmal IS NULL)",
                        soon, LAW_INTRODUKSJONSLOVEN);
}

static const char *figures(struct arena *arena, const struct intro_summary *summary)
{
    return arena_printf(arena,
                        "p.kommunenummer, p.bydel,"
                        " COUNT(CASE WHEN p.decided_on IS NOT NULL AND p.avslutningsdato IS NULL THEN 1 END) AS in_programme,"
                        " COUNT(CASE WHEN p.avslutningsdato BETWEEN '%04d-01-01' AND '%04d-12-31' THEN 1 END) AS ended,"
                        " COUNT(CASE WHEN %s THEN 1 END) AS without_cause, COUNT(CASE WHEN %s THEN 1 END) AS deadlines,"
                        " COUNT(CASE WHEN %s THEN 1 END) AS starts",
                        summary->today.year, summary->today.year, condition(arena, summary, INTRO_WITHOUT_CAUSE),
                        condition(arena, summary, INTRO_DEADLINE), condition(arena, summary, INTRO_START));
}

static struct intro_query everybody(const struct intro_summary *summary)
{
    return (struct intro_query){.scopes = summary->scopes, .scope_count = summary->scope_count};
}

/* Places with their names, in the alphabet's order. */
static void by_name(struct sentence *sentence)
{
    const char *places = arena_copy(sentence->arena, buffer_text(&sentence->sql));

    buffer_clear(&sentence->sql);
    buffer_add_format(&sentence->sql,
                      "SELECT f.*, m.kommunenavn FROM (%s) f LEFT JOIN municipality_list m ON m.kommunenummer = f.kommunenummer"
                      " ORDER BY m.kommunenavn, f.kommunenummer, f.bydel",
                      places);
}

static unsigned long number(const struct database_set *set, const struct database_row *row, const char *name)
{
    return (unsigned long)store_cell_number(set, row, name);
}

enum store_result intro_summary_places(struct store *store, struct arena *arena, const struct intro_summary *summary,
                                       struct intro_places *places_out)
{
    const struct intro_query query = everybody(summary);
    const struct intro_branch branch = {.columns = figures(arena, summary), .tail = " GROUP BY p.kommunenummer, p.bydel"};
    struct sentence sentence;
    struct database_answer answer;
    const struct database_set *set;
    struct intro_figures *items;
    enum store_result result;

    *places_out = (struct intro_places){0};
    sentence_init(&sentence, arena);
    intro_branches_add(&sentence, &query, &branch);
    by_name(&sentence);
    result = sentence_ask(store, &sentence, "intro-places", &answer);
    if (result != STORE_OK)
        return result;
    set = &answer.sets[0];
    items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    for (size_t i = 0; i < set->row_count; i++)
        items[i] = (struct intro_figures){
            .kommunenummer = store_cell(set, &set->rows[i], "kommunenummer"),
            .kommunenavn = store_cell(set, &set->rows[i], "kommunenavn"),
            .bydel = store_cell(set, &set->rows[i], "bydel"),
            .in_programme = number(set, &set->rows[i], "in_programme"),
            .ended = number(set, &set->rows[i], "ended"),
            .without_cause = number(set, &set->rows[i], "without_cause"),
            .deadlines = number(set, &set->rows[i], "deadlines"),
            .starts = number(set, &set->rows[i], "starts"),
        };
    *places_out = (struct intro_places){items, set->row_count};
    return set->row_count == 0 ? store_found_none(store, arena) : STORE_OK;
}

struct narrowing {
    const struct intro_summary *summary;
    enum intro_waiting waiting;
};

static void narrow(struct sentence *sentence, const void *about)
{
    const struct narrowing *narrowing = about;

    buffer_add_format(&sentence->sql, " AND %s", condition(sentence->arena, narrowing->summary, narrowing->waiting));
}

static struct intro_person person_of(const struct database_set *set, const struct database_row *row)
{
    return (struct intro_person){
        .id = (participant_id)store_cell_number(set, row, "participant_id"),
        .navn = store_cell(set, row, "navn"),
        .duf_nummer = store_cell(set, row, "duf_nummer"),
        .kommunenummer = store_cell(set, row, "kommunenummer"),
        .bydel = store_cell(set, row, "bydel"),
        .day = store_cell(set, row, "day"),
        .cause = store_cell(set, row, "avslutningsarsak") ? (int)store_cell_number(set, row, "avslutningsarsak") : 0,
    };
}

enum store_result intro_summary_waiting(struct store *store, struct arena *arena, const struct intro_summary *summary,
                                        enum intro_waiting waiting, unsigned long offset, size_t limit,
                                        struct intro_persons *persons_out)
{
    static const char *const days[] = {[INTRO_WITHOUT_CAUSE] = "avslutningsdato", [INTRO_DEADLINE] = "gjennomforingsfrist",
                                       [INTRO_START] = "oppstartsfrist"};
    const char *order = waiting == INTRO_WITHOUT_CAUSE ? "day DESC, participant_id" : "day, participant_id";
    const struct narrowing narrowing = {summary, waiting};
    const struct intro_query query = everybody(summary);
    const struct intro_branch branch = {
        .columns = arena_printf(arena,
                                "p.participant_id, p.navn, p.duf_nummer, p.kommunenummer, p.bydel, p.avslutningsarsak,"
                                " p.%s AS day", days[waiting]),
        .narrow = narrow,
        .about = &narrowing,
    };
    struct intro_piece piece = {.offset = offset, .limit = limit};
    struct sentence sentence;
    struct database_answer answer;
    const struct database_set *set;
    struct intro_person *items;
    enum store_result result;

    *persons_out = (struct intro_persons){0};
    piece.in_branch = piece.in_all = arena_printf(arena, " ORDER BY %s", order);
    sentence_init(&sentence, arena);
    intro_branches_add_piece(&sentence, &query, branch, &piece);
    result = sentence_ask(store, &sentence, "intro-waiting", &answer);
    if (result != STORE_OK)
        return result;
    set = &answer.sets[0];
    items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    for (size_t i = 0; i < set->row_count; i++)
        items[i] = person_of(set, &set->rows[i]);
    *persons_out = (struct intro_persons){items, set->row_count};
    return set->row_count == 0 ? store_found_none(store, arena) : STORE_OK;
}
