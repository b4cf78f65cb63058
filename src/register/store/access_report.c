/* Reading all that is stored on one person: the result sets of one call become one struct. */
#include "register/store/access_report.h"

#include "engine/base/text.h"
#include "register/store/participant_set.h"
#include "register/store/search.h"

enum { SET_HEAD, SET_NUMBERS, SET_PARTICIPATIONS, SET_CHOICES, SET_TESTS, SET_CONFIRMATIONS, SET_CONFIRMED, SET_CHANGES, SET_COUNT };

/* The rows of one participation, which stand together. */
static struct database_set rows_of(const struct database_set *all, participant_id id)
{
    struct database_set part = *all;
    size_t first = 0, count = 0;

    while (first < all->row_count && (participant_id)store_cell_number(all, &all->rows[first], "participant_id") != id)
        first++;
    while (first + count < all->row_count && (participant_id)store_cell_number(all, &all->rows[first + count], "participant_id") == id)
        count++;
    part.rows = all->rows + first;
    part.row_count = count;
    return part;
}

static void read_numbers(struct arena *arena, const struct database_set *set, struct access_person *person)
{
    struct access_number *numbers = arena_alloc_many(arena, set->row_count + 1, sizeof *numbers);

    for (size_t i = 0; i < set->row_count; i++)
        numbers[i] = (struct access_number){
            .number = store_cell(set, &set->rows[i], "fodselsnummer"),
            .from = store_cell(set, &set->rows[i], "valid_from"),
            .to = store_cell(set, &set->rows[i], "valid_to"),
        };
    person->numbers = numbers;
    person->number_count = set->row_count;
}

static void read_participation(struct arena *arena, const struct codebook_register *reg, const struct database_answer *answer,
                               const struct database_row *row, struct access_participation *out)
{
    const struct database_set *set = &answer->sets[SET_PARTICIPATIONS];
    struct participant *participant = &out->participant;
    struct database_set choices, tests;

    participant->id = (participant_id)store_cell_number(set, row, "participant_id");
    participant->status = store_cell(set, row, "status");
    participant->created_at = store_cell(set, row, "created_at");
    participant->changed_at = store_cell(set, row, "changed_at");
    participant->changed_by_name = store_cell(set, row, "changed_by_name");
    participant->lookup = participant_set_lookup(set, row);
    participant->answers = answers_new(arena, reg);
    participant_set_answers(set, row, participant->answers);
    choices = rows_of(&answer->sets[SET_CHOICES], participant->id);
    participant_set_choices(&choices, participant->answers);
    tests = rows_of(&answer->sets[SET_TESTS], participant->id);
    participant_set_tests(arena, &tests, participant);
    out->created_by_name = store_cell(set, row, "created_by_name");
    out->discharged_at = store_cell(set, row, "discharged_at");
    out->deleted_at = store_cell(set, row, "deleted_at");
    out->deleted_by_name = store_cell(set, row, "deleted_by_name");
}

static void read_participations(struct arena *arena, const struct codebook_register *reg, const struct database_answer *answer,
                                struct access_person *person)
{
    const struct database_set *set = &answer->sets[SET_PARTICIPATIONS];
    struct access_participation *items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);

    for (size_t i = 0; i < set->row_count; i++)
        read_participation(arena, reg, answer, &set->rows[i], &items[i]);
    person->participations = items;
    person->participation_count = set->row_count;
}

