/* The list of persons of the introduction programme. */
#include "register/store/intro_list.h"

#include <assert.h>
#include <limits.h>

#include "engine/base/text.h"

static const struct {
    enum intro_list_status bit;
    const char *condition;
} statuses[] = {
    {INTRO_LIST_WAITING, "p.ended_by IS NULL AND p.decided_on IS NULL"},
    {INTRO_LIST_GOING_ON, "p.ended_by IS NULL AND p.decided_on IS NOT NULL"},
    {INTRO_LIST_ENDED, "p.ended_by = 'municipality'"},
    {INTRO_LIST_ENDED_BY_ENGINE, "p.ended_by = 'engine'"},
};
enum { STATUSES = sizeof statuses / sizeof *statuses };

#define STATUS_OF \
    "CASE WHEN p.ended_by = 'engine' THEN 8 WHEN p.ended_by = 'municipality' THEN 4 WHEN p.decided_on IS NULL THEN 1 ELSE 2 END"

/* Names of places are few, and asked for once each. */
static const struct order_key {
    const char *key;
    bool can_be_empty;
    bool is_indexed; /* by every view, behind its place */
} keys[] = {
    [INTRO_LIST_BY_NAME] = {"p.navn", false, true},
    [INTRO_LIST_BY_DUF] = {"p.duf_nummer", false, true},
    [INTRO_LIST_BY_CATEGORY] = {"p.kategori", false, false},
    [INTRO_LIST_BY_LAW] = {"p.lov", false, false},
    [INTRO_LIST_BY_MUNICIPALITY] = {"(SELECT m.kommunenavn FROM municipality_list m WHERE m.kommunenummer = p.kommunenummer)", false,
                                    false},
    [INTRO_LIST_BY_DISTRICT] = {"(SELECT d.bydelsnavn FROM district_list d WHERE d.bydel = p.bydel)", true, false},
    [INTRO_LIST_BY_GOAL] = {"p.sluttmal", true, false},
    [INTRO_LIST_BY_DEADLINE] = {"p.gjennomforingsfrist", true, false},
    [INTRO_LIST_BY_STATUS] = {"CONCAT(" STATUS_OF ", COALESCE(p.avslutningsdato, ''))", false, false},
};

enum column {
    COLUMN_ID,
    COLUMN_DUF,
    COLUMN_NAME,
    COLUMN_CATEGORY,
    COLUMN_LAW,
    COLUMN_MUNICIPALITY,
    COLUMN_DISTRICT,
    COLUMN_GOAL,
    COLUMN_DEADLINE,
    COLUMN_END,
    COLUMN_CAUSE,
    COLUMN_STATUS
};

static const char row_columns[] = "p.participant_id, p.duf_nummer, p.navn, p.kategori, p.lov, p.kommunenummer, p.bydel, p.sluttmal,"
                                  " p.gjennomforingsfrist, p.avslutningsdato, p.avslutningsarsak, " STATUS_OF " AS stands";

static long long number_of(const char *value)
{
    long long number = 0;

    if (!text_to_integer(value, 0, LLONG_MAX, &number))
        assert(!"no number where one is stored");
    return number;
}

static struct intro_list_row row_of(const char *const *values)
{
    return (struct intro_list_row){
        .id = (participant_id)number_of(values[COLUMN_ID]),
        .duf_nummer = values[COLUMN_DUF],
        .navn = values[COLUMN_NAME],
        .kategori = values[COLUMN_CATEGORY],
        .lov = values[COLUMN_LAW],
        .kommunenummer = values[COLUMN_MUNICIPALITY],
        .bydel = values[COLUMN_DISTRICT],
        .sluttmal = values[COLUMN_GOAL],
        .gjennomforingsfrist = values[COLUMN_DEADLINE],
        .avslutningsdato = values[COLUMN_END],
        .avslutningsarsak = values[COLUMN_CAUSE],
        .status = (enum intro_list_status)number_of(values[COLUMN_STATUS]),
    };
}

/* A page on its way. */
struct turning {
    struct store *store;
    struct arena *arena;
    const struct intro_list_query *query;
    const char *after_key; /* what the one whom it goes on from is sorted by; NULL: the offset says where it begins */
    participant_id after;
    participant_id *ids; /* found */
    size_t count;
};

static void add_statuses(struct sentence *sentence, unsigned wanted)
{
    const char *between = " AND (";

    for (size_t i = 0; i < STATUSES; i++) {
        if (!(wanted & statuses[i].bit))
            continue;
        buffer_add_format(&sentence->sql, "%s(%s)", between, statuses[i].condition);
        between = " OR ";
    }
    if (wanted)
        buffer_add_char(&sentence->sql, ')');
}

/* Behind her in the index: a range, and in it those who are called as she is by their numbers. */
static void add_after(struct sentence *sentence, const struct turning *turning)
{
    const char *key = keys[turning->query->column].key, *direction = turning->query->descending ? "<" : ">";

    buffer_add_format(&sentence->sql, " AND %s %s= ? AND (%s %s ? OR p.participant_id %s CAST(? AS UNSIGNED))", key, direction, key,
                      direction, direction);
    sentence_value(sentence, database_text(turning->after_key));
    sentence_value(sentence, database_text(turning->after_key));
    sentence_value(sentence, database_number(sentence->arena, (long long)turning->after));
}

static void narrow(struct sentence *sentence, const void *about)
{
    const struct turning *turning = about;

    add_statuses(sentence, turning->query->statuses);
    if (turning->after_key)
        add_after(sentence, turning);
}

