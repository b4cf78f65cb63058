/* The report on persons who have ended the introduction programme. */
#include "register/store/intro_report.h"

#include <assert.h>
#include <limits.h>

#include "engine/base/text.h"
#include "register/store/intro_report_order.h"
#include "register/store/stream.h"

enum column {
    COLUMN_ID,
    COLUMN_DUF,
    COLUMN_NAME,
    COLUMN_CATEGORY,
    COLUMN_GOAL,
    COLUMN_CAUSE,
    COLUMN_END,
    COLUMN_MUNICIPALITY,
    COLUMN_DISTRICT,
    COLUMN_ENTERED,
    COLUMN_ENTERER,
    COLUMN_DEADLINE
};

static const char row_columns[] =
    "p.participant_id, p.duf_nummer, p.navn, p.kategori, p.sluttmal, p.avslutningsarsak, p.avslutningsdato,"
    " p.kommunenummer, p.bydel, p.ended_entered_at, p.ended_entered_by_name, p.gjennomforingsfrist";

static participant_id id_of(const char *value)
{
    long long id = 0;

    if (!text_to_integer(value, 0, LLONG_MAX, &id))
        assert(!"a person without a number");
    return (participant_id)id;
}

static struct intro_report_row row_of(const char *const *values)
{
    return (struct intro_report_row){
        .id = id_of(values[COLUMN_ID]),
        .duf_nummer = values[COLUMN_DUF],
        .navn = values[COLUMN_NAME],
        .kategori = values[COLUMN_CATEGORY],
        .sluttmal = values[COLUMN_GOAL],
        .avslutningsarsak = values[COLUMN_CAUSE],
        .avslutningsdato = values[COLUMN_END],
        .kommunenummer = values[COLUMN_MUNICIPALITY],
        .bydel = values[COLUMN_DISTRICT],
        .entered_at = values[COLUMN_ENTERED],
        .entered_by_name = values[COLUMN_ENTERER],
        .gjennomforingsfrist = values[COLUMN_DEADLINE],
    };
}

/* Ranges of the index that counts: four digits each, as the caller has seen to. */
static void add_years(struct sentence *sentence, const struct intro_report_query *query)
{
    for (size_t i = 0; i < query->year_count; i++)
        buffer_add_format(&sentence->sql, "%s p.avslutningsdato BETWEEN '%s-01-01' AND '%s-12-31'", i ? " OR" : " AND (",
                          query->years[i], query->years[i]);
    buffer_add_text(&sentence->sql, query->year_count ? ")" : " AND p.avslutningsdato IS NOT NULL");
}

/* Who has ended, and how. */
static void narrow(struct sentence *sentence, const void *about)
{
    const struct intro_report_query *query = about;

    buffer_add_format(&sentence->sql, " AND p.lov = %d", query->law);
    add_years(sentence, query);
    sentence_among(sentence, "LEFT(p.kommunenummer, 2)", query->counties, query->county_count);
    if (query->entered_by != INTRO_REPORT_ANYBODY)
        buffer_add_format(&sentence->sql, " AND p.ended_by = '%s'",
                          query->entered_by == INTRO_REPORT_ENGINE ? "engine" : "municipality");
}

static struct intro_branch branch_of(const struct intro_report_query *query, const char *columns, const char *tail)
{
    return (struct intro_branch){.columns = columns, .narrow = narrow, .about = query, .tail = tail};
}

static void add_cause(struct intro_report_causes *causes, int code, unsigned long count)
{
    size_t at = 0;

    while (at < causes->count && causes->items[at].code != code)
        at++;
    if (at == causes->count)
        causes->items[causes->count++] = (struct intro_report_cause){.code = code};
    causes->items[at].count += count;
    causes->total += count;
}

static void add_causes(struct arena *arena, struct intro_report_causes *causes, const struct database_set *set)
{
    causes->items = arena_alloc_many(arena, set->row_count + 1, sizeof *causes->items);
    for (size_t i = 0; i < set->row_count; i++)
        add_cause(causes, (int)store_cell_number(set, &set->rows[i], "avslutningsarsak"),
                  (unsigned long)store_cell_number(set, &set->rows[i], "persons"));
}

enum store_result intro_report_causes(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                      struct intro_report_causes *causes_out)
{
    struct intro_branch branch =
        branch_of(query, "p.avslutningsarsak, COUNT(*) AS persons", " GROUP BY p.avslutningsarsak");
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;

