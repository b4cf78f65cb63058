/* Tables whose every change is logged by triggers (requirement L1), and what the log leaves out of them. A table of the main
 * schema is either here or, with a reason, in tests/sql/expected.mjs. */
#ifndef REGISTER_STORE_LOGGED_TABLE_H
#define REGISTER_STORE_LOGGED_TABLE_H

#include <stdbool.h>

/* Whom the log names. */
enum logged_actor {
    LOGGED_CONTEXT, /* who asks; nobody: the write is refused */
    LOGGED_ACCOUNT, /* the same, or else the database account: what is also written where nobody can be logged in */
    LOGGED_SESSION  /* for a new session its own user, since nobody asks yet; later as above */
};

struct logged_table {
    const char *name; /* NULL ends the list */
    const char *reg; /* in which register, where it has a place */
    const char *of;  /* the table of participants that the row's place is taken from, by the trigger; NULL: its own */
    bool has_place;  /* rows are bound to a municipality or district: who writes must have the right there */
    bool has_history;
    bool is_frozen; /* a row stays as it was made, but for its place */
    enum logged_actor actor;
    const char *key;       /* what names a row in the log; NULL: the primary key */
    const char *hidden[4]; /* columns told as changed and never shown; see also logged_column_is_hidden */
    const char *untold[4]; /* columns whose change alone makes no row: reasons in tests/sql/expected.mjs */
};

extern const struct logged_table logged_tables[];

/* `type` as information_schema has it. A binary column is always hidden: it is a hash, a key or a token, and no text. So are
 * a password's hash and a codebook's text, which stands in its own table, and that only grows. */
bool logged_column_is_hidden(const struct logged_table *table, const char *column, const char *type);
/* Columns that count and date a change are untold in every table: the log's own row says these. */
bool logged_column_is_untold(const struct logged_table *table, const char *column);

#endif
