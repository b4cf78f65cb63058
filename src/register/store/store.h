/* What every part of the store stands on: the connection, its schema, and how trouble is told. */
#ifndef REGISTER_STORE_STORE_H
#define REGISTER_STORE_STORE_H

#include "engine/database/database.h"

struct store {
    struct database *database;
    const char *schema; /* [a-z0-9_] alone: it stands in SQL text */
    bool may_have_context; /* somebody asked since nobody did: session_open's and session_leave's */
};

enum store_result {
    STORE_OK,
    STORE_DOWN,  /* no database: the user is told to come back, the same worker goes on */
    STORE_LOST,  /* nothing was done: the database has forgotten who asks, since routines or views were made anew in
                  * between (findings on the context). The request starts over, from telling who asks */
    STORE_FAILED /* logged; a page with an error code */
};

/* A request begins: nobody's context yet, and no connection from before the database was restarted. */
void store_begin(struct store *store);

/* Asks, again up to three times where the database says so (each procedure is one transaction), and logs
 * what failed by `what` (a fixed word), never values. */
enum store_result store_ask(struct store *store, struct arena *arena, const char *what, const char *sql,
                            const struct database_value *values, size_t value_count,
                            struct database_answer *answer_out);

/* A read through the scoped views found nothing: STORE_OK where that is so, STORE_LOST where nobody asked any more. */
enum store_result store_found_none(struct store *store, struct arena *arena);

/* Until the next write, or until thawed, what is read is the register as it is now: several questions are of one moment. */
enum store_result store_freeze(struct store *store);
enum store_result store_thaw(struct store *store);

/* Statements sent since the last call: for the log. */
unsigned store_statements_taken(struct store *store);

/* How a database's answer is told upward; logs what is not OK. */
enum store_result store_told(enum database_result result, const char *what, const char *why);

/* The value under `name` in a row of the set; NULL for SQL NULL. The column must exist. */
const char *store_cell(const struct database_set *set, const struct database_row *row, const char *name);
long long store_cell_number(const struct database_set *set, const struct database_row *row, const char *name);
/* The only row of result set `number`, or NULL where it has none. */
const struct database_row *store_first(const struct database_answer *answer, size_t number);

#endif
