/* The tables whose columns the codebook gives: what they hold, by which indexes they are read. */
#ifndef REGISTER_STORE_SCHEMA_TABLE_H
#define REGISTER_STORE_SCHEMA_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

struct schema_column {
    const char *name;
    const char *type;     /* as in CREATE TABLE */
    const char *known_as; /* as information_schema words it */
    const struct codebook_variable *variable; /* NULL: the register's own, or of no codebook any more */
};

/* Views name indexes by family: "all", "municipality", "district" (findings on scoped views); NULL: no view. */
struct schema_index {
    const char *table, *family, *name, *columns;
};

struct schema_table {
    const char *name;
    const char *key;       /* columns of the primary key */
    const char *constraints; /* "" or ", CONSTRAINT ..." with {{main}} */
    bool has_history;      /* a system-versioned twin in the history schema */
    struct schema_column *columns;
    size_t column_count;
};

struct schema_tables {
    const struct codebook_register *reg;
    struct schema_table *items;
    size_t count;
};

/* NULL, and why, where the codebook lacks a variable that an index or a rule of the store names, or has one with the
 * name of a column of the register's own. */
const struct schema_tables *schema_tables_of(struct arena *arena, const struct codebook_register *reg,
                                             const char **why_out);
const struct schema_table *schema_table_named(const struct schema_tables *tables, const char *name);

/* Does the server, or a trigger, work the column out from the row's others? Its table alone has it then, no twin, and nobody writes it. */
bool schema_column_is_derived(const struct schema_column *column);

/* Takes in a column of participants or tests that the database has and the codebook does not name any more: it is read
 * and moved with the others, and written no more. `type` as information_schema words it. */
void schema_tables_retire(struct arena *arena, const struct schema_tables *tables, const char *table, const char *column,
                          const char *type);

extern const struct schema_index schema_indexes[]; /* ends with table NULL */
extern const char *const schema_list_columns[];    /* what the overview shows and filters by (O1, O5); ends with NULL */

#endif
