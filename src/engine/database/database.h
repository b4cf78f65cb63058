/* One MariaDB connection: prepared statements, result sets, streams. The only
 * room that includes the MariaDB client. */
#ifndef ENGINE_DATABASE_DATABASE_H
#define ENGINE_DATABASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

struct database;

struct database_settings {
    const char *socket, *user, *password, *schema; /* schema may be NULL */
    unsigned connect_seconds, read_seconds, write_seconds;
};

enum database_result {
    DATABASE_OK,
    DATABASE_AGAIN,    /* deadlock, lock wait, stale snapshot (1213, 1205, 1020): all rolled back; may be retried from the start */
    DATABASE_REFUSED,  /* a procedure or trigger said no: SQLSTATE 45000, its MESSAGE_TEXT in why */
    DATABASE_DUPLICATE,/* 1062 */
    DATABASE_REMADE,   /* a routine or view that the statement stands on is not there, or not ours to use: as while it is
                        * made anew. Nothing was done; may be retried once the session's context is set again */
    DATABASE_DOWN,     /* no connection; the next call tries to connect anew */
    DATABASE_FAILED    /* anything else: our bug or the server's; why says number and state, never values */
};

struct database_row {
    const char **values;  /* NULL = SQL NULL; numbers and dates as text */
    const size_t *lengths;
};

struct database_set { /* one result set */
    size_t column_count;
    const char *const *names;
    struct database_row *rows;
    size_t row_count;
};

struct database_answer { /* of a statement or CALL: its result sets in order */
    struct database_set *sets;
    size_t set_count;
    unsigned long long affected;
};

/* Connects at the first use, not here. Settings must outlive it. */
struct database *database_new(const struct database_settings *settings);
void database_close(struct database **database);

/* A parameter: text, or SQL NULL where text is NULL. Always bound, never in the SQL. */
struct database_value {
    const char *text;
    size_t length;
};
struct database_value database_text(const char *text);
struct database_value database_bytes(const void *bytes, size_t length);
struct database_value database_number(struct arena *arena, long long number);

/* Prepares (once per connection and SQL text: `sql` is compared by content and kept), binds, runs and fetches
 * everything into the arena. At most `row_limit` rows a set: more is DATABASE_FAILED. */
enum database_result database_ask(struct database *database, struct arena *arena, const char *sql,
                                  const struct database_value *values, size_t value_count, size_t row_limit,
                                  struct database_answer *answer_out, const char **why_out);

/* Statements without parameters or rows, several separated by the caller: for migrations and transactions. */
enum database_result database_run(struct database *database, const char *sql, const char **why_out);

/* Row by row, constant memory. Rows are valid until the next call. One stream at a time; nothing else may be
 * asked on this connection until it is closed. */
struct database_stream;
enum database_result database_stream_open(struct database *database, struct arena *arena, const char *sql,
                                          const struct database_value *values, size_t value_count,
                                          struct database_stream **stream_out, const char **why_out);
/* DATABASE_OK with *row_out NULL at the end. */
enum database_result database_stream_next(struct database_stream *stream, const struct database_row **row_out,
                                          const char **why_out);
void database_stream_close(struct database_stream **stream); /* drops what was not read */

/* At the start of a piece of work, before its first statement: a connection that the server has closed while it lay
 * idle (a restart, a timeout, a KILL) is let go, so that the first use connects anew. Later in the work a lost
 * connection is DATABASE_DOWN, since what the session held is gone with it. No round trip. */
void database_begin(struct database *database);

/* Forgets everything the session holds (context, variables, locks, statements). */
enum database_result database_reset(struct database *database, const char **why_out);
void database_drop(struct database *database); /* closes; the next use connects anew */

/* Statements sent since the last call: for the log and for tests of round trips. */
unsigned database_count_taken(struct database *database);

#endif
