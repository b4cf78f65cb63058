/* The trigger's part that writes the log: each change, with its fields, who made it, and which row it was. */
#include <string.h>

#include "engine/base/text.h"
#include "register/store/trigger.h"

/* A group's columns are told only where one of them changed: the server prepares every expression that it comes to, for each row
 * anew, and a comparison is a fifth of the telling. Groups of 5 to 8 cost the same. */
enum { GROUP_COLUMNS = 6 };

struct told_column {
    const char *name;
    bool is_hidden;
    bool is_text;  /* what is empty in a new row, or one that goes, is not told */
    bool is_plain; /* nothing in its value needs an escape */
};

static struct told_column told_column(const struct logged_table *table, const char *const *column)
{
    const char *type = column[COLUMN_TYPE];
    return (struct told_column){
        .name = column[COLUMN_NAME],
        .is_hidden = logged_column_is_hidden(table, column[COLUMN_NAME], type),
        .is_text = strstr(type, "char") != NULL || strstr(type, "text") != NULL,
        .is_plain = strstr(type, "int") != NULL || strstr(type, "date") != NULL || text_equal(type, "decimal"),
    };
}

/* One side of a changed column as JSON text. */
static void add_side(struct buffer *sql, const char *row, const struct told_column *column)
{
    if (column->is_hidden) {
        buffer_add_format(sql, "IF(%s.`%s` IS NULL, 'null', '\"(hidden)\"')", row, column->name);
    } else if (column->is_plain) {
        buffer_add_format(sql, "COALESCE(CONCAT('\"', %s.`%s`, '\"'), 'null')", row, column->name);
    } else {
        buffer_add_format(sql, "COALESCE(JSON_QUOTE(CONCAT('', %s.`%s`)), 'null')", row, column->name);
    }
}

/* Texts are compared letter by letter, not as they sort. */
static void add_equal(struct buffer *sql, const struct told_column *column)
{
    const char *as = column->is_text ? "BINARY " : "";
    buffer_add_format(sql, "%sOLD.`%s` <=> %sNEW.`%s`", as, column->name, as, column->name);
}

static void add_group(struct buffer *sql, const struct told_column *columns, size_t count)
{
    buffer_add_text(sql, "    IF NOT (");
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(sql, i == 0 ? "" : " AND ");
        add_equal(sql, &columns[i]);
    }
    buffer_add_text(sql, ") THEN\n        SET l_changed = CONCAT_WS(',', NULLIF(l_changed, '')");
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(sql, ",\n            IF(");
        add_equal(sql, &columns[i]);
        buffer_add_format(sql, ", NULL, CONCAT('\"%s\":[', ", columns[i].name);
        add_side(sql, "OLD", &columns[i]);
        buffer_add_text(sql, ", ',', ");
        add_side(sql, "NEW", &columns[i]);
        buffer_add_text(sql, ", ']'))");
    }
    buffer_add_text(sql, ");\n    END IF;\n");
}

/* {"column":[old,new],...} of the changed columns alone, into l_changed. */
static void add_changed(struct buffer *sql, const struct logged_table *table, const struct database_set *columns)
{
    struct told_column group[GROUP_COLUMNS];
    size_t count = 0;
    buffer_add_text(sql, "    SET l_changed = '';\n");
    for (size_t i = 0; i < columns->row_count; i++) {
        const char *const *column = columns->rows[i].values;
        if (!logged_column_is_untold(table, column[COLUMN_NAME])) {
            group[count++] = told_column(table, column);
        }
        if (count == GROUP_COLUMNS || (count > 0 && i + 1 == columns->row_count)) {
            add_group(sql, group, count);
            count = 0;
        }
    }
}

