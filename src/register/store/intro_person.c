/* One person in the introduction programme. */
#include "register/store/intro_person.h"

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "register/store/participant_set.h"

enum { SET_PERSON, SET_DECISIONS, SET_GOALS, SET_TERMINATIONS, SET_COUNT };
enum { FIELDS_AT_MOST = 16 * 1024 };

static struct date date_cell(const struct database_set *set, const struct database_row *row, const char *name)
{
    const char *text = store_cell(set, row, name);
    struct date date = DATE_NONE;

    return text && date_parse_iso(text, &date) ? date : DATE_NONE;
}

/* Those of one page alone: how she stands has columns of the same names. */
static const struct answers *answers_of(struct arena *arena, const struct codebook_register *reg, const char *page,
                                        const struct database_set *set, const struct database_row *row)
{
    struct answers *all = answers_new(arena, reg), *answers = answers_new(arena, reg);
    const struct codebook_page *of = codebook_find_page(reg, page);

    participant_set_answers(set, row, all);
    for (size_t i = 0; i < of->variable_count; i++)
        answers_set(answers, of->variables[i], *answers_get(all, of->variables[i]));
    return answers;
}

static struct programme_end end_of(const struct database_set *set, const struct database_row *row)
{
    const char *by = store_cell(set, row, "ended_by");

    if (!by)
        return (struct programme_end){.by = ENDED_BY_NOBODY};
    return (struct programme_end){
        .by = text_equal(by, "engine") ? ENDED_BY_ENGINE : ENDED_BY_MUNICIPALITY,
        .cause = (int)store_cell_number(set, row, "avslutningsarsak"),
        .date = date_cell(set, row, "avslutningsdato"),
    };
}

static struct programme read_programme(const struct database_set *set, const struct database_row *row)
{
    struct programme programme = {
        .law = (enum law)store_cell_number(set, row, "lov"),
        .category = (enum category)store_cell_number(set, row, "kategori"),
        .start_deadline = date_cell(set, row, "oppstartsfrist"),
        .started = date_cell(set, row, "oppstartsdato"),
        .deadline_set = date_cell(set, row, "deadline_set"),
        .deadline_reason = store_cell(set, row, "deadline_reason"),
        .days_off = (int)store_cell_number(set, row, "days_off"),
        .dead = date_cell(set, row, "dead_on"),
        .emigrated = date_cell(set, row, "emigrated_on"),
        .moved = date_cell(set, row, "moved_on"),
        .out_of_category = date_cell(set, row, "out_of_category_on"),
        .reopened = date_cell(set, row, "reopened_on"),
        .end = end_of(set, row),
    };

    computed_causes_named(store_cell(set, row, "learned_since"), programme.learned_since);
    return programme;
}

static bool is_computed(const struct database_set *set, const struct database_row *row, enum row_kind kind)
{
    return kind == ROW_TERMINATION && store_cell_number(set, row, "computed") == 1;
}

static bool is_since(const struct database_set *set, const struct database_row *row, enum row_kind kind)
{
    return kind == ROW_DECISION && store_cell_number(set, row, "is_since") == 1;
}

static void read_rows(struct arena *arena, const struct codebook_register *reg, const struct database_set *set,
                      enum row_kind kind, struct person *person)
{
    struct person_row *rows = arena_alloc_many(arena, set->row_count + 1, sizeof *rows);

    for (size_t i = 0; i < set->row_count; i++) {
        const struct database_row *row = &set->rows[i];

        rows[i] = (struct person_row){
            .id = (unsigned long long)store_cell_number(set, row, "row_id"),
            .answers = answers_of(arena, reg, row_kind_name(kind), set, row),
            .entered_at = store_cell(set, row, "entered_at"),
            .entered_by_name = store_cell(set, row, "entered_by_name"),
            .is_computed = is_computed(set, row, kind),
            .is_since = is_since(set, row, kind),
            .deleted_at = store_cell(set, row, "deleted_at"),
            .deleted_by_name = store_cell(set, row, "deleted_by_name"),
        };
    }
    person->rows[kind] = rows;
    person->row_count[kind] = set->row_count;
}

