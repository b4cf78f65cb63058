/* Many rows into one table by few statements: INSERTs of several rows, every value bound. For loading alone; a
 * caseworker's writes go through the procedures. */
#ifndef REGISTER_STORE_BULK_H
#define REGISTER_STORE_BULK_H

#include "engine/database/database.h"

struct bulk {
    struct arena *arena;
    const char *table;
    const char *const *columns;
    size_t column_count;
    struct database_value *values; /* row after row */
    size_t row_count, row_capacity;
};

/* `table` and `columns` stand in SQL text: names of our own or of the checked codebook. They and the arena
 * must outlive the bulk. */
void bulk_init(struct bulk *bulk, struct arena *arena, const char *table, const char *const *columns,
               size_t column_count);
/* The next row's values, one per column, all NULL: to be filled in before the next call. */
struct database_value *bulk_row(struct bulk *bulk);
/* Inserts what was added, and is empty then. Only a few texts of SQL are ever sent, so that each stays prepared. Not
 * a transaction by itself. */
enum database_result bulk_send(struct bulk *bulk, struct database *database, const char **why_out);

#endif
