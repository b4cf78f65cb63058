/* A page of the overview, and its count. */
#include "register/store/overview.h"

#include "register/store/branch.h"
#include "register/store/order.h"
#include "register/store/overview_row.h"

static enum store_result count_part(struct store *store, struct arena *arena, const struct overview_query *query,
                                    const char *condition, unsigned long *count_out)
{
    struct database_answer answer;
    struct branches branches;
    enum store_result result;

    branches_init(&branches, arena);
    branches.condition = condition;
    branches.counts = true;
    branches_add(&branches, query, "COUNT(*) AS rows_in_scope", "");
    result = store_ask(store, arena, "overview-count", buffer_text(&branches.sql), branches.values,
                       branches.value_count, &answer);
    *count_out = 0;
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        *count_out += (unsigned long)store_cell_number(&answer.sets[0], &answer.sets[0].rows[i], "rows_in_scope");
    return result;
}

enum store_result overview_count(struct store *store, struct arena *arena, const struct overview_query *query,
                                 unsigned long *count_out)
{
    enum store_result result = count_part(store, arena, query, "", count_out);

    return result == STORE_OK && *count_out == 0 ? store_found_none(store, arena) : result;
}

/* Those of a page, in order. */
struct found {
    participant_id *ids;
    size_t count;
};

static enum store_result find_in_part(struct store *store, struct arena *arena, const struct overview_query *query,
                                      const struct order_part *part, unsigned long offset, size_t limit,
                                      struct found *found)
{
    struct database_answer answer;
    struct branches branches;
    enum store_result result;

    branches_init(&branches, arena);
    branches.condition = part->condition;
    branches_add(&branches, query, part->columns, arena_printf(arena, "%s LIMIT %lu", part->order, offset + limit));
    buffer_add_format(&branches.sql, "%s LIMIT %zu OFFSET %lu", part->order, limit, offset);
    result = store_ask(store, arena, "overview-find", buffer_text(&branches.sql), branches.values,
                       branches.value_count, &answer);
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        found->ids[found->count++] =
            (participant_id)store_cell_number(&answer.sets[0], &answer.sets[0].rows[i], "participant_id");
    return result;
}

/* The later part is looked at only where the page reaches into it. */
static enum store_result find(struct store *store, struct arena *arena, const struct overview_query *query,
                              unsigned long offset, unsigned limit, struct found *found)
{
    struct order_part parts[ORDER_PARTS];
    size_t count = order_parts(arena, query, parts);
    enum store_result result = STORE_OK;

    for (size_t i = 0; result == STORE_OK && i < count && found->count < limit; i++) {
        size_t before = found->count;
        unsigned long passed = offset;

        result = find_in_part(store, arena, query, &parts[i], offset, limit - found->count, found);
        if (result == STORE_OK && found->count == before && offset > 0 && i + 1 < count)
            result = count_part(store, arena, query, parts[i].condition, &passed);
        offset -= passed;
    }
    return result;
}

static void place_row(struct overview_row *rows, const struct found *found, struct overview_row row)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->ids[i] == row.id)
            rows[i] = row;
}

/* One who went away since she was found leaves no gap. */
static size_t close_gaps(struct overview_row *rows, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (rows[i].id != 0)
            rows[kept++] = rows[i];
    return kept;
}

static enum store_result load_rows(struct store *store, struct arena *arena, const struct overview_query *query,
                                   const struct found *found, struct overview_page *page_out)
{
    struct overview_row *rows = arena_alloc_many(arena, found->count, sizeof *rows);
    struct overview_query these = *query;
    struct database_answer answer;
    struct branches branches;
    enum store_result result;

    these.ids = found->ids;
    these.id_count = found->count;
    branches_init(&branches, arena);
    branches_add(&branches, &these, overview_row_columns, "");
    result = store_ask(store, arena, "overview-page", buffer_text(&branches.sql), branches.values,
                       branches.value_count, &answer);
    for (size_t i = 0; i < found->count; i++)
        rows[i] = (struct overview_row){0};
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        place_row(rows, found, overview_row_of(answer.sets[0].rows[i].values));
    *page_out = (struct overview_page){.rows = rows, .count = close_gaps(rows, found->count)};
    return result;
}

enum store_result overview_page(struct store *store, struct arena *arena, const struct overview_query *query,
                                unsigned long offset, unsigned limit, struct overview_page *page_out)
{
    struct found found = {.ids = arena_alloc_many(arena, limit, sizeof *found.ids)};
    enum store_result result = find(store, arena, query, offset, limit, &found);

    *page_out = (struct overview_page){0};
    if (result == STORE_OK && found.count > 0)
        result = load_rows(store, arena, query, &found, page_out);
    return result == STORE_OK && page_out->count == 0 ? store_found_none(store, arena) : result;
}
