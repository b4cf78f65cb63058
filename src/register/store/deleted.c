/* Participations that were deleted. */
#include "register/store/deleted.h"

#include "register/store/participant_set.h"
#include "register/store/search.h"

enum { SET_KNOWN, SET_FOUND };
enum { SET_HEAD, SET_OTHERS };

static struct deleted read_listed(const struct database_set *set, const struct database_row *row)
{
    return (struct deleted){
        .id = (participant_id)store_cell_number(set, row, "participant_id"),
        .name = store_cell(set, row, "navn"),
        .number = store_cell(set, row, "fodselsnummer"),
        .kommunenavn = store_cell(set, row, "kommunenavn"),
        .bydel = store_cell(set, row, "bydel"),
        .start = store_cell(set, row, "oppstartsdato"),
        .end = store_cell(set, row, "avslutningsdato"),
        .deleted_at = store_cell(set, row, "deleted_at"),
        .deleted_by_name = store_cell(set, row, "deleted_by_name"),
    };
}

enum store_result deleted_find(struct store *store, struct arena *arena, const char *reference, bool *known_out,
                               const struct deleted **items_out, size_t *count_out)
{
    const struct database_value value = database_text(search_reference(reference));
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "deleted-find", "CALL deleted_find(?)", &value, 1, &answer);
    struct deleted *items;

    *known_out = false;
    *count_out = 0;
    if (result != STORE_OK)
        return result;
    if (!store_first(&answer, SET_KNOWN))
        return store_found_none(store, arena);
    items = arena_alloc_many(arena, answer.sets[SET_FOUND].row_count + 1, sizeof *items);
    for (size_t i = 0; i < answer.sets[SET_FOUND].row_count; i++)
        items[i] = read_listed(&answer.sets[SET_FOUND], &answer.sets[SET_FOUND].rows[i]);
    *known_out = true;
    *items_out = items;
    *count_out = answer.sets[SET_FOUND].row_count;
    return STORE_OK;
}

static const struct deleted *read_whole(struct arena *arena, const struct database_set *set, const struct database_row *row)
{
    struct deleted *one = arena_alloc(arena, sizeof *one);

    *one = read_listed(set, row);
    one->person_id = store_cell(set, row, "person_id");
    one->status = store_cell(set, row, "status");
    one->created_at = store_cell(set, row, "created_at");
    one->created_by_name = store_cell(set, row, "created_by_name");
    one->confirmed_years = (long)store_cell_number(set, row, "years");
    one->tests = (long)store_cell_number(set, row, "tests");
    return one;
}

static void read_others(struct arena *arena, const struct database_set *set, struct deleted_page *page)
{
    struct deleted_other *others = arena_alloc_many(arena, set->row_count + 1, sizeof *others);

    for (size_t i = 0; i < set->row_count; i++)
        others[i] = (struct deleted_other){
            .id = (participant_id)store_cell_number(set, &set->rows[i], "participant_id"),
            .kommunenavn = store_cell(set, &set->rows[i], "kommunenavn"),
            .bydel = store_cell(set, &set->rows[i], "bydel"),
            .start = store_cell(set, &set->rows[i], "oppstartsdato"),
            .end = store_cell(set, &set->rows[i], "avslutningsdato"),
            .hinders = store_cell_number(set, &set->rows[i], "hinders") == 1,
            .both_open = store_cell_number(set, &set->rows[i], "both_open") == 1,
        };
    page->others = others;
    page->other_count = set->row_count;
}

enum store_result deleted_open(struct store *store, struct arena *arena, participant_id id, struct deleted_page *page_out)
{
    struct database_value value = database_number(arena, (long long)id);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "deleted-open", "CALL deleted_open(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, SET_HEAD) : NULL;

    *page_out = (struct deleted_page){0};
    if (result != STORE_OK)
        return result;
    if (!row)
        return store_found_none(store, arena);
    page_out->participation = read_whole(arena, &answer.sets[SET_HEAD], row);
    read_others(arena, &answer.sets[SET_OTHERS], page_out);
    return STORE_OK;
}

enum store_result deleted_restore(struct store *store, struct arena *arena, participant_id id, const char *key,
                                  const char *digest, struct participant_result *result_out,
                                  struct participant_receipt *receipt_out)
{
    struct database_value values[] = {
        database_number(arena, (long long)id),
        database_text(key),
        database_text(digest),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "participant-restore", "CALL participant_restore(?, ?, ?)", values, 3, &answer);

    if (result == STORE_OK) {
        participant_set_result(&answer, result_out);
        participant_set_receipt(&answer, receipt_out);
    }
    return result;
}
