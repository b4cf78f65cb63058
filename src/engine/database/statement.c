/* Prepared statements: kept by their text, values bound, everything fetched. */
#include "engine/database/private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct database_value database_text(const char *text)
{
    return (struct database_value){text, text == NULL ? 0 : strlen(text)};
}

struct database_value database_bytes(const void *bytes, size_t length)
{
    return (struct database_value){bytes, length};
}

struct database_value database_number(struct arena *arena, long long number)
{
    return database_text(arena_printf(arena, "%lld", number));
}

void *must(void *memory)
{
    if (memory == NULL) {
        abort();
    }
    return memory;
}

void statement_forget(struct database *database, struct statement *statement)
{
    free(statement->sql);
    if (statement->handle != NULL) {
        mysql_stmt_close(statement->handle);
    }
    *statement = database->statements[--database->statement_count];
}

void statement_forget_all(struct database *database)
{
    while (database->statement_count > 0) {
        statement_forget(database, &database->statements[database->statement_count - 1]);
    }
}

/* An error met among rows is told by the connection alone, not by the statement. */
enum database_result statement_error(struct database *database, struct statement *statement, const char **why_out)
{
    MYSQL_STMT *handle = statement->handle;
    bool by_statement = mysql_stmt_errno(handle) != 0;
    unsigned number = by_statement ? mysql_stmt_errno(handle) : mysql_errno(database->link);
    char message[MYSQL_ERRMSG_SIZE], state[SQLSTATE_LENGTH + 1];
    snprintf(message, sizeof message, "%s", by_statement ? mysql_stmt_error(handle) : mysql_error(database->link));
    snprintf(state, sizeof state, "%s", by_statement ? mysql_stmt_sqlstate(handle) : mysql_sqlstate(database->link));
    statement_forget(database, statement);
    return database_error(database, number, state, message, why_out);
}

static struct statement *find_kept(struct database *database, const char *sql)
{
    for (size_t i = 0; i < database->statement_count; i++) {
        if (strcmp(database->statements[i].sql, sql) == 0) {
            return &database->statements[i];
        }
    }
    return NULL;
}

static struct statement *make_room(struct database *database)
{
    if (database->statement_count == STATEMENT_LIMIT) {
        struct statement *oldest = &database->statements[0];
        for (size_t i = 1; i < database->statement_count; i++) {
            if (database->statements[i].used_at < oldest->used_at) {
                oldest = &database->statements[i];
            }
        }
        statement_forget(database, oldest);
    }
    return &database->statements[database->statement_count++];
}

static enum database_result prepare(struct database *database, const char *sql, struct statement **statement_out,
                                    const char **why_out)
{
    struct statement *statement = find_kept(database, sql);
    if (statement == NULL) {
        statement = make_room(database);
        *statement = (struct statement){must(strdup(sql)), must(mysql_stmt_init(database->link)), 0};
        if (mysql_stmt_prepare(statement->handle, sql, (unsigned long)strlen(sql)) != 0) {
            return statement_error(database, statement, why_out);
        }
    }
    statement->used_at = ++database->clock;
    *statement_out = statement;
    return DATABASE_OK;
}

static bool bind_and_execute(MYSQL_STMT *handle, const struct database_value *values, size_t value_count)
{
    assert(mysql_stmt_param_count(handle) == value_count);
    if (value_count == 0) {
        return mysql_stmt_execute(handle) == 0;
    }
    MYSQL_BIND *binds = must(calloc(value_count, sizeof *binds));
    for (size_t i = 0; i < value_count; i++) {
        binds[i].buffer_type = values[i].text == NULL ? MYSQL_TYPE_NULL : MYSQL_TYPE_STRING;
        memcpy(&binds[i].buffer, &values[i].text, sizeof binds[i].buffer); /* read only, but not declared so */
        binds[i].buffer_length = (unsigned long)values[i].length;
    }
    bool done = mysql_stmt_bind_param(handle, binds) == 0 && mysql_stmt_execute(handle) == 0;
    free(binds);
    return done;
}

