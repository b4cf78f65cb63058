/* Persons for the rule engine, and what it changes. */
#include "register/store/intro_engine.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/text.h"

enum { DECIMAL = 10, CHANGE_BYTES = 200 };

/* Columns are found once a page, not once a cell. */
enum column {
    ID, VERSION, DUE, LAW, GOAL, START_DEADLINE, STARTED, DEADLINE, DEADLINE_SET, DAYS_OFF, EXTENDED, DEAD, EMIGRATED, MOVED,
    OUT_OF_CATEGORY, REOPENED, LEARNED_SINCE, DECIDED, REJECTED, STOPPED, ENDED_BY, CAUSE, ENDED, COLUMNS
};

static const char *const column_names[COLUMNS] = {
    [ID] = "participant_id",
    [VERSION] = "row_version",
    [DUE] = "engine_due",
    [LAW] = "lov",
    [GOAL] = "sluttmal",
    [START_DEADLINE] = "oppstartsfrist",
    [STARTED] = "oppstartsdato",
    [DEADLINE] = "gjennomforingsfrist",
    [DEADLINE_SET] = "deadline_set",
    [DAYS_OFF] = "days_off",
    [EXTENDED] = "is_extended",
    [DEAD] = "dead_on",
    [EMIGRATED] = "emigrated_on",
    [MOVED] = "moved_on",
    [OUT_OF_CATEGORY] = "out_of_category_on",
    [REOPENED] = "reopened_on",
    [LEARNED_SINCE] = "learned_since",
    [DECIDED] = "decided_on",
    [REJECTED] = "rejected_on",
    [STOPPED] = "stopped_on",
    [ENDED_BY] = "ended_by",
    [CAUSE] = "avslutningsarsak",
    [ENDED] = "avslutningsdato",
};

struct reader {
    const struct database_row *row;
    size_t at[COLUMNS];
};

static void find_columns(struct reader *reader, const struct database_set *set)
{
    for (int column = 0; column < COLUMNS; column++) {
        size_t at = 0;

        while (at < set->column_count && !text_equal(set->names[at], column_names[column]))
            at++;
        assert(at < set->column_count);
        reader->at[column] = at;
    }
}

static const char *text_of(const struct reader *reader, enum column column)
{
    return reader->row->values[reader->at[column]];
}

static int number_of(const struct reader *reader, enum column column)
{
    const char *text = text_of(reader, column);

    return text ? (int)strtol(text, NULL, DECIMAL) : 0;
}

static struct date date_of(const struct reader *reader, enum column column)
{
    const char *text = text_of(reader, column);
    struct date date = DATE_NONE;

    if (text && !date_parse_iso(text, &date))
        assert(!"a date column that holds no date");
    return date;
}

static enum ended_by ended_by_of(const struct reader *reader)
{
    const char *text = text_of(reader, ENDED_BY);

    if (!text)
        return ENDED_BY_NOBODY;
    return text_equal(text, "engine") ? ENDED_BY_ENGINE : ENDED_BY_MUNICIPALITY;
}

static struct programme programme_of(const struct reader *reader)
{
    struct programme programme = {
        .law = (enum law)number_of(reader, LAW),
        .start_deadline = date_of(reader, START_DEADLINE),
        .started = date_of(reader, STARTED),
        .deadline_set = date_of(reader, DEADLINE_SET),
        .days_off = number_of(reader, DAYS_OFF),
        .is_extended = number_of(reader, EXTENDED) != 0,
        .dead = date_of(reader, DEAD),
        .emigrated = date_of(reader, EMIGRATED),
        .moved = date_of(reader, MOVED),
        .out_of_category = date_of(reader, OUT_OF_CATEGORY),
        .reopened = date_of(reader, REOPENED),
        .goal = (enum goal)number_of(reader, GOAL),
        .decided = date_of(reader, DECIDED),
        .rejected = date_of(reader, REJECTED),
        .stopped = date_of(reader, STOPPED),
        .end = {.by = ended_by_of(reader), .cause = number_of(reader, CAUSE), .date = date_of(reader, ENDED)},
    };

    computed_causes_named(text_of(reader, LEARNED_SINCE), programme.learned_since);
    return programme;
}

static void read_page(struct arena *arena, const struct database_set *set, struct intro_engine_page *page_out)
{
    struct reader reader = {.row = NULL};

    find_columns(&reader, set);
    page_out->persons = arena_alloc_many(arena, set->row_count + 1, sizeof *page_out->persons);
    for (size_t i = 0; i < set->row_count; i++) {
        reader.row = &set->rows[i];
        page_out->persons[page_out->count++] = (struct intro_engine_person){
            .id = strtoull(text_of(&reader, ID), NULL, DECIMAL),
            .version = (unsigned)strtoul(text_of(&reader, VERSION), NULL, DECIMAL),
            .is_due = number_of(&reader, DUE) != 0,
            .deadline = date_of(&reader, DEADLINE),
            .programme = programme_of(&reader),
        };
    }
}

enum store_result intro_engine_page(struct store *store, struct arena *arena, unsigned long long after, unsigned limit,
                                    bool due_only, struct intro_engine_page *page_out)
{
    struct database_value values[] = {database_number(arena, (long long)after), database_number(arena, limit),
                                      database_number(arena, due_only)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "intro-facts", "CALL intro_facts(?, ?, ?)", values, 3, &answer);

    assert(limit <= INTRO_ENGINE_PAGE);
    *page_out = (struct intro_engine_page){0};
    if (result == STORE_OK && answer.set_count > 0)
        read_page(arena, &answer.sets[0], page_out);
    return result;
}

static void add_date(struct json *json, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    json_text(json, key, date_is_set(date) ? text : NULL);
}

static void add_change(struct json *json, const struct intro_engine_change *change)
{
    json_object(json, NULL);
    json_number(json, "id", (long long)change->person->id);
    json_number(json, "version", change->person->version);
    add_date(json, "frist", change->deadline);
    if (change->cause) {
        json_number(json, "arsak", change->cause);
        add_date(json, "dato", change->date);
    }
    json_end(json);
}

static const char *changes_of(struct arena *arena, const struct intro_engine_change *changes, size_t count)
{
    struct buffer out;
    struct json json;

    buffer_init(&out, arena, (count + 1) * CHANGE_BYTES);
    json_begin(&json, &out);
    json_array(&json, NULL);
    for (size_t i = 0; i < count; i++)
        add_change(&json, &changes[i]);
    json_end(&json);
    assert(!out.overflowed);
    return buffer_text(&out);
}

/* `ids`: "17,23"; NULL for none. */
static void mark_left(struct intro_engine_change *changes, size_t count, const char *ids)
{
    while (ids && *ids) {
        char *end = NULL;
        unsigned long long id = strtoull(ids, &end, DECIMAL);

        for (size_t i = 0; i < count; i++)
            if (changes[i].person->id == id)
                changes[i].left = true;
        ids = *end == ',' ? end + 1 : NULL;
    }
}

enum store_result intro_engine_apply(struct store *store, struct arena *arena, struct intro_engine_change *changes,
                                     size_t count)
{
    struct database_value value = database_text(changes_of(arena, changes, count));
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "intro-apply", "CALL intro_apply(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    assert(count <= INTRO_ENGINE_PAGE);
    if (row)
        mark_left(changes, count, store_cell(&answer.sets[0], row, "left_ids"));
    return result;
}
