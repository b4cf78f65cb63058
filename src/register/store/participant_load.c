/* Reading one participation: five result sets of one call become one struct. */
#include <limits.h>

#include "engine/base/text.h"
#include "register/store/participant.h"
#include "register/store/participant_set.h"

enum { SET_ROW, SET_CHOICES, SET_TESTS, SET_CHANGES, SET_DOUBLES, SET_COUNT };

void participant_set_answers(const struct database_set *set, const struct database_row *row, struct answers *answers)
{
    for (size_t i = 0; i < set->column_count; i++) {
        const struct codebook_variable *variable = codebook_find_variable(answers->reg, set->names[i]);

        if (!variable || !row->values[i] || !*row->values[i])
            continue;
        answers_set(answers, variable, (struct answer){.text = row->values[i]});
    }
}

void participant_set_choices(const struct database_set *set, struct answers *answers)
{
    int *codes = arena_alloc_many(answers->arena, set->row_count + 1, sizeof *codes);
    size_t first = 0;

    for (size_t i = 0; i < set->row_count; i++) {
        const char *name = store_cell(set, &set->rows[i], "variabel");
        const struct codebook_variable *variable = codebook_find_variable(answers->reg, name);
        bool last = i + 1 == set->row_count || !text_equal(name, store_cell(set, &set->rows[i + 1], "variabel"));

        codes[i] = (int)store_cell_number(set, &set->rows[i], "kode");
        if (!last)
            continue;
        if (variable)
            answers_set(answers, variable, (struct answer){.codes = codes + first, .code_count = i + 1 - first});
        first = i + 1;
    }
}

void participant_set_tests(struct arena *arena, const struct database_set *set, struct participant *participant)
{
    struct participant_test *tests = arena_alloc_many(arena, set->row_count + 1, sizeof *tests);

    for (size_t i = 0; i < set->row_count; i++)
        tests[i] = (struct participant_test){
            .date = store_cell(set, &set->rows[i], "provedato"),
            .type = store_cell(set, &set->rows[i], "provetype"),
            .result = store_cell(set, &set->rows[i], "proveresultat"),
        };
    participant->tests = tests;
    participant->test_count = set->row_count;
}

static void read_changes(struct arena *arena, const struct database_set *set, long long user_id,
                         struct participant *participant)
{
    struct answer_change *changes = arena_alloc_many(arena, set->row_count + 1, sizeof *changes);
    size_t count = 0;

    for (size_t i = 0; i < set->row_count; i++) {
        const struct database_row *row = &set->rows[i];
        const struct codebook_variable *variable =
            codebook_find_variable(participant->answers->reg, store_cell(set, row, "variabel"));

        if (!variable)
            continue;
        changes[count++] = (struct answer_change){
            .variable = variable,
            .old_text = store_cell(set, row, "old_value"),
            .new_text = store_cell(set, row, "new_value"),
            .version = (long)store_cell_number(set, row, "version"),
            .mine = store_cell_number(set, row, "user_id") == user_id,
            .who = store_cell(set, row, "user_name"),
            .when = store_cell(set, row, "changed_at"),
        };
    }
    participant->changes = changes;
    participant->change_count = count;
}

struct lookup participant_set_lookup(const struct database_set *set, const struct database_row *row)
{
    return (struct lookup){
        .state = lookup_state_named(store_cell(set, row, "lookup_state")),
        .notes = lookup_notes_named(store_cell(set, row, "lookup_notes")),
        .asked_at = store_cell(set, row, "lookup_asked_at"),
        .answered_at = store_cell(set, row, "lookup_at"),
        .snapshot_at = store_cell(set, row, "snapshot_at"),
        .round = (long)store_cell_number(set, row, "lookup_round"),
        .reason = store_cell(set, row, "identity_reason"),
    };
}

size_t participant_doubles(struct arena *arena, const struct database_answer *answer, size_t number,
                           const struct participant_double **doubles_out)
{
    const struct database_set *set = &answer->sets[number];
    struct participant_double *doubles = arena_alloc_many(arena, set->row_count + 1, sizeof *doubles);

    for (size_t i = 0; i < set->row_count; i++)
        doubles[i] = (struct participant_double){
            .other = (participant_id)store_cell_number(set, &set->rows[i], "other_id"),
            .is_open = text_equal(store_cell(set, &set->rows[i], "kind"), "open"),
        };
    *doubles_out = doubles;
    return set->row_count;
}

static struct participant *read_participant(struct arena *arena, const struct codebook_register *reg,
                                            participant_id id, long long user_id,
                                            const struct database_answer *answer)
{
    const struct database_set *set = &answer->sets[SET_ROW];
    const struct database_row *row = &set->rows[0];
    struct participant *participant = arena_alloc(arena, sizeof *participant);

    participant->id = id;
    participant->version = (long)store_cell_number(set, row, "row_version");
    participant->may_change = store_cell_number(set, row, "may_write") == 1;
    participant->status = store_cell(set, row, "status");
    participant->created_at = store_cell(set, row, "created_at");
    participant->changed_at = store_cell(set, row, "changed_at");
    participant->changed_by_name = store_cell(set, row, "changed_by_name");
    participant->changed_by_email = store_cell(set, row, "changed_by_email");
    participant->lookup = participant_set_lookup(set, row);
    participant->answers = answers_new(arena, reg);
    participant_set_answers(set, row, participant->answers);
    participant_set_choices(&answer->sets[SET_CHOICES], participant->answers);
    participant_set_tests(arena, &answer->sets[SET_TESTS], participant);
    read_changes(arena, &answer->sets[SET_CHANGES], user_id, participant);
    participant->double_count = participant_doubles(arena, answer, SET_DOUBLES, &participant->doubles);
    return participant;
}

enum store_result participant_load(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                   participant_id id, long since, const char *page, long long user_id,
                                   struct participant **participant_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        since < 0 ? database_text(NULL) : database_number(arena, since),
        database_text(page),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "participant-open", "CALL participant_open(?, ?, ?)", values, 3, &answer);

    *participant_out = NULL;
    if (result == STORE_OK && !store_first(&answer, SET_ROW))
        return store_found_none(store, arena);
    if (result == STORE_OK && answer.set_count >= SET_COUNT)
        *participant_out = read_participant(arena, reg, id, user_id, &answer);
    return result;
}
