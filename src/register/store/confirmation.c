/* Reading confirmations. */
#include "register/store/confirmation.h"

#include "engine/base/text.h"
#include "register/store/participant_set.h"

enum { SET_CONFIRMATIONS, SET_CHANGED };
enum { SET_HEAD, SET_ANSWERS, SET_CHOICES, SET_TESTS, SET_COUNT };

static struct confirmation read_confirmation(const struct database_set *set, const struct database_row *row)
{
    return (struct confirmation){
        .year = (int)store_cell_number(set, row, "year"),
        .version = (long)store_cell_number(set, row, "version"),
        .at = store_cell(set, row, "confirmed_at"),
        .by_name = store_cell(set, row, "confirmed_by_name"),
    };
}

static void read_confirmations(struct arena *arena, const struct database_set *set, struct confirmations *out)
{
    struct confirmation *items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);

    for (size_t i = 0; i < set->row_count; i++)
        items[i] = read_confirmation(set, &set->rows[i]);
    out->items = items;
    out->count = set->row_count;
}

static void read_changes(struct arena *arena, const struct database_set *set, struct confirmations *out)
{
    struct confirmation_change *changes = arena_alloc_many(arena, set->row_count + 1, sizeof *changes);

    for (size_t i = 0; i < set->row_count; i++)
        changes[i] = (struct confirmation_change){
            .year = (int)store_cell_number(set, &set->rows[i], "year"),
            .variable = store_cell(set, &set->rows[i], "variabel"),
        };
    out->changes = changes;
    out->change_count = set->row_count;
}

enum store_result confirmations_load(struct store *store, struct arena *arena, participant_id id,
                                     struct confirmations *confirmations_out)
{
    struct database_value value = database_number(arena, (long long)id);
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "confirmation-list", "CALL confirmation_list(?)", &value, 1, &answer);

    *confirmations_out = (struct confirmations){0};
    if (result != STORE_OK)
        return result;
    if (answer.sets[SET_CONFIRMATIONS].row_count == 0)
        return store_found_none(store, arena);
    read_confirmations(arena, &answer.sets[SET_CONFIRMATIONS], confirmations_out);
    read_changes(arena, &answer.sets[SET_CHANGED], confirmations_out);
    return STORE_OK;
}

/* One row per variable. What this codebook lacks is kept beside. */
static void read_answers(struct arena *arena, const struct database_set *set, struct confirmed_figures *figures)
{
    struct confirmation_rest *rest = arena_alloc_many(arena, set->row_count + 1, sizeof *rest);

    for (size_t i = 0; i < set->row_count; i++) {
        const char *name = store_cell(set, &set->rows[i], "variabel");
        const char *text = store_cell(set, &set->rows[i], "answer");
        const struct codebook_variable *variable = codebook_find_variable(figures->participant.answers->reg, name);

        if (text_is_empty(text))
            continue;
        if (variable)
            answers_set(figures->participant.answers, variable, (struct answer){.text = text});
        else
            rest[figures->rest_count++] = (struct confirmation_rest){name, text};
    }
    figures->rest = rest;
}

static struct confirmed_figures *read_figures(struct arena *arena, const struct codebook_register *reg,
                                              participant_id id, const struct database_answer *answer)
{
    const struct database_set *head = &answer->sets[SET_HEAD];
    struct confirmed_figures *figures = arena_alloc(arena, sizeof *figures);

    figures->confirmation = read_confirmation(head, &head->rows[0]);
    figures->confirmation.codebook_version = store_cell(head, &head->rows[0], "codebook_version");
    figures->confirmation.codebook_digest = store_cell(head, &head->rows[0], "codebook_digest");
    figures->participant = (struct participant){.id = id, .answers = answers_new(arena, reg)};
    read_answers(arena, &answer->sets[SET_ANSWERS], figures);
    participant_set_choices(&answer->sets[SET_CHOICES], figures->participant.answers);
    participant_set_tests(arena, &answer->sets[SET_TESTS], &figures->participant);
    return figures;
}

enum store_result confirmation_open(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                    participant_id id, int year, long version,
                                    struct confirmed_figures **figures_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_number(arena, year),
        version == 0 ? database_text(NULL) : database_number(arena, version),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "confirmation-open", "CALL confirmation_open(?, ?, ?)", values, 3, &answer);

    *figures_out = NULL;
    if (result == STORE_OK && !store_first(&answer, SET_HEAD))
        return store_found_none(store, arena);
    if (result == STORE_OK && answer.set_count >= SET_COUNT)
        *figures_out = read_figures(arena, reg, id, &answer);
    return result;
}
