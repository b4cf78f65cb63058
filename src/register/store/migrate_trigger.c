/* Makes the triggers on logged tables, from the columns that a table has. */
#include <string.h>

#include "engine/base/text.h"
#include "register/store/trigger.h"

enum { TRIGGER_AT_MOST = 128 * 1024 };

const struct trigger_words trigger_events[] = {
    [ON_INSERT] = {"INSERT", "i", NULL, "NEW"},
    [ON_UPDATE] = {"UPDATE", "u", "OLD", "NEW"},
    [ON_DELETE] = {"DELETE", "d", "OLD", NULL},
};

bool trigger_has_column(const struct database_set *columns, const char *name)
{
    for (size_t i = 0; i < columns->row_count; i++) {
        if (text_equal(columns->rows[i].values[COLUMN_NAME], name)) {
            return true;
        }
    }
    return false;
}

static bool make_trigger(struct migrate_work *work, const struct trigger *trigger, const char *when)
{
    const struct trigger_words *words = &trigger_events[trigger->event];
    const char *table = trigger->table->name;
    const char *name = arena_printf(work->arena, "%s_%c%s", table, when[0] == 'A' ? 'a' : 'b', words->letter);
    struct buffer sql;
    buffer_init(&sql, work->arena, TRIGGER_AT_MOST);
    buffer_add_format(&sql,
                      "DELIMITER //\nCREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{main}}.%s %s %s ON "
                      "{{main}}.%s FOR EACH ROW\ntell: BEGIN\n",
                      name, when, words->name, table);
    if (when[0] == 'B') {
        trigger_add_guard(&sql, trigger, work);
    } else {
        trigger_add_log(&sql, trigger);
        trigger_add_follow(&sql, trigger);
    }
    buffer_add_text(&sql, "END//\n");
    return work_make(work, arena_printf(work->arena, "trigger/%s", name), buffer_text(&sql));
}

/* While only planning, the columns that would have been added stand behind those that are there. */
static struct database_set with_planned(const struct migrate_work *work, const struct logged_table *logged,
                                        const struct database_set *there)
{
    const struct schema_table *table = schema_table_named(work->filling.tables, logged->name);
    struct database_set all = *there;
    if (table == NULL || !work->plan_only) {
        return all;
    }
    all.rows = arena_alloc_many(work->arena, there->row_count + table->column_count, sizeof *all.rows);
    for (size_t i = 0; i < there->row_count; i++) {
        all.rows[i] = there->rows[i];
    }
    for (size_t i = 0; i < table->column_count; i++) {
        const char *type = table->columns[i].known_as;
        const char **row = arena_alloc_many(work->arena, COLUMN_KEY + 1, sizeof *row);
        if (schema_column_is_derived(&table->columns[i]) || trigger_has_column(there, table->columns[i].name)) {
            continue;
        }
        row[COLUMN_NAME] = table->columns[i].name;
        row[COLUMN_TYPE] = arena_copy_n(work->arena, type, strcspn(type, "( "));
        row[COLUMN_KEY] = "";
        all.rows[all.row_count++] = (struct database_row){row, NULL};
    }
    return all;
}

/* What follows from other columns is no change of hers: no trigger tells of it. */
static void leave_out_derived(const struct migrate_work *work, const struct logged_table *logged, struct database_set *columns)
{
    const struct schema_table *table = schema_table_named(work->filling.tables, logged->name);
    for (size_t i = 0; table != NULL && i < table->column_count; i++) {
        size_t kept = 0;
        for (size_t at = 0; schema_column_is_derived(&table->columns[i]) && at < columns->row_count; at++) {
            if (!text_equal(columns->rows[at].values[COLUMN_NAME], table->columns[i].name)) {
                columns->rows[kept++] = columns->rows[at];
            }
        }
        columns->row_count = schema_column_is_derived(&table->columns[i]) ? kept : columns->row_count;
    }
}

static bool make_triggers_of(struct migrate_work *work, const struct logged_table *table)
{
    const char *texts[] = {work->filling.names.main, table->name};
    struct database_answer answer;
    if (!work_ask(work, "SELECT column_name, data_type, column_key FROM information_schema.columns "
                        "WHERE table_schema = ? AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position",
                  texts, 2, &answer)) {
        return false;
    }
    struct database_set columns = with_planned(work, table, &answer.sets[0]);
    leave_out_derived(work, table, &columns);
    for (enum trigger_event event = ON_INSERT; event <= ON_DELETE; event++) {
        const struct trigger trigger = {table, event, &columns};
        if ((table->has_place && !make_trigger(work, &trigger, "BEFORE")) || !make_trigger(work, &trigger, "AFTER")) {
            return false;
        }
    }
    return true;
}

bool migrate_triggers(struct migrate_work *work)
{
    for (const struct logged_table *table = logged_tables; table->name != NULL; table++) {
        if (!make_triggers_of(work, table)) {
            return false;
        }
    }
    return true;
}