static struct person *read_person(struct arena *arena, const struct codebook_register *reg,
                                  const struct database_answer *answer)
{
    const struct database_set *set = &answer->sets[SET_PERSON];
    const struct database_row *row = &set->rows[0];
    struct person *person = arena_alloc(arena, sizeof *person);

    person->id = (unsigned long long)store_cell_number(set, row, "participant_id");
    person->version = (long)store_cell_number(set, row, "row_version");
    person->may_change = store_cell_number(set, row, "may_write") == 1;
    person->changed_at = store_cell(set, row, "changed_at");
    person->changed_by_name = store_cell(set, row, "changed_by_name");
    person->answers = answers_of(arena, reg, "person", set, row);
    person->programme = read_programme(set, row);
    for (int kind = 0; kind < ROW_KINDS; kind++)
        read_rows(arena, reg, &answer->sets[SET_DECISIONS + kind], (enum row_kind)kind, person);
    person->programme = person_after(arena, person, &(struct person_change){.kind = ROW_KINDS});
    return person;
}

enum store_result intro_person_load(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                    unsigned long long id, const char *page, struct person **person_out)
{
    struct database_value values[] = {database_number(arena, (long long)id), database_text(page)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "intro-open", "CALL intro_open(?, ?)", values, 2, &answer);

    *person_out = NULL;
    if (result == STORE_OK && !store_first(&answer, SET_PERSON))
        return store_found_none(store, arena);
    if (result == STORE_OK && answer.set_count >= SET_COUNT)
        *person_out = read_person(arena, reg, &answer);
    return result;
}

static enum intro_outcome outcome_named(const char *name)
{
    static const struct {
        const char *name;
        enum intro_outcome outcome;
    } outcomes[] = {
        {"saved", INTRO_SAVED}, {"repeat", INTRO_REPEATED}, {"stale", INTRO_STALE},
        {"ended", INTRO_ENDED}, {"open", INTRO_OPEN},       {"computed", INTRO_COMPUTED},
    };

    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (text_equal(name, outcomes[i].name))
            return outcomes[i].outcome;
    return INTRO_GONE;
}

static enum store_result write_row(struct store *store, struct arena *arena, const char *what, const char *sql,
                                   const struct database_value *values, size_t value_count,
                                   enum intro_outcome *outcome_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, what, sql, values, value_count, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *outcome_out = row ? outcome_named(store_cell(&answer.sets[0], row, "outcome")) : INTRO_GONE;
    return result;
}

static struct database_value date_value(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    if (!date_is_set(date))
        return database_text(NULL);
    date_format_iso(date, text);
    return database_text(arena_copy(arena, text));
}

static const char *fields_as_json(struct arena *arena, const struct intro_row *row)
{
    struct buffer out;
    struct json json;

    buffer_init(&out, arena, FIELDS_AT_MOST);
    json_begin(&json, &out);
    json_object(&json, NULL);
    for (size_t i = 0; i < row->page->variable_count; i++) {
        const struct codebook_variable *variable = row->page->variables[i];

        json_text(&json, variable->name, answers_get(row->answers, variable)->text);
    }
    json_end(&json);
    return buffer_text(&out);
}

enum store_result intro_row_put(struct store *store, struct arena *arena, const struct intro_write *write,
                                const struct intro_row *row, enum intro_outcome *outcome_out)
{
    struct database_value values[] = {
        database_text(row_kind_name(row->kind)),
        database_number(arena, (long long)write->person),
        database_number(arena, (long long)row->row),
        database_number(arena, row->is_new),
        database_number(arena, write->version),
        database_text(write->key),
        database_text(write->digest),
        database_text(fields_as_json(arena, row)),
        date_value(arena, write->deadline),
    };

    return write_row(store, arena, "intro-row-put", "CALL intro_row_put(?, ?, ?, ?, ?, ?, ?, ?, ?)", values, 9, outcome_out);
}

enum store_result intro_row_delete(struct store *store, struct arena *arena, const struct intro_write *write,
                                   enum row_kind kind, unsigned long long row, enum intro_outcome *outcome_out)
{
    struct database_value values[] = {
        database_text(row_kind_name(kind)),
        database_number(arena, (long long)write->person),
        database_number(arena, (long long)row),
        database_number(arena, write->version),
        database_text(write->key),
        database_text(write->digest),
        date_value(arena, write->deadline),
    };

    return write_row(store, arena, "intro-row-delete", "CALL intro_row_delete(?, ?, ?, ?, ?, ?, ?)", values, 7, outcome_out);
}

enum store_result intro_reopen(struct store *store, struct arena *arena, const struct intro_write *write,
                               const char *reason, enum intro_outcome *outcome_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)write->person),
        database_number(arena, write->version),
        database_text(write->key),
        database_text(write->digest),
        date_value(arena, write->deadline),
        database_text(reason),
    };

    return write_row(store, arena, "intro-reopen", "CALL intro_reopen(?, ?, ?, ?, ?, ?)", values, 6, outcome_out);
}
