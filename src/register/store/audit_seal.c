/* Sealing the logs. */
#include "register/store/audit_seal.h"

#include <stdlib.h>

enum { DECIMAL = 10 };

static unsigned long long number_of(const struct database_set *set, const struct database_row *row, const char *name)
{
    return strtoull(store_cell(set, row, name), NULL, DECIMAL);
}

static struct database_value big_number(struct arena *arena, unsigned long long number)
{
    return database_text(arena_printf(arena, "%llu", number));
}

enum store_result audit_seal_state(struct store *store, struct arena *arena, const char *log, struct audit_state *state_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_state(?)", store->schema);
    struct database_value values[] = {database_text(log)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-state", sql, values, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *state_out = (struct audit_state){0};
    if (row)
        *state_out = (struct audit_state){
            .now = store_cell(&answer.sets[0], row, "now"),
            .number = number_of(&answer.sets[0], row, "seal_no"),
            .hash = store_cell(&answer.sets[0], row, "seal_hash"),
            .mac = store_cell(&answer.sets[0], row, "mac"),
            .sealed_at = store_cell(&answer.sets[0], row, "sealed_at"),
            .last_id = number_of(&answer.sets[0], row, "last_id"),
        };
    return result;
}

static bool read_row(const struct database_set *set, const struct database_row *row, struct audit_row *row_out)
{
    row_out->id = number_of(set, row, "id");
    row_out->year = (unsigned)number_of(set, row, "year");
    return crypto_from_hex(store_cell(set, row, "hash"), row_out->hash, CRYPTO_HASH_SIZE);
}

enum store_result audit_seal_rows(struct store *store, struct arena *arena, const char *log, unsigned long long from,
                                  unsigned long long to, unsigned limit, struct audit_rows *rows_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_rows(?, ?, ?, ?)", store->schema);
    struct database_value values[] = {database_text(log), big_number(arena, from), big_number(arena, to),
                                      database_number(arena, limit)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-rows", sql, values, 4, &answer);

    *rows_out = (struct audit_rows){0};
    if (result != STORE_OK || answer.set_count == 0)
        return result;
    rows_out->items = arena_alloc_many(arena, answer.sets[0].row_count + 1, sizeof *rows_out->items);
    for (size_t i = 0; i < answer.sets[0].row_count; i++)
        if (!read_row(&answer.sets[0], &answer.sets[0].rows[i], &rows_out->items[rows_out->count++]))
            return STORE_FAILED;
    return STORE_OK;
}

enum store_result audit_seal_count(struct store *store, struct arena *arena, const char *log, unsigned long long from,
                                   unsigned long long to, unsigned long long *count_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_count(?, ?, ?)", store->schema);
    struct database_value values[] = {database_text(log), big_number(arena, from), big_number(arena, to)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-count", sql, values, 3, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *count_out = row ? number_of(&answer.sets[0], row, "there") : 0;
    return result;
}

static struct audit_list list_of(const struct database_row *row)
{
    return (struct audit_list){(const unsigned char *)row->values[0], row->lengths[0] / SEAL_LEAF_SIZE};
}

static void read_blocks(const struct database_set *set, struct audit_recent *recent)
{
    for (size_t i = 0; i < set->row_count; i++)
        recent->blocks[recent->block_count++] = (struct audit_block){
            .number = number_of(set, &set->rows[i], "seal_no"),
            .first_id = number_of(set, &set->rows[i], "first_id"),
            .last_id = number_of(set, &set->rows[i], "last_id"),
            .row_count = number_of(set, &set->rows[i], "row_count"),
        };
}

enum store_result audit_seal_recent(struct store *store, struct arena *arena, const char *log,
                                    struct audit_recent *recent_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_recent(?)", store->schema);
    struct database_value values[] = {database_text(log)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-recent", sql, values, 1, &answer);

    *recent_out = (struct audit_recent){0};
    if (result != STORE_OK || answer.set_count < 2)
        return result;
    recent_out->blocks = arena_alloc_many(arena, answer.sets[0].row_count + 1, sizeof *recent_out->blocks);
    recent_out->late = arena_alloc_many(arena, answer.sets[1].row_count + 1, sizeof *recent_out->late);
    read_blocks(&answer.sets[0], recent_out);
    for (size_t i = 0; i < answer.sets[1].row_count; i++)
        recent_out->late[recent_out->late_count++] = list_of(&answer.sets[1].rows[i]);
    return STORE_OK;
}

enum store_result audit_seal_list(struct store *store, struct arena *arena, unsigned long long number,
                                  struct audit_list *list_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_leaves(?)", store->schema);
    struct database_value values[] = {big_number(arena, number)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-list", sql, values, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *list_out = row ? list_of(row) : (struct audit_list){0};
    return result;
}

static struct database_value hash_value(struct arena *arena, const unsigned char *bytes, size_t size)
{
    char *text = arena_alloc(arena, 2 * size + 1);

    crypto_hex(bytes, size, text);
    return database_text(text);
}

enum store_result audit_seal_add(struct store *store, struct arena *arena, const struct seal *seal,
                                 const struct audit_list *list, bool *taken_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_seal(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", store->schema);
    struct database_value values[] = {
        big_number(arena, seal->number), database_text(seal->sealed_at), database_text(seal_kind_name(seal->kind)),
        database_text(seal->log), database_number(arena, seal->year), big_number(arena, seal->first_id),
        big_number(arena, seal->last_id), big_number(arena, seal->row_count),
        hash_value(arena, seal->root, CRYPTO_HASH_SIZE), hash_value(arena, seal->previous, CRYPTO_HASH_SIZE),
        hash_value(arena, seal->hash, CRYPTO_HASH_SIZE), hash_value(arena, seal->mac, CRYPTO_HASH_SIZE),
        list ? hash_value(arena, list->leaves, list->count * SEAL_LEAF_SIZE) : database_text(NULL),
    };
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "audit-seal", sql, values, sizeof values / sizeof *values, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *taken_out = row && *store_cell(&answer.sets[0], row, "outcome") == 't';
    return result;
}

enum store_result audit_seal_partitions(struct store *store, struct arena *arena, unsigned through, long long *made_out)
{
    const char *sql = arena_printf(arena, "CALL %s.jobs_audit_partitions(?)", store->schema);
    struct database_value values[] = {database_number(arena, through)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-partitions", sql, values, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *made_out = row ? store_cell_number(&answer.sets[0], row, "made") : 0;
    return result;
}
