/* Asking the database and telling trouble. */
#include "register/store/store.h"

#include <assert.h>
#include <limits.h>

#include "engine/base/log.h"
#include "engine/base/text.h"

/* What the procedures say where nobody asks; and where the database has taken up another codebook and this worker has
 * not yet: that is over with the reload, and the form is kept till then. */
static const char no_context[] = "no context";
static const char unknown_variable[] = "unknown variable";

enum { TRIES = 3, ROWS_AT_MOST = 10000 };

enum store_result store_told(enum database_result result, const char *what, const char *why)
{
    if (result == DATABASE_OK)
        return STORE_OK;
    if (result == DATABASE_REMADE || (result == DATABASE_REFUSED && text_equal(why, no_context))) {
        log_event(LOG_LEVEL_INFO, "context-lost", "what=%s why=\"%s\"", what, why ? why : "");
        return STORE_LOST;
    }
    log_event(LOG_LEVEL_ERROR, "database-trouble", "what=%s why=\"%s\"", what, why ? why : "");
    if (result == DATABASE_REFUSED && text_equal(why, unknown_variable))
        return STORE_DOWN;
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

enum store_result store_found_none(struct store *store, struct arena *arena)
{
    const char *sql = arena_printf(arena, "SELECT %s.ctx.user_id() AS user_id", store->schema);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "context-check", sql, NULL, 0, &answer);

    if (result != STORE_OK || store_cell(&answer.sets[0], &answer.sets[0].rows[0], "user_id"))
        return result;
    return store_told(DATABASE_REFUSED, "context-check", no_context);
}

static enum store_result run(struct store *store, const char *what, const char *sql)
{
    const char *why = NULL;
    enum database_result result = database_run(store->database, sql, &why);

    return store_told(result, what, why);
}

enum store_result store_freeze(struct store *store)
{
    return run(store, "freeze", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
}

enum store_result store_thaw(struct store *store)
{
    return run(store, "thaw", "COMMIT");
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