enum database_result statement_start(struct database *database, const char *sql,
                                     const struct database_value *values, size_t value_count,
                                     struct statement **statement_out, const char **why_out)
{
    assert(database->stream == NULL);
    *statement_out = NULL;
    enum database_result result = database_connect(database, why_out);
    if (result == DATABASE_OK) {
        result = prepare(database, sql, statement_out, why_out);
    }
    if (result != DATABASE_OK) {
        return result;
    }
    assert(*statement_out != NULL);
    database->sent++;
    if (!bind_and_execute((*statement_out)->handle, values, value_count)) {
        return statement_error(database, *statement_out, why_out);
    }
    return DATABASE_OK;
}

static const char *const *column_names(struct arena *arena, MYSQL_STMT *handle, size_t count)
{
    const char **names = arena_alloc_many(arena, count, sizeof *names);
    MYSQL_RES *heading = must(mysql_stmt_result_metadata(handle));
    const MYSQL_FIELD *fields = mysql_fetch_fields(heading);
    for (size_t i = 0; i < count; i++) {
        names[i] = arena_copy(arena, fields[i].name);
    }
    mysql_free_result(heading);
    return names;
}

static struct database_row copy_row(struct arena *arena, const struct reader *reader)
{
    const char **values = arena_alloc_many(arena, reader->column_count, sizeof *values);
    size_t *lengths = arena_alloc_many(arena, reader->column_count, sizeof *lengths);
    for (size_t i = 0; i < reader->column_count; i++) {
        lengths[i] = reader->lengths[i];
        values[i] = reader->values[i] == NULL ? NULL : arena_copy_n(arena, reader->values[i], lengths[i]);
    }
    return (struct database_row){values, lengths};
}

static struct database_row *grow_rows(struct arena *arena, struct database_row *rows, size_t count, size_t *capacity)
{
    size_t larger = *capacity == 0 ? 8 : *capacity * 2;
    struct database_row *copy = arena_alloc_many(arena, larger, sizeof *copy);
    if (count > 0) {
        memcpy(copy, rows, count * sizeof *rows);
    }
    *capacity = larger;
    return copy;
}

/* 0: all rows are in the set; -1: error in the handle; 1: more rows than allowed. */
static int read_set(struct arena *arena, MYSQL_STMT *handle, size_t row_limit, struct database_set *set)
{
    struct reader reader;
    size_t capacity = 0;
    int more = reader_open(&reader, handle) ? 1 : -1;
    *set = (struct database_set){.column_count = reader.column_count};
    set->names = column_names(arena, handle, set->column_count);
    while (more == 1 && (more = reader_next(&reader, handle)) == 1 && set->row_count < row_limit) {
        if (set->row_count == capacity) {
            set->rows = grow_rows(arena, set->rows, set->row_count, &capacity);
        }
        set->rows[set->row_count++] = copy_row(arena, &reader);
    }
    reader_close(&reader);
    return more;
}

static struct database_set *add_set(struct arena *arena, struct database_answer *answer)
{
    struct database_set *sets = arena_alloc_many(arena, answer->set_count + 1, sizeof *sets);
    if (answer->set_count > 0) {
        memcpy(sets, answer->sets, answer->set_count * sizeof *sets);
    }
    answer->sets = sets;
    return &sets[answer->set_count++];
}

enum database_result database_ask(struct database *database, struct arena *arena, const char *sql,
                                  const struct database_value *values, size_t value_count, size_t row_limit,
                                  struct database_answer *answer_out, const char **why_out)
{
    struct statement *statement;
    enum database_result result = statement_start(database, sql, values, value_count, &statement, why_out);
    if (result != DATABASE_OK) {
        return result;
    }
    *answer_out = (struct database_answer){0};
    int next = 0;
    while (next == 0) {
        if (mysql_stmt_field_count(statement->handle) > 0) {
            int trouble = read_set(arena, statement->handle, row_limit, add_set(arena, answer_out));
            if (trouble > 0) {
                database_drop(database);
                *why_out = "more rows than allowed";
                return DATABASE_FAILED;
            }
            if (trouble < 0) {
                return statement_error(database, statement, why_out);
            }
        } else {
            answer_out->affected = mysql_stmt_affected_rows(statement->handle);
        }
        next = mysql_stmt_next_result(statement->handle);
    }
    if (next > 0) {
        return statement_error(database, statement, why_out);
    }
    mysql_stmt_free_result(statement->handle);
    return DATABASE_OK;
}