/* A column of a whole row as "column":[null,value] or [value,null]; NULL where there is nothing to tell. */
static void add_whole_column(struct buffer *sql, const char *row, const struct told_column *column, const char *before,
                             const char *after)
{
    const char *name = column->name;
    if (column->is_hidden && column->is_text) {
        buffer_add_format(sql, "IF(NULLIF(%s.`%s`, '') IS NULL, NULL, '\"%s\":[%s\"(hidden)\"%s]')", row, name, name, before, after);
    } else if (column->is_hidden) {
        buffer_add_format(sql, "IF(%s.`%s` IS NULL, NULL, '\"%s\":[%s\"(hidden)\"%s]')", row, name, name, before, after);
    } else if (column->is_plain) {
        buffer_add_format(sql, "CONCAT('\"%s\":[%s\"', %s.`%s`, '\"%s]')", name, before, row, name, after);
    } else if (column->is_text) {
        buffer_add_format(sql, "CONCAT('\"%s\":[%s', JSON_QUOTE(NULLIF(%s.`%s`, '')), '%s]')", name, before, row, name, after);
    } else {
        buffer_add_format(sql, "CONCAT('\"%s\":[%s', JSON_QUOTE(CONCAT('', %s.`%s`)), '%s]')", name, before, row, name, after);
    }
}

/* The same of every column of a new row, or of one that goes: what is NULL leaves no trace in either function. */
static void add_whole(struct buffer *sql, enum trigger_event event, const struct logged_table *table,
                      const struct database_set *columns)
{
    bool is_new = event == ON_INSERT;
    buffer_add_text(sql, "    SET l_changed = CONCAT_WS(','");
    for (size_t i = 0; i < columns->row_count; i++) {
        struct told_column column = told_column(table, columns->rows[i].values);
        buffer_add_text(sql, ",\n        ");
        add_whole_column(sql, is_new ? "NEW" : "OLD", &column, is_new ? "null," : "", is_new ? "" : ",null");
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

/* The row of user_id, user_name, session_id: who has no session is no user, and is not asked for. */
static void add_actor(struct buffer *sql, enum trigger_event event, const struct logged_table *table)
{
    if (table->actor == LOGGED_SESSION && event == ON_INSERT) {
        buffer_add_text(sql, "        SET l_user = NEW.user_id, l_session = NEW.session_id,\n"
                             "            l_name = (SELECT u.display_name FROM {{main}}.user u WHERE u.user_id = NEW.user_id);\n");
        return;
    }
    buffer_add_text(sql, "        SET l_session = {{main}}.ctx.session_id();\n"
                         "        IF l_session IS NOT NULL THEN\n            SET l_user = {{main}}.ctx.user_id();\n        END IF;\n");
    if (table->actor != LOGGED_CONTEXT) {
        buffer_add_text(sql, "        SET l_name = COALESCE({{main}}.ctx.user_name(), LEFT(CONCAT('account:', USER()), 100));\n");
    }
}

static void add_log_row(struct buffer *sql, enum trigger_event event, const struct logged_table *table,
                        const struct database_set *columns)
{
    const char *row = event == ON_DELETE ? "OLD" : "NEW";
    buffer_add_text(sql, "    IF l_changed <> '' THEN\n");
    add_actor(sql, event, table);
    buffer_add_format(sql,
                      "        INSERT INTO {{audit}}.change_log (logged_at, user_id, user_name, session_id, action, "
                      "table_name, row_key, participant_id, changed)\n"
                      "            VALUES (CONVERT_TZ(SYSDATE(6), @@session.time_zone, '+00:00'), l_user, l_name, l_session, "
                      "'%s', '%s', ",
                      event == ON_INSERT ? "insert" : event == ON_UPDATE ? "update" : "delete", table->name);
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

static void add_declarations(struct buffer *sql, const struct logged_table *table)
{
    buffer_add_text(sql, "    DECLARE l_changed LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
                         "    DECLARE l_user, l_session BIGINT UNSIGNED;\n");
    buffer_add_format(sql, "    DECLARE l_name VARCHAR(100)%s;\n",
                      table->actor == LOGGED_CONTEXT ? " DEFAULT {{main}}.ctx.user_name()" : "");
    if (table->actor == LOGGED_CONTEXT) {
        buffer_add_text(sql, "    IF l_name IS NULL THEN\n"
                             "        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';\n    END IF;\n");
    }
}

void trigger_add_log(struct buffer *sql, const struct trigger *trigger)
{
    const struct logged_table *table = trigger->table;
    add_declarations(sql, table);
    if (trigger->event != ON_UPDATE) {
        add_whole(sql, trigger->event, table, trigger->columns);
    } else {
        add_changed(sql, table, trigger->columns);
    }
    if (trigger->event == ON_UPDATE && table->has_history) {
        add_return_if_same(sql, table, trigger->columns);
    }
    add_log_row(sql, trigger->event, table, trigger->columns);
}
