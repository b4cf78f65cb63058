/* Asking the database and telling trouble. */
#include "register/store/store.h"

#include <assert.h>
#include <limits.h>

#include "engine/base/log.h"
#include "engine/base/text.h"

enum { TRIES = 3, ROWS_AT_MOST = 10000 };

enum store_result store_told(enum database_result result, const char *what, const char *why)
{
    if (result == DATABASE_OK)
        return STORE_OK;
    log_event(LOG_LEVEL_ERROR, "database-trouble", "what=%s why=\"%s\"", what, why ? why : "");
    return result == DATABASE_DOWN ? STORE_DOWN : STORE_FAILED;
}

void store_begin(struct store *store)
{
    database_begin(store->database);
}

enum store_result store_ask(struct store *store, struct arena *arena, const char *what, const char *sql,
                            const struct database_value *values, size_t value_count,
                            struct database_answer *answer_out)
{
    enum database_result result = DATABASE_AGAIN;
    const char *why = NULL;

    for (int try = 0; try < TRIES && result == DATABASE_AGAIN; try++)
        result = database_ask(store->database, arena, sql, values, value_count, ROWS_AT_MOST, answer_out, &why);
    return store_told(result, what, why);
}

unsigned store_statements_taken(struct store *store)
{
    return database_count_taken(store->database);
}

const char *store_cell(const struct database_set *set, const struct database_row *row, const char *name)
{
    for (size_t i = 0; i < set->column_count; i++)
        if (text_equal(set->names[i], name))
            return row->values[i];
    assert(!"a column the query does not have");
    return NULL;
}

long long store_cell_number(const struct database_set *set, const struct database_row *row, const char *name)
{
    const char *text = store_cell(set, row, name);
    long long number = 0;

    if (text && !text_to_integer(text, LLONG_MIN, LLONG_MAX, &number))
        assert(!"a number column that holds no number");
    return number;
}

const struct database_row *store_first(const struct database_answer *answer, size_t number)
{
    if (number >= answer->set_count || answer->sets[number].row_count == 0)
        return NULL;
    return &answer->sets[number].rows[0];
}