/* Confirmations and their answers come in the same order. */
static void read_confirmations(struct arena *arena, const struct database_answer *answer, struct access_person *person)
{
    const struct database_set *set = &answer->sets[SET_CONFIRMATIONS], *confirmed = &answer->sets[SET_CONFIRMED];
    struct access_confirmation *items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    struct access_confirmed_answer *answers = arena_alloc_many(arena, confirmed->row_count + 1, sizeof *answers);
    size_t at = 0;

    for (size_t i = 0; i < set->row_count; i++) {
        const struct database_row *row = &set->rows[i];
        long long version = store_cell_number(set, row, "version");

        items[i] = (struct access_confirmation){
            .id = (participant_id)store_cell_number(set, row, "participant_id"),
            .year = (int)store_cell_number(set, row, "year"),
            .at = store_cell(set, row, "confirmed_at"),
            .by_name = store_cell(set, row, "confirmed_by_name"),
            .codebook_version = store_cell(set, row, "codebook_version"),
            .answers = answers + at,
        };
        for (; at < confirmed->row_count; at++, items[i].answer_count++) {
            const struct database_row *one = &confirmed->rows[at];

            if ((participant_id)store_cell_number(confirmed, one, "participant_id") != items[i].id ||
                store_cell_number(confirmed, one, "year") != items[i].year || store_cell_number(confirmed, one, "version") != version)
                break;
            answers[at] = (struct access_confirmed_answer){store_cell(confirmed, one, "variabel"), store_cell(confirmed, one, "answer")};
        }
    }
    person->confirmations = items;
    person->confirmation_count = set->row_count;
}

/* Behind those that are there already. */
static void add_changes(struct arena *arena, const struct database_set *set, struct access_person *person)
{
    struct access_change *items = arena_alloc_many(arena, person->change_count + set->row_count + 1, sizeof *items);

    for (size_t i = 0; i < person->change_count; i++)
        items[i] = person->changes[i];
    for (size_t i = 0; i < set->row_count; i++)
        items[person->change_count + i] = (struct access_change){
            .id = (participant_id)store_cell_number(set, &set->rows[i], "participant_id"),
            .variable = store_cell(set, &set->rows[i], "variabel"),
            .before = store_cell(set, &set->rows[i], "old_value"),
            .after = store_cell(set, &set->rows[i], "new_value"),
            .at = store_cell(set, &set->rows[i], "changed_at"),
            .by_name = store_cell(set, &set->rows[i], "user_name"),
        };
    person->changes = items;
    person->change_count += set->row_count;
}

static struct access_person *read_person(struct arena *arena, const struct codebook_register *reg,
                                               const struct database_answer *answer)
{
    const struct database_set *head = &answer->sets[SET_HEAD];
    struct access_person *person = arena_alloc(arena, sizeof *person);

    person->person_id = store_cell(head, &head->rows[0], "person_id");
    person->made_at = store_cell(head, &head->rows[0], "made_at");
    person->created_at = store_cell(head, &head->rows[0], "created_at");
    person->is_protected = store_cell_number(head, &head->rows[0], "protected") == 1;
    read_numbers(arena, &answer->sets[SET_NUMBERS], person);
    read_participations(arena, reg, answer, person);
    read_confirmations(arena, answer, person);
    person->change_count = 0;
    add_changes(arena, &answer->sets[SET_CHANGES], person);
    return person;
}

enum store_result access_report_open(struct store *store, struct arena *arena, const struct codebook_register *reg,
                                     const char *reference, const char *what, struct access_person **person_out)
{
    const struct database_value values[] = {database_text(search_reference(reference)), database_text(what)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "access-report-open", "CALL access_report_open(?, ?)", values, 2, &answer);

    *person_out = NULL;
    if (result == STORE_OK && !store_first(&answer, SET_HEAD))
        return store_found_none(store, arena);
    if (result == STORE_OK && answer.set_count >= SET_COUNT)
        *person_out = read_person(arena, reg, &answer);
    return result;
}

enum store_result access_report_changes(struct store *store, struct arena *arena, const char *reference, struct access_person *person)
{
    size_t got = person->change_count;

    while (got == ACCESS_CHANGES) {
        const struct access_change *last = &person->changes[person->change_count - 1];
        const struct database_value values[] = {database_text(search_reference(reference)), database_text(last->at),
                                                database_number(arena, (long long)last->id), database_text(last->variable)};
        struct database_answer answer;
        enum store_result result =
            store_ask(store, arena, "access-report-changes", "CALL access_report_changes(?, ?, ?, ?)", values, 4, &answer);

        if (result != STORE_OK)
            return result;
        got = answer.sets[0].row_count;
        add_changes(arena, &answer.sets[0], person);
    }
    return STORE_OK;
}
