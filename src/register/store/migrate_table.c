/* Makes the tables of the codebook, and adds the columns and indexes that an older one lacks. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/store/migrate_work.h"

enum { DDL_AT_MOST = 64 * 1024 };

static const char *backticked(struct arena *arena, const char *name)
{
    return arena_printf(arena, "`%s`", name);
}

/* The history keeps what was written, not what follows from it. */
static bool is_there(const struct schema_column *column, bool is_history)
{
    return !is_history || !schema_column_is_derived(column);
}

static void add_columns(struct buffer *sql, const struct schema_table *table, bool is_history)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (!is_there(&table->columns[i], is_history)) {
            continue;
        }
        buffer_add_format(sql, "`%s` %s, ", table->columns[i].name, table->columns[i].type);
    }
}

static bool make_table(struct migrate_work *work, const char *schema, const struct schema_table *table, bool is_history)
{
    struct buffer sql;
    buffer_init(&sql, work->arena, DDL_AT_MOST);
    buffer_add_format(&sql, "CREATE TABLE IF NOT EXISTS %s.%s (", schema, table->name);
    add_columns(&sql, table, is_history);
    buffer_add_format(&sql, "PRIMARY KEY (%s)", table->key);
    for (const struct schema_index *index = schema_indexes; !is_history && index->table != NULL; index++) {
        if (text_equal(index->table, table->name)) {
            buffer_add_format(&sql, ", KEY %s (%s)", index->name, index->columns);
        }
    }
    buffer_add_format(&sql, "%s)%s", is_history ? "" : table->constraints, is_history ? " WITH SYSTEM VERSIONING" : "");
    return !work_begins(work, arena_printf(work->arena, "make table %s.%s", schema, table->name)) ||
           work_run_filled(work, buffer_text(&sql));
}

/* The column as the database has it, or NULL. */
static const char *type_there(const struct database_set *there, const char *name)
{
    for (size_t i = 0; i < there->row_count; i++) {
        if (text_equal(there->rows[i].values[0], name)) {
            return there->rows[i].values[1];
        }
    }
    return NULL;
}

/* A text that may be shorter than it was keeps its room. */
static bool is_wider_text(const char *there, const char *wanted)
{
    static const char kind[] = "varchar(";
    return strncmp(there, kind, sizeof kind - 1) == 0 && strncmp(wanted, kind, sizeof kind - 1) == 0 &&
           strtol(there + sizeof kind - 1, NULL, 10) < strtol(wanted + sizeof kind - 1, NULL, 10);
}

static bool change_column(struct migrate_work *work, const char *schema, const struct schema_table *table,
                          const struct schema_column *column, const char *verb)
{
    const char *what = arena_printf(work->arena, "%s column %s.%s.%s", verb, schema, table->name, column->name);
    if (!work_begins(work, what)) {
        return true;
    }
    return work_run(work, "SET SESSION system_versioning_alter_history = KEEP") &&
           work_run(work, arena_printf(work->arena, "ALTER TABLE %s.%s %s COLUMN %s %s %s", schema, table->name, verb,
                                       text_equal(verb, "ADD") ? "IF NOT EXISTS" : "", backticked(work->arena, column->name), column->type));
}

static bool match_columns(struct migrate_work *work, const char *schema, const struct schema_table *table,
                          const struct database_set *there, bool is_history)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct schema_column *column = &table->columns[i];
        const char *type = type_there(there, column->name);
        if (!is_there(column, is_history)) {
            continue;
        }
        if (type == NULL) {
            if (!change_column(work, schema, table, column, "ADD")) {
                return false;
            }
        } else if (is_wider_text(type, column->known_as)) {
            if (!change_column(work, schema, table, column, "MODIFY")) {
                return false;
            }
        } else if (!text_equal(type, column->known_as) && !is_wider_text(column->known_as, type)) {
            return work_fail(work, "column %s.%s.%s is %s, but the codebook wants %s: that takes a step of its own",
                             schema, table->name, column->name, type, column->known_as);
        }
    }
    return true;
}

static bool match_indexes(struct migrate_work *work, const char *schema, const struct schema_table *table)
{
    const char *texts[] = {schema, table->name};
    struct database_answer answer;
    if (!work_ask(work, "SELECT index_name, GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') "
                        "FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? GROUP BY index_name", texts, 2, &answer)) {
        return false;
    }
    for (const struct schema_index *index = schema_indexes; index->table != NULL; index++) {
        if (!text_equal(index->table, table->name) ||
            text_equal(type_there(&answer.sets[0], index->name), index->columns)) {
            continue;
        }
        const char *what = arena_printf(work->arena, "make index %s.%s.%s", schema, table->name, index->name);
        if (work_begins(work, what) &&
            !work_run(work, arena_printf(work->arena, "ALTER TABLE %s.%s DROP KEY IF EXISTS %s, ADD KEY %s (%s)", schema,
                                         table->name, index->name, index->name, index->columns))) {
            return false;
        }
    }
    return true;
}

static bool match_table(struct migrate_work *work, const char *schema, const struct schema_table *table, bool is_history)
{
    const char *texts[] = {schema, table->name};
    struct database_answer answer;
    if (!work_ask(work, "SELECT column_name, column_type FROM information_schema.columns "
                        "WHERE table_schema = ? AND table_name = ?", texts, 2, &answer)) {
        return false;
    }
    if (answer.sets[0].row_count == 0) {
        return make_table(work, schema, table, is_history);
    }
    return match_columns(work, schema, table, &answer.sets[0], is_history) && (is_history || match_indexes(work, schema, table));
}

static bool has_column(const struct schema_table *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (text_equal(table->columns[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* Answers to a question that is gone stay with the rest: they are deleted, kept and looked up with it. */
static bool find_retired(struct migrate_work *work, const char *name)
{
    const struct schema_tables *tables = work->filling.tables;
    const char *texts[] = {work->filling.names.main, name};
    struct database_answer answer;
    if (!work_ask(work, "SELECT column_name, column_type FROM information_schema.columns "
                        "WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position", texts, 2, &answer)) {
        return false;
    }
    for (size_t i = 0; i < answer.sets[0].row_count; i++) {
        const char *const *column = answer.sets[0].rows[i].values;
        const struct codebook_variable *named = codebook_find_variable(tables->reg, column[0]);
        if (named != NULL && !has_column(schema_table_named(tables, name), column[0])) {
            return work_fail(work, "%s had one value and is now of another type: it takes another name", column[0]);
        }
        if (!has_column(schema_table_named(tables, name), column[0])) {
            schema_tables_retire(work->arena, tables, name, column[0], column[1]);
        }
    }
    return true;
}

bool migrate_tables(struct migrate_work *work)
{
    const struct schema_tables *tables = work->filling.tables;
    if (!find_retired(work, "participant") || !find_retired(work, "participant_test")) {
        return false;
    }
    for (size_t i = 0; i < tables->count; i++) {
        const struct schema_table *table = &tables->items[i];
        if (!match_table(work, work->filling.names.main, table, false) ||
            (table->has_history && !match_table(work, work->filling.names.history, table, true))) {
            return false;
        }
    }
    return true;
}