    *causes_out = (struct intro_report_causes){0};
    sentence_init(&sentence, arena);
    intro_branches_add(&sentence, &query->persons, &branch);
    result = sentence_ask(store, &sentence, "intro-report-causes", &answer);
    if (result != STORE_OK)
        return result;
    add_causes(arena, causes_out, &answer.sets[0]);
    return causes_out->total == 0 ? store_found_none(store, arena) : STORE_OK;
}

/* Whom the page shows, from an index alone where it has what is asked for. */
static enum store_result find(struct store *store, struct arena *arena, const struct intro_report_query *query,
                              const struct intro_piece *piece, participant_id *ids, size_t *count_out)
{
    const char *columns = arena_printf(arena, "p.participant_id%s", intro_report_order_columns(arena, query));
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;

    sentence_init(&sentence, arena);
    intro_branches_add_piece(&sentence, &query->persons, branch_of(query, columns, ""), piece);
    result = sentence_ask(store, &sentence, "intro-report-find", &answer);
    *count_out = result == STORE_OK ? answer.sets[0].row_count : 0;
    for (size_t i = 0; i < *count_out; i++)
        ids[i] = id_of(answer.sets[0].rows[i].values[0]);
    return result;
}

static void place_row(struct intro_report_page *page, const participant_id *ids, size_t count, struct intro_report_row row)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == row.id)
            page->rows[i] = row;
}

/* One who went away since she was found leaves no gap. */
static void close_gaps(struct intro_report_page *page, size_t count)
{
    page->count = 0;
    for (size_t i = 0; i < count; i++)
        if (page->rows[i].id != 0)
            page->rows[page->count++] = page->rows[i];
}

static enum store_result read_found(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                    const participant_id *ids, size_t count, struct intro_report_page *page)
{
    struct intro_query these = {.scopes = query->persons.scopes, .scope_count = query->persons.scope_count, .ids = ids,
                                .id_count = count};
    struct intro_branch branch = branch_of(query, row_columns, "");
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;

    sentence_init(&sentence, arena);
    intro_branches_add(&sentence, &these, &branch);
    result = sentence_ask(store, &sentence, "intro-report-page", &answer);
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        place_row(page, ids, count, row_of(answer.sets[0].rows[i].values));
    close_gaps(page, count);
    return result;
}

enum store_result intro_report_page(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                    unsigned long offset, size_t limit, struct intro_report_page *page_out)
{
    struct intro_piece piece = {intro_report_order_in_branch(arena, query), intro_report_order_in_all(arena, query), offset,
                                limit};
    participant_id *ids = arena_alloc_many(arena, limit, sizeof *ids);
    size_t count = 0;
    enum store_result result;

    *page_out = (struct intro_report_page){.rows = arena_alloc_many(arena, limit, sizeof *page_out->rows)};
    for (size_t i = 0; i < limit; i++)
        page_out->rows[i] = (struct intro_report_row){0};
    result = find(store, arena, query, &piece, ids, &count);
    if (result != STORE_OK || count == 0)
        return result;
    return read_found(store, arena, query, ids, count, page_out);
}

static bool take_id(void *context, struct arena *row_arena, const struct database_row *row)
{
    struct intro_report_whom *whom = context;

    (void)row_arena;
    if (whom->count == whom->room)
        return false;
    whom->ids[whom->count++] = id_of(row->values[0]);
    return true;
}

enum store_result intro_report_ids(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                   struct intro_report_whom *whom)
{
    struct intro_branch branch = branch_of(query, "p.participant_id AS id", "");
    struct sentence sentence;
    bool whole = false;

    whom->count = 0;
    sentence_init(&sentence, arena);
    intro_branches_add(&sentence, &query->persons, &branch);
    buffer_add_text(&sentence.sql, " ORDER BY id");
    return stream_sentence(store, &sentence, "intro-report-ids", take_id, whom, &whole);
}

struct report_take {
    intro_report_taker *take;
    void *taker;
};

static bool take_row(void *context, struct arena *row_arena, const struct database_row *row)
{
    const struct report_take *report = context;
    struct intro_report_row made = row_of(row->values);

    return report->take(report->taker, row_arena, &made);
}

enum store_result intro_report_stream(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                      intro_report_taker *take, void *taker, bool *whole_out)
{
    struct report_take report = {take, taker};
    struct intro_branch branch = branch_of(
        query, arena_printf(arena, "%s%s", row_columns, intro_report_order_columns(arena, query)), "");
    struct sentence sentence;

    sentence_init(&sentence, arena);
    intro_branches_add(&sentence, &query->persons, &branch);
    buffer_add_text(&sentence.sql, intro_report_order_in_all(arena, query));
    return stream_sentence(store, &sentence, "intro-report-stream", take_row, &report, whole_out);
}
