/* INSERTs of several rows. */
#include "register/store/bulk.h"

#include <string.h>

#include "engine/base/buffer.h"

enum {
    ROWS_AT_FIRST = 16,
    PLACES_AT_MOST = 8192, /* of values in one statement; the protocol's own limit is 65535 */
    SQL_AT_MOST = 256 * 1024
};

void bulk_init(struct bulk *bulk, struct arena *arena, const char *table, const char *const *columns,
               size_t column_count)
{
    *bulk = (struct bulk){
        .arena = arena,
        .table = table,
        .columns = columns,
        .column_count = column_count,
        .row_capacity = ROWS_AT_FIRST,
        .values = arena_alloc_many(arena, ROWS_AT_FIRST * column_count, sizeof(struct database_value)),
    };
}

struct database_value *bulk_row(struct bulk *bulk)
{
    if (bulk->row_count == bulk->row_capacity) {
        size_t held = bulk->row_capacity * bulk->column_count;
        struct database_value *more = arena_alloc_many(bulk->arena, 2 * held, sizeof *more);

        memcpy(more, bulk->values, held * sizeof *more);
        bulk->values = more;
        bulk->row_capacity *= 2;
    }
    return &bulk->values[bulk->row_count++ * bulk->column_count];
}

static void add_row_places(struct buffer *sql, size_t column_count)
{
    for (size_t i = 0; i < column_count; i++)
        buffer_add_text(sql, i == 0 ? "(?" : ",?");
    buffer_add_char(sql, ')');
}

static const char *insert_text(const struct bulk *bulk, size_t rows)
{
    struct buffer sql;

    buffer_init(&sql, bulk->arena, SQL_AT_MOST);
    buffer_add_format(&sql, "INSERT INTO %s (", bulk->table);
    for (size_t i = 0; i < bulk->column_count; i++)
        buffer_add_format(&sql, "%s%s", i == 0 ? "" : ", ", bulk->columns[i]);
    buffer_add_text(&sql, ") VALUES ");
    for (size_t i = 0; i < rows; i++) {
        if (i > 0)
            buffer_add_char(&sql, ',');
        add_row_places(&sql, bulk->column_count);
    }
    return buffer_text(&sql);
}

/* The largest power of two that is no more than `left` and fits one statement. */
static size_t chunk_of(const struct bulk *bulk, size_t left)
{
    size_t rows = 1;

    while (2 * rows <= left && 2 * rows * bulk->column_count <= PLACES_AT_MOST)
        rows *= 2;
    return rows;
}

enum database_result bulk_send(struct bulk *bulk, struct database *database, const char **why_out)
{
    enum database_result result = DATABASE_OK;
    size_t sent = 0, rows = 0;

    for (; sent < bulk->row_count && result == DATABASE_OK; sent += rows) {
        struct database_answer answer;

        rows = chunk_of(bulk, bulk->row_count - sent);
        result = database_ask(database, bulk->arena, insert_text(bulk, rows), &bulk->values[sent * bulk->column_count],
                              rows * bulk->column_count, 0, &answer, why_out);
    }
    bulk->row_count = 0;
    return result;
}
