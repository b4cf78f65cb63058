/* A page of the overview, and its count. */
#include "register/store/overview.h"

#include "register/store/branch.h"
#include "register/store/overview_row.h"

static const char order[] = " ORDER BY changed_at DESC, participant_id DESC";

enum store_result overview_count(struct store *store, struct arena *arena, const struct overview_query *query,
                                 unsigned long *count_out)
{
    struct database_answer answer;
    struct branches branches;
    enum store_result result;

    branches_init(&branches, arena);
    branches_add(&branches, query, "COUNT(*) AS rows_in_scope", "");
    result = store_ask(store, arena, "overview-count", buffer_text(&branches.sql), branches.values,
                       branches.value_count, &answer);
    *count_out = 0;
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        *count_out += (unsigned long)store_cell_number(&answer.sets[0], &answer.sets[0].rows[i], "rows_in_scope");
    return result == STORE_OK && *count_out == 0 ? store_found_none(store, arena) : result;
}

enum store_result overview_page(struct store *store, struct arena *arena, const struct overview_query *query,
                                unsigned long offset, unsigned limit, struct overview_page *page_out)
{
    const char *tail = arena_printf(arena, "%s LIMIT %lu", order, offset + limit);
    struct database_answer answer;
    struct overview_row *rows;
    struct branches branches;
    enum store_result result;

    branches_init(&branches, arena);
    branches_add(&branches, query, overview_row_columns, tail);
    buffer_add_format(&branches.sql, "%s LIMIT %u OFFSET %lu", order, limit, offset);
    result = store_ask(store, arena, "overview-page", buffer_text(&branches.sql), branches.values,
                       branches.value_count, &answer);
    *page_out = (struct overview_page){0};
    if (result != STORE_OK)
        return result;
    rows = arena_alloc_many(arena, answer.sets[0].row_count + 1, sizeof *rows);
    for (size_t i = 0; i < answer.sets[0].row_count; i++)
        rows[i] = overview_row_of(answer.sets[0].rows[i].values);
    *page_out = (struct overview_page){.rows = rows, .count = answer.sets[0].row_count};
    return page_out->count == 0 ? store_found_none(store, arena) : STORE_OK;
}