enum store_result intro_list_count(struct store *store, struct arena *arena, const struct intro_list_query *query,
                                   unsigned long *count_out)
{
    const struct turning turning = {.query = query};
    struct intro_branch branch = {.columns = "COUNT(*) AS persons", .narrow = narrow, .about = &turning, .tail = ""};
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;

    *count_out = 0;
    sentence_init(&sentence, arena);
    intro_branches_add(&sentence, &query->persons, &branch);
    result = sentence_ask(store, &sentence, "intro-list-count", &answer);
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        *count_out += (unsigned long)store_cell_number(&answer.sets[0], &answer.sets[0].rows[i], "persons");
    return result == STORE_OK && *count_out == 0 ? store_found_none(store, arena) : result;
}

static const char *order_by(struct arena *arena, const struct intro_list_query *query, const char *empty, const char *key,
                            const char *id)
{
    const char *direction = query->descending ? "DESC" : "ASC";

    return arena_printf(arena, " ORDER BY %s%s %s, %s %s", keys[query->column].can_be_empty ? empty : "", key, direction, id,
                        direction);
}

/* Whom the page shows. */
static enum store_result find(struct turning *turning, unsigned long offset, size_t limit)
{
    const char *key = keys[turning->query->column].key;
    const struct intro_piece piece = {
        order_by(turning->arena, turning->query, arena_printf(turning->arena, "%s IS NULL, ", key), key, "p.participant_id"),
        order_by(turning->arena, turning->query, "order_empty, ", "order_key", "participant_id"), offset, limit};
    struct intro_branch branch = {.narrow = narrow, .about = turning, .tail = ""};
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;

    branch.columns = arena_printf(turning->arena, "p.participant_id, %s IS NULL AS order_empty, %s AS order_key", key, key);
    sentence_init(&sentence, turning->arena);
    intro_branches_add_piece(&sentence, &turning->query->persons, branch, &piece);
    result = sentence_ask(turning->store, &sentence, "intro-list-find", &answer);
    turning->count = result == STORE_OK ? answer.sets[0].row_count : 0;
    for (size_t i = 0; i < turning->count; i++)
        turning->ids[i] = (participant_id)number_of(answer.sets[0].rows[i].values[0]);
    return result;
}

/* The rows of those who were found, in that order; one who went away meanwhile leaves no gap. */
static enum store_result read_found(struct turning *turning, struct intro_list_page *page)
{
    const struct intro_query *all = &turning->query->persons;
    struct intro_query these = {.scopes = all->scopes, .scope_count = all->scope_count, .ids = turning->ids, .id_count = turning->count};
    struct intro_branch branch = {.columns = row_columns, .tail = ""};
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;

    sentence_init(&sentence, turning->arena);
    intro_branches_add(&sentence, &these, &branch);
    buffer_add_text(&sentence.sql, " ORDER BY FIELD(participant_id");
    for (size_t i = 0; i < turning->count; i++)
        buffer_add_format(&sentence.sql, ", %llu", (unsigned long long)turning->ids[i]);
    buffer_add_char(&sentence.sql, ')');
    result = sentence_ask(turning->store, &sentence, "intro-list-page", &answer);
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        page->rows[page->count++] = row_of(answer.sets[0].rows[i].values);
    return result;
}

/* What the one whom the page goes on from is sorted by, where the order is an index's and she is in the list. */
static enum store_result find_after(struct turning *turning, participant_id after)
{
    struct intro_list_query her = *turning->query;
    const struct turning asked = {.query = &her};
    struct intro_branch branch = {.columns = keys[her.column].key, .narrow = narrow, .about = &asked, .tail = ""};
    struct database_answer answer;
    struct sentence sentence;
    enum store_result result;
    const struct database_row *row;

    if (after == 0 || !keys[her.column].is_indexed)
        return STORE_OK;
    her.persons.ids = &after;
    her.persons.id_count = 1;
    sentence_init(&sentence, turning->arena);
    intro_branches_add(&sentence, &her.persons, &branch);
    result = sentence_ask(turning->store, &sentence, "intro-list-after", &answer);
    row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    turning->after_key = row ? row->values[0] : NULL;
    turning->after = after;
    return result;
}

/* Beyond the end is the last page. */
static void clamp(struct intro_list_page *page, size_t limit)
{
    if (page->offset > 0 && page->offset >= page->total)
        page->offset = page->total == 0 ? 0 : (page->total - 1) / limit * limit;
}

static enum store_result turn(struct turning *turning, const struct intro_list_place *place, struct intro_list_page *page)
{
    enum store_result result = page->offset == place->offset ? find_after(turning, place->after) : STORE_OK;

    if (result == STORE_OK && turning->after_key)
        result = find(turning, 0, place->limit);
    turning->after_key = NULL;
    if (result == STORE_OK && turning->count == 0)
        result = find(turning, page->offset, place->limit);
    return result == STORE_OK && turning->count > 0 ? read_found(turning, page) : result;
}

enum store_result intro_list_page(struct store *store, struct arena *arena, const struct intro_list_query *query,
                                  const struct intro_list_place *place, struct intro_list_page *page_out)
{
    struct turning turning = {.store = store, .arena = arena, .query = query,
                              .ids = arena_alloc_many(arena, place->limit, sizeof *turning.ids)};
    enum store_result result;

    *page_out = (struct intro_list_page){.rows = arena_alloc_many(arena, place->limit, sizeof *page_out->rows),
                                         .offset = place->offset};
    result = intro_list_count(store, arena, query, &page_out->total);
    clamp(page_out, place->limit);
    return result == STORE_OK && page_out->total > 0 ? turn(&turning, place, page_out) : result;
}
