/* The quality list. */
#include "register/store/quality.h"

#include "engine/base/text.h"

/* The columns of one side: "one_start" of "one". */
static struct quality_side read_side(struct arena *arena, const struct database_set *set, const struct database_row *row,
                                     const char *side)
{
#define CELL(name) store_cell(set, row, arena_printf(arena, "%s_" name, side))
    return (struct quality_side){
        .id = (participant_id)store_cell_number(set, row, arena_printf(arena, "%s_id", side)),
        .kommunenavn = CELL("kommunenavn"),
        .bydel = CELL("bydel"),
        .start = CELL("start"),
        .end = CELL("end"),
        .status = CELL("status"),
    };
#undef CELL
}

enum store_result quality_doubles_load(struct store *store, struct arena *arena, unsigned long offset, unsigned limit,
                                       struct quality_doubles *doubles_out)
{
    struct database_value values[] = {database_number(arena, (long long)offset), database_number(arena, limit)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "quality-doubles", "CALL quality_doubles(?, ?)", values, 2, &answer);
    const struct database_row *counts = result == STORE_OK ? store_first(&answer, 0) : NULL;
    const struct database_set *set;
    struct quality_pair *pairs;

    *doubles_out = (struct quality_doubles){0};
    if (!counts || answer.set_count < 2)
        return result;
    set = &answer.sets[1];
    doubles_out->total = (unsigned long)store_cell_number(&answer.sets[0], counts, "pairs");
    doubles_out->administered = (unsigned long)store_cell_number(&answer.sets[0], counts, "administered");
    pairs = arena_alloc_many(arena, set->row_count + 1, sizeof *pairs);
    for (size_t i = 0; i < set->row_count; i++)
        pairs[i] = (struct quality_pair){
            .is_open = text_equal(store_cell(set, &set->rows[i], "kind"), "open"),
            .person_id = store_cell(set, &set->rows[i], "person_id"),
            .one = read_side(arena, set, &set->rows[i], "one"),
            .other = read_side(arena, set, &set->rows[i], "other"),
        };
    doubles_out->pairs = pairs;
    doubles_out->count = set->row_count;
    return set->row_count == 0 ? store_found_none(store, arena) : STORE_OK;
}
