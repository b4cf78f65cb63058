/* The codebooks that the database was brought up to. */
#include "register/store/codebook_list.h"

#include <limits.h>
#include <string.h>

static enum store_result find(struct store *store, struct arena *arena, const char *digest, long long *number_out,
                              long long *last_out)
{
    const char *sql = "SELECT MAX(IF(digest = ?, number, 0)) AS mine, MAX(number) AS last FROM codebook_list";
    struct database_value values[] = {database_text(digest)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "codebook-find", sql, values, 1, &answer);

    if (result != STORE_OK)
        return result;
    *number_out = store_cell_number(&answer.sets[0], &answer.sets[0].rows[0], "mine");
    *last_out = store_cell_number(&answer.sets[0], &answer.sets[0].rows[0], "last");
    return STORE_OK;
}

static void take_entries(struct arena *arena, const struct database_set *set, struct codebook_entries *entries)
{
    struct codebook_entry *items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);

    for (size_t i = 0; i < set->row_count; i++)
        items[i] = (struct codebook_entry){
            .version = store_cell(set, &set->rows[i], "version"),
            .digest = store_cell(set, &set->rows[i], "digest"),
            .content = store_cell(set, &set->rows[i], "content"),
            .length = strlen(store_cell(set, &set->rows[i], "content")),
        };
    entries->items = items;
    entries->count = set->row_count;
}

enum store_result codebook_list(struct store *store, struct arena *arena, const char *digest, unsigned most,
                                struct codebook_entries *entries_out)
{
    const char *sql = "SELECT version, digest, content FROM codebook_list WHERE number < ? AND digest <> ?"
                      " ORDER BY number DESC LIMIT ?";
    long long number = 0, last = 0;
    enum store_result result = find(store, arena, digest, &number, &last);
    struct database_value values[] = {database_number(arena, number ? number : LLONG_MAX), database_text(digest),
                                      database_number(arena, most)};
    struct database_answer answer;

    *entries_out = (struct codebook_entries){.known = number > 0, .newest = number > 0 && number == last};
    if (result == STORE_OK)
        result = store_ask(store, arena, "codebook-list", sql, values, 3, &answer);
    if (result == STORE_OK)
        take_entries(arena, &answer.sets[0], entries_out);
    return result;
}
