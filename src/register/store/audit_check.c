/* Reading the chain and the logs to check them. */
#include "register/store/audit_check.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/store/audit_log.h"

enum { DECIMAL = 10, SQL_AT_MOST = 8 * 1024, VALUES_AT_FIRST = 3 };

static const char seals_list[] = "seal_leaves";

static unsigned long long big(const char *text)
{
    return text ? strtoull(text, NULL, DECIMAL) : 0;
}

static struct database_value big_number(struct arena *arena, unsigned long long number)
{
    return database_text(arena_printf(arena, "%llu", number));
}

enum seal_column { NUMBER, SEALED_AT, KIND, LOG, YEAR, FIRST, LAST, COUNT, ROOT, PREVIOUS, HASH, MAC };

static void read_hash(const struct database_row *row, enum seal_column column, unsigned char hash_out[CRYPTO_HASH_SIZE])
{
    if (!crypto_from_hex(row->values[column], hash_out, CRYPTO_HASH_SIZE))
        memset(hash_out, 0, CRYPTO_HASH_SIZE);
}

static void read_seal(const struct database_row *row, struct seal *seal_out)
{
    *seal_out = (struct seal){
        .number = big(row->values[NUMBER]),
        .sealed_at = row->values[SEALED_AT],
        .kind = seal_kind_named(row->values[KIND]),
        .log = row->values[LOG],
        .year = (unsigned)big(row->values[YEAR]),
        .first_id = big(row->values[FIRST]),
        .last_id = big(row->values[LAST]),
        .row_count = big(row->values[COUNT]),
    };
    read_hash(row, ROOT, seal_out->root);
    read_hash(row, PREVIOUS, seal_out->previous);
    read_hash(row, HASH, seal_out->hash);
    read_hash(row, MAC, seal_out->mac);
}

enum store_result audit_check_seals(struct store *store, struct arena *arena, unsigned long long after, unsigned limit,
                                    struct audit_seals *seals_out)
{
    const char *sql = arena_printf(arena,
                                   "SELECT seal_no, CONCAT('', sealed_at), kind, log_name, year, first_id, last_id, row_count, "
                                   "HEX(root), HEX(previous_hash), HEX(seal_hash), HEX(mac) FROM %s_audit.seal "
                                   "WHERE seal_no > ? ORDER BY seal_no LIMIT %u",
                                   store->schema, limit);
    struct database_value values[] = {big_number(arena, after)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-check-seals", sql, values, 1, &answer);

