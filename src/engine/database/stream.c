/* Rows one by one, in constant memory. */
#include "engine/database/private.h"

#include <assert.h>

struct database_stream {
    struct database *database;
    struct statement *statement;
    struct reader reader;
    bool ended; /* every row was read, or the statement failed: nothing waits on the connection */
};

/* What a procedure sends after its rows; an error among it is an error of the stream. */
static bool read_away_rest(MYSQL_STMT *handle)
{
    int next;
    while ((next = mysql_stmt_next_result(handle)) == 0) {
        struct reader rest;
        int more = 0;
        if (mysql_stmt_field_count(handle) > 0) {
            more = reader_open(&rest, handle) ? 1 : -1;
            while (more > 0) {
                more = reader_next(&rest, handle);
            }
            reader_close(&rest);
        }
        if (more < 0) {
            return false;
        }
    }
    return next < 0;
}

enum database_result database_stream_open(struct database *database, struct arena *arena, const char *sql,
                                          const struct database_value *values, size_t value_count,
                                          struct database_stream **stream_out, const char **why_out)
{
    struct statement *statement;
    enum database_result result = statement_start(database, sql, values, value_count, &statement, why_out);
    if (result != DATABASE_OK) {
        return result;
    }
    assert(mysql_stmt_field_count(statement->handle) > 0);
    struct database_stream *stream = arena_alloc(arena, sizeof *stream);
    *stream = (struct database_stream){.database = database, .statement = statement};
    if (!reader_open(&stream->reader, statement->handle)) {
        reader_close(&stream->reader);
        return statement_error(database, statement, why_out);
    }
    database->stream = stream;
    *stream_out = stream;
    return DATABASE_OK;
}

static enum database_result stream_error(struct database_stream *stream, const char **why_out)
{
    stream->ended = true;
    stream->database->stream = NULL;
    return statement_error(stream->database, stream->statement, why_out);
}

enum database_result database_stream_next(struct database_stream *stream, const struct database_row **row_out,
                                          const char **why_out)
{
    *row_out = NULL;
    if (stream->ended) {
        return DATABASE_OK;
    }
    if (stream->database->link == NULL) {
        *why_out = "dropped while streaming";
        return DATABASE_DOWN;
    }
    int more = reader_next(&stream->reader, stream->statement->handle);
    if (more == 1) {
        *row_out = &stream->reader.row;
        return DATABASE_OK;
    }
    if (more < 0 || !read_away_rest(stream->statement->handle)) {
        return stream_error(stream, why_out);
    }
    stream->ended = true;
    return DATABASE_OK;
}

void database_stream_close(struct database_stream **stream)
{
    struct database_stream *closing = *stream;
    if (closing == NULL) {
        return;
    }
    *stream = NULL;
    reader_close(&closing->reader);
    if (closing->database->stream == closing) {
        closing->database->stream = NULL;
        if (!closing->ended) {
            database_drop(closing->database);
        }
    }
}
