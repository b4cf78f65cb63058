/* What the files of this room share. */
#ifndef ENGINE_DATABASE_PRIVATE_H
#define ENGINE_DATABASE_PRIVATE_H

#include <mysql.h>

#include "engine/database/database.h"

enum { STATEMENT_LIMIT = 200, WHY_SIZE = 400 };

struct statement {
    char *sql;
    MYSQL_STMT *handle;
    unsigned long long used_at; /* database->clock at its last use */
};

struct database {
    const struct database_settings *settings;
    MYSQL *link; /* NULL while not connected */
    struct statement statements[STATEMENT_LIMIT];
    size_t statement_count;
    unsigned long long clock;
    unsigned sent;
    struct database_stream *stream; /* the open one, or NULL */
    char why[WHY_SIZE];
};

/* Connects if need be; DATABASE_OK or DATABASE_DOWN. */
enum database_result database_connect(struct database *database, const char **why_out);

/* What an error means to the caller. Closes the connection when it is of no more use, and
 * rolls back where the server may have kept half a transaction. */
enum database_result database_error(struct database *database, unsigned number, const char *state,
                                    const char *message, const char **why_out);

/* The kept or newly prepared statement, its values bound. */
enum database_result statement_start(struct database *database, const char *sql,
                                     const struct database_value *values, size_t value_count,
                                     struct statement **statement_out, const char **why_out);
enum database_result statement_error(struct database *database, struct statement *statement, const char **why_out);
void statement_forget(struct database *database, struct statement *statement);
void statement_forget_all(struct database *database);

void *must(void *memory); /* not NULL, or the process ends */

/* One result set being read: a buffer per column, grown to the longest value seen. */
struct reader {
    size_t column_count;
    MYSQL_BIND *binds;
    struct cell *cells;
    const char **values;
    size_t *lengths;
    struct database_row row; /* points at the two above */
};

bool reader_open(struct reader *reader, MYSQL_STMT *handle);
/* 1: reader->row is the next row, valid until the next call; 0: no more; -1: error in the handle. */
int reader_next(struct reader *reader, MYSQL_STMT *handle);
void reader_close(struct reader *reader);

#endif