    *seals_out = (struct audit_seals){0};
    if (result != STORE_OK)
        return result;
    seals_out->items = arena_alloc_many(arena, answer.sets[0].row_count + 1, sizeof *seals_out->items);
    for (size_t i = 0; i < answer.sets[0].row_count; i++)
        read_seal(&answer.sets[0].rows[i], &seals_out->items[seals_out->count++]);
    return STORE_OK;
}

enum store_result audit_check_list(struct store *store, struct arena *arena, unsigned long long number,
                                   struct audit_list *list_out, bool *whole_out)
{
    const char *sql = arena_printf(arena, "SELECT leaves FROM %s_audit.seal_leaves WHERE seal_no = ? LIMIT 1", store->schema);
    struct database_value values[] = {big_number(arena, number)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-check-list", sql, values, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *list_out = (struct audit_list){0};
    *whole_out = row && row->lengths[0] % SEAL_LEAF_SIZE == 0;
    if (row)
        *list_out = (struct audit_list){(const unsigned char *)row->values[0], row->lengths[0] / SEAL_LEAF_SIZE};
    return result;
}

enum store_result audit_check_partition(struct store *store, struct arena *arena, const char *log, unsigned year,
                                        bool *there_out)
{
    static const char sql[] = "SELECT COUNT(*) FROM information_schema.partitions WHERE table_schema = ? AND "
                              "table_name = ? AND partition_name = ?";
    struct database_value values[] = {database_text(arena_printf(arena, "%s_audit", store->schema)), database_text(log),
                                      database_text(arena_printf(arena, "y%u", year))};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-check-partition", sql, values, 3, &answer);

    *there_out = result == STORE_OK && big(answer.sets[0].rows[0].values[0]) > 0;
    return result;
}

enum store_result audit_check_hash(struct store *store, struct arena *arena, unsigned long long number,
                                   unsigned char hash_out[CRYPTO_HASH_SIZE], bool *there_out)
{
    const char *sql = arena_printf(arena, "SELECT HEX(seal_hash) FROM %s_audit.seal WHERE seal_no = ?", store->schema);
    struct database_value values[] = {big_number(arena, number)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-check-hash", sql, values, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *there_out = row && crypto_from_hex(row->values[0], hash_out, CRYPTO_HASH_SIZE);
    return result;
}

struct audit_reading {
    const struct audit_log *log;
    struct crypto_digest *digest;
    struct database_stream *stream;
};

static const char *reading_sql(struct arena *arena, const char *schema, const struct audit_log *log)
{
    struct buffer sql;

    buffer_init(&sql, arena, SQL_AT_MOST);
    buffer_add_format(&sql, "SELECT t.%s, t.row_hash, TIMESTAMPDIFF(SECOND, t.logged_at, ?)", log->id);
    for (const struct audit_column *column = log->columns; column->name; column++)
        buffer_add_format(&sql,
                          column->value == AUDIT_BYTES  ? ", LOWER(HEX(t.%s))"
                          : column->value == AUDIT_TIME ? ", CONCAT('', t.%s)"
                                                        : ", t.%s",
                          column->name);
    buffer_add_format(&sql, " FROM %s_audit.%s t WHERE t.%s BETWEEN ? AND ? ORDER BY t.%s, t.logged_at", schema, log->name,
                      log->id, log->id);
    return buffer_text(&sql);
}

enum store_result audit_check_open(struct store *store, struct arena *arena, const char *log, unsigned long long first,
                                   unsigned long long last, const char *since, struct crypto_digest *digest,
                                   struct audit_reading **reading_out)
{
    struct audit_reading *reading = arena_alloc(arena, sizeof *reading);
    struct database_value values[] = {database_text(since), big_number(arena, first), big_number(arena, last)};
    const char *why = NULL;
    enum database_result result;

    *reading = (struct audit_reading){.log = audit_log_named(log), .digest = digest};
    assert(reading->log);
    result = database_stream_open(store->database, arena, reading_sql(arena, store->schema, reading->log), values, 3,
                                  &reading->stream, &why);
    *reading_out = result == DATABASE_OK ? reading : NULL;
    return store_told(result, "audit-check-rows", why);
}

static void read_row(const struct audit_reading *reading, const struct database_row *row, struct audit_checked_row *row_out)
{
    crypto_digest_kind(reading->digest, reading->log->name);
    for (size_t i = 0; reading->log->columns[i].name; i++)
        crypto_digest_value(reading->digest, reading->log->columns[i].name, row->values[VALUES_AT_FIRST + i],
                            row->lengths[VALUES_AT_FIRST + i]);
    crypto_digest_end(reading->digest, row_out->hash);
    row_out->id = big(row->values[0]);
    row_out->carries = row->values[1] != NULL;
    row_out->carries_right = row->values[1] && row->lengths[1] == CRYPTO_HASH_SIZE &&
                             memcmp(row->values[1], row_out->hash, CRYPTO_HASH_SIZE) == 0;
    row_out->before = row->values[2] ? strtoll(row->values[2], NULL, DECIMAL) : 0;
}

enum store_result audit_check_next(struct audit_reading *reading, struct audit_checked_row *row_out, bool *more_out)
{
    const struct database_row *row = NULL;
    const char *why = NULL;
    enum database_result result = database_stream_next(reading->stream, &row, &why);

    *more_out = result == DATABASE_OK && row;
    if (*more_out)
        read_row(reading, row, row_out);
    return store_told(result, "audit-check-rows", why);
}

void audit_check_close(struct audit_reading **reading)
{
    if (*reading)
        database_stream_close(&(*reading)->stream);
    *reading = NULL;
}

enum store_result audit_check_year(struct store *store, struct arena *arena, unsigned year, unsigned long long *rows_out,
                                   bool *dropped_out)
{
    const char *sql = arena_printf(arena,
                                   "SELECT COALESCE(SUM(IF(kind = 'dropped', 0, row_count)), 0), COALESCE(SUM(kind = 'dropped'), 0) "
                                   "FROM %s_audit.seal WHERE year = ?",
                                   store->schema);
    struct database_value values[] = {big_number(arena, year)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "audit-check-year", sql, values, 1, &answer);

    *rows_out = result == STORE_OK ? big(answer.sets[0].rows[0].values[0]) : 0;
    *dropped_out = result == STORE_OK && big(answer.sets[0].rows[0].values[1]) > 0;
    return result;
}

static enum store_result drop_from(struct store *store, struct arena *arena, const char *log, unsigned year)
{
    const char *why = NULL;
    bool there = false;
    enum store_result result = audit_check_partition(store, arena, log, year, &there);

    if (result != STORE_OK || !there)
        return result;
    return store_told(database_run(store->database,
                                   arena_printf(arena, "ALTER TABLE %s_audit.%s DROP PARTITION y%u", store->schema, log, year),
                                   &why),
                      "audit-drop", why);
}

enum store_result audit_check_drop(struct store *store, struct arena *arena, unsigned year)
{
    enum store_result result = STORE_OK;

    for (const struct audit_log *log = audit_logs; log->name && result == STORE_OK; log++)
        result = drop_from(store, arena, log->name, year);
    return result == STORE_OK ? drop_from(store, arena, seals_list, year) : result;
}
