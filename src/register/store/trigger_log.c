/* The trigger's part that writes the log: each change, with its fields, who made it, and which row it was. */
#include <string.h>

#include "engine/base/text.h"
#include "register/store/trigger.h"

/* One side of a changed column as JSON text. */
static void add_side(struct buffer *sql, const char *row, const char *column, bool is_hidden)
{
    if (row == NULL) {
        buffer_add_text(sql, "'null'");
    } else if (is_hidden) {
        buffer_add_format(sql, "IF(%s.`%s` IS NULL, 'null', '\"(hidden)\"')", row, column);
    } else {
        buffer_add_format(sql, "COALESCE(JSON_QUOTE(CONCAT('', %s.`%s`)), 'null')", row, column);
    }
}

/* When is the column part of the log's row? Texts are compared letter by letter, not as they sort. */
static void add_condition(struct buffer *sql, enum trigger_event event, const char *column, const char *type)
{
    const char *row = event == ON_DELETE ? "OLD" : "NEW";
    bool is_text = strstr(type, "char") != NULL || strstr(type, "text") != NULL;
    if (event == ON_UPDATE) {
        buffer_add_format(sql, "NOT %sOLD.`%s` <=> %sNEW.`%s`", is_text ? "BINARY " : "", column,
                          is_text ? "BINARY " : "", column);
    } else if (is_text) {
        buffer_add_format(sql, "NULLIF(%s.`%s`, '') IS NOT NULL", row, column);
    } else {
        buffer_add_format(sql, "%s.`%s` IS NOT NULL", row, column);
    }
}

/* {"column":[old,new],...} of the changed columns alone, into l_changed. */
static void add_changed(struct buffer *sql, enum trigger_event event, const struct logged_table *table,
                        const struct database_set *columns)
{
    const char *comma = "";
    buffer_add_text(sql, "    SET l_changed = CONCAT_WS(',',\n");
    for (size_t i = 0; i < columns->row_count; i++) {
        const char *const *column = columns->rows[i].values;
        bool hidden = logged_column_is_hidden(table, column[COLUMN_NAME], column[COLUMN_TYPE]);
        if (event == ON_UPDATE && logged_column_is_untold(table, column[COLUMN_NAME])) {
            continue;
        }
        buffer_add_format(sql, "%s        IF(", comma);
        add_condition(sql, event, column[COLUMN_NAME], column[COLUMN_TYPE]);
        buffer_add_format(sql, ", CONCAT('\"%s\":[', ", column[COLUMN_NAME]);
        add_side(sql, trigger_events[event].old_row, column[COLUMN_NAME], hidden);
        buffer_add_text(sql, ", ',', ");
        add_side(sql, trigger_events[event].new_row, column[COLUMN_NAME], hidden);
        buffer_add_text(sql, ", ']'), NULL)");
        comma = ",\n";
    }
    buffer_add_text(sql, ");\n");
}

static void add_key(struct buffer *sql, const struct logged_table *table, const char *row,
                    const struct database_set *columns)
{
    if (table->key != NULL) {
        buffer_add_format(sql, "CONCAT('', %s.`%s`)", row, table->key);
        return;
    }
    buffer_add_text(sql, "CONCAT_WS(','");
    for (size_t i = 0; i < columns->row_count; i++) {
        if (text_equal(columns->rows[i].values[COLUMN_KEY], "PRI")) {
            buffer_add_format(sql, ", %s.`%s`", row, columns->rows[i].values[COLUMN_NAME]);
        }
    }
    buffer_add_char(sql, ')');
}

/* User, name and session of the log's row. */
static void add_actor(struct buffer *sql, enum trigger_event event, const struct logged_table *table)
{
    if (table->actor == LOGGED_SESSION && event == ON_INSERT) {
        buffer_add_text(sql, "NEW.user_id, (SELECT u.display_name FROM {{main}}.user u WHERE u.user_id = NEW.user_id), "
                             "NEW.session_id");
        return;
    }
    buffer_add_format(sql, "{{main}}.ctx.user_id(), %s, {{main}}.ctx.session_id()",
                      table->actor == LOGGED_CONTEXT ? "{{main}}.ctx.user_name()"
                                                 : "COALESCE({{main}}.ctx.user_name(), LEFT(CONCAT('account:', USER()), 100))");
}

static void add_log_row(struct buffer *sql, enum trigger_event event, const struct logged_table *table,
                        const struct database_set *columns)
{
    const char *row = event == ON_DELETE ? "OLD" : "NEW";
    buffer_add_text(sql, "    IF l_changed <> '' THEN\n"
                         "        INSERT INTO {{audit}}.change_log (logged_at, user_id, user_name, session_id, action, "
                         "table_name, row_key, participant_id, changed)\n"
                         "            VALUES (CONVERT_TZ(SYSDATE(6), @@session.time_zone, '+00:00'), ");
    add_actor(sql, event, table);
    buffer_add_format(sql, ", '%s', '%s', ", event == ON_INSERT ? "insert" : event == ON_UPDATE ? "update" : "delete",
                      table->name);
    add_key(sql, table, row, columns);
    buffer_add_format(sql, ", %s%s, CONCAT('{', l_changed, '}'));\n    END IF;\n",
                      trigger_has_column(columns, "participant_id") ? row : "NULL",
                      trigger_has_column(columns, "participant_id") ? ".participant_id" : "");
}

/* Where nothing but what is derived changed, nothing is to be told. */
static void add_return_if_same(struct buffer *sql, const struct logged_table *table, const struct database_set *columns)
{
    buffer_add_text(sql, "    IF l_changed = ''");
    for (size_t i = 0; i < columns->row_count; i++) {
        const char *name = columns->rows[i].values[COLUMN_NAME];
        if (logged_column_is_untold(table, name)) {
            buffer_add_format(sql, " AND OLD.`%s` <=> NEW.`%s`", name, name);
        }
    }
    buffer_add_text(sql, " THEN\n        LEAVE tell;\n    END IF;\n");
}

void trigger_add_log(struct buffer *sql, const struct trigger *trigger)
{
    const struct logged_table *table = trigger->table;
    buffer_add_text(sql, "    DECLARE l_changed LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n");
    if (table->actor == LOGGED_CONTEXT) {
        buffer_add_text(sql, "    IF {{main}}.ctx.user_name() IS NULL THEN\n"
                             "        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';\n    END IF;\n");
    }
    add_changed(sql, trigger->event, table, trigger->columns);
    if (trigger->event == ON_UPDATE && table->has_history) {
        add_return_if_same(sql, table, trigger->columns);
    }
    add_log_row(sql, trigger->event, table, trigger->columns);
}
