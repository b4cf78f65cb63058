/* Triggers: who may write where, the log of every change (requirement L1), the history, scopes from grants. */
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/store/logged_table.h"
#include "register/store/migrate_work.h"
#include "register/store/schema_gap.h"

enum { TRIGGER_AT_MOST = 128 * 1024 };

enum event { ON_INSERT, ON_UPDATE, ON_DELETE };

static const struct {
    const char *name, *letter;
    const char *old_row, *new_row; /* NULL where the event has none */
} events[] = {
    [ON_INSERT] = {"INSERT", "i", NULL, "NEW"},
    [ON_UPDATE] = {"UPDATE", "u", "OLD", "NEW"},
    [ON_DELETE] = {"DELETE", "d", "OLD", NULL},
};

/* In the history its rows are kept themselves. The log tells it with the participant, so that a row of it is all that was changed
 * at once. */
static const char repeated_column[] = "choices";

enum column { COLUMN_NAME, COLUMN_TYPE, COLUMN_KEY };

static bool has_column(const struct database_set *columns, const char *name)
{
    for (size_t i = 0; i < columns->row_count; i++) {
        if (text_equal(columns->rows[i].values[COLUMN_NAME], name)) {
            return true;
        }
    }
    return false;
}

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
static void add_condition(struct buffer *sql, enum event event, const char *column, const char *type)
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
static void add_changed(struct buffer *sql, enum event event, const struct logged_table *table,
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
        add_side(sql, events[event].old_row, column[COLUMN_NAME], hidden);
        buffer_add_text(sql, ", ',', ");
        add_side(sql, events[event].new_row, column[COLUMN_NAME], hidden);
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
static void add_actor(struct buffer *sql, enum event event, const struct logged_table *table)
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

static void add_log_row(struct buffer *sql, enum event event, const struct logged_table *table,
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
                      has_column(columns, "participant_id") ? row : "NULL",
                      has_column(columns, "participant_id") ? ".participant_id" : "");
}

static void add_names(struct buffer *sql, const char *before, const char *between, const struct database_set *columns)
{
    for (size_t i = 0; i < columns->row_count; i++) {
        buffer_add_format(sql, "%s%s`%s`", i == 0 ? "" : between, before, columns->rows[i].values[COLUMN_NAME]);
    }
}

static void add_history_key(struct buffer *sql, const struct database_set *columns)
{
    const char *and = "";
    for (size_t i = 0; i < columns->row_count; i++) {
        if (text_equal(columns->rows[i].values[COLUMN_KEY], "PRI")) {
            buffer_add_format(sql, "%s`%s` = OLD.`%s`", and, columns->rows[i].values[COLUMN_NAME],
                              columns->rows[i].values[COLUMN_NAME]);
            and = " AND ";
        }
    }
}

/* The twin in the history schema does the same; the server keeps its old rows. */
static void add_history(struct buffer *sql, enum event event, const char *table, const struct database_set *columns)
{
    if (event == ON_INSERT) {
        buffer_add_format(sql, "    INSERT INTO {{history}}.%s (", table);
        add_names(sql, "", ", ", columns);
        buffer_add_text(sql, ") VALUES (");
        add_names(sql, "NEW.", ", ", columns);
        buffer_add_text(sql, ");\n");
        return;
    }
    buffer_add_format(sql, event == ON_UPDATE ? "    UPDATE {{history}}.%s SET " : "    DELETE FROM {{history}}.%s", table);
    for (size_t i = 0; event == ON_UPDATE && i < columns->row_count; i++) {
        const char *name = columns->rows[i].values[COLUMN_NAME];
        buffer_add_format(sql, "%s`%s` = NEW.`%s`", i == 0 ? "" : ", ", name, name);
    }
    buffer_add_text(sql, " WHERE ");
    add_history_key(sql, columns);
    buffer_add_text(sql, ";\n");
}

#define TALLIED(row) row ".kommunenummer, " row ".bydel, " row ".status, " row ".oppstartsdato, " row ".avslutningsdato, " row ".confirmed_years"
#define TALLIED_NONE "NULL, NULL, NULL, NULL, NULL, NULL"

/* The totals come last: their rows are everybody's. */
static const char *const tally[] = {
    [ON_INSERT] = "    CALL {{main}}.tally_change(" TALLIED_NONE ", " TALLIED("NEW") ");\n",
    [ON_UPDATE] = "    IF NOT (OLD.kommunenummer <=> NEW.kommunenummer AND OLD.bydel <=> NEW.bydel AND OLD.status <=> NEW.status AND "
                  "OLD.oppstartsdato <=> NEW.oppstartsdato AND OLD.avslutningsdato <=> NEW.avslutningsdato AND "
                  "OLD.confirmed_years <=> NEW.confirmed_years) THEN\n"
                  "        CALL {{main}}.tally_change(" TALLIED("OLD") ", " TALLIED("NEW") ");\n    END IF;\n",
    [ON_DELETE] = "    CALL {{main}}.tally_change(" TALLIED("OLD") ", " TALLIED_NONE ");\n",
};

/* What follows from a change in one table alone. */
static const char *consequence(enum event event, const char *table)
{
    if (text_equal(table, "participant") && event != ON_UPDATE) {
        return event == ON_INSERT ? "    CALL {{main}}.doubles_refresh(NEW.person_id);\n"
                                  : "    CALL {{main}}.doubles_refresh(OLD.person_id);\n";
    }
    if (text_equal(table, "participant")) {
        return "    IF NOT (OLD.kommunenummer <=> NEW.kommunenummer AND OLD.bydel <=> NEW.bydel) THEN\n"
               "        UPDATE {{main}}.participant_choice SET kommunenummer = NEW.kommunenummer, bydel = NEW.bydel "
               "WHERE participant_id = NEW.participant_id;\n"
               "        UPDATE {{main}}.participant_test SET kommunenummer = NEW.kommunenummer, bydel = NEW.bydel "
               "WHERE participant_id = NEW.participant_id;\n"
               "        UPDATE {{main}}.participant_confirmation SET kommunenummer = NEW.kommunenummer, bydel = NEW.bydel "
               "WHERE participant_id = NEW.participant_id;\n"
               "    END IF;\n"
               "    IF NOT (OLD.person_id <=> NEW.person_id AND OLD.status <=> NEW.status AND "
               "OLD.oppstartsdato <=> NEW.oppstartsdato AND OLD.avslutningsdato <=> NEW.avslutningsdato AND "
               "OLD.kommunenummer <=> NEW.kommunenummer AND OLD.bydel <=> NEW.bydel) THEN\n"
               "        CALL {{main}}.doubles_refresh(OLD.person_id);\n"
               "        CALL {{main}}.doubles_refresh(NEW.person_id);\n"
               "    END IF;\n";
    }
    if (text_equal(table, "user_grant")) {
        return event == ON_INSERT
                   ? "    CALL {{main}}.user_scope_refresh(NEW.user_id, {{main}}.norwegian_date({{main}}.utc_now()));\n"
               : event == ON_DELETE
                   ? "    CALL {{main}}.user_scope_refresh(OLD.user_id, {{main}}.norwegian_date({{main}}.utc_now()));\n"
                   : "    CALL {{main}}.user_scope_refresh(OLD.user_id, {{main}}.norwegian_date({{main}}.utc_now()));\n"
                     "    CALL {{main}}.user_scope_refresh(NEW.user_id, {{main}}.norwegian_date({{main}}.utc_now()));\n";
    }
    return "";
}

static void begin_trigger(struct buffer *sql, const char *when, enum event event, const char *table)
{
    buffer_add_format(sql,
                      "DELIMITER //\nCREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{main}}.%s_%c%s %s %s ON "
                      "{{main}}.%s FOR EACH ROW\ntell: BEGIN\n",
                      table, when[0] == 'A' ? 'a' : 'b', events[event].letter, when, events[event].name, table);
}

static bool make_trigger(struct migrate_work *work, const char *table, const char *when, enum event event,
                         struct buffer *sql)
{
    buffer_add_text(sql, "END//\n");
    return work_make(work,
                     arena_printf(work->arena, "trigger/%s_%c%s", table, when[0] == 'A' ? 'a' : 'b', events[event].letter),
                     buffer_text(sql));
}

/* Where nothing but what is derived changed, nothing is to be told. */
static void add_return_if_same(struct buffer *sql, const struct logged_table *table, const struct database_set *columns)
{
    buffer_add_text(sql, "    IF l_changed = ''");
    for (size_t i = 0; i < columns->row_count; i++) {
        const char *name = columns->rows[i].values[COLUMN_NAME];
        if (logged_column_is_untold(table, name) || text_equal(name, repeated_column)) {
            buffer_add_format(sql, " AND OLD.`%s` <=> NEW.`%s`", name, name);
        }
    }
    buffer_add_text(sql, " THEN\n        LEAVE tell;\n    END IF;\n");
}

static bool make_after(struct migrate_work *work, const struct logged_table *table, enum event event,
                       const struct database_set *columns)
{
    struct buffer sql;
    buffer_init(&sql, work->arena, TRIGGER_AT_MOST);
    begin_trigger(&sql, "AFTER", event, table->name);
    buffer_add_text(&sql, "    DECLARE l_changed LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n");
    if (table->actor == LOGGED_CONTEXT) {
        buffer_add_text(&sql, "    IF {{main}}.ctx.user_name() IS NULL THEN\n"
                              "        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';\n    END IF;\n");
    }
    add_changed(&sql, event, table, columns);
    if (event == ON_UPDATE && table->has_history) {
        add_return_if_same(&sql, table, columns);
    }
    add_log_row(&sql, event, table, columns);
    if (table->has_history) {
        add_history(&sql, event, table->name, columns);
    }
    buffer_add_text(&sql, consequence(event, table->name));
    if (text_equal(table->name, "participant")) {
        buffer_add_text(&sql, tally[event]);
    }
    return make_trigger(work, table->name, "AFTER", event, &sql);
}

/* Nothing but the machine of statuses moves a participation from one to another (requirement P10); the text holds the
 * steps themselves, so that another machine makes another trigger. */
static void add_status_check(struct buffer *sql, const struct migrate_work *work)
{
    buffer_add_format(sql,
                      "        IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (%s) THEN\n"
                      "            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such change of status';\n"
                      "        END IF;\n",
                      schema_fill(&work->filling, work->arena, "status_steps"));
}

/* The place follows the participant; all else stands as it was. */
static void add_frozen(struct buffer *sql, const struct database_set *columns)
{
    buffer_add_text(sql, "    IF NOT (TRUE");
    for (size_t i = 0; i < columns->row_count; i++) {
        const char *name = columns->rows[i].values[COLUMN_NAME];
        if (!text_equal(name, "kommunenummer") && !text_equal(name, "bydel")) {
            buffer_add_format(sql, "\n            AND BINARY OLD.`%s` <=> BINARY NEW.`%s`", name, name);
        }
    }
    buffer_add_text(sql, ") THEN\n        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was confirmed stands';\n"
                         "    END IF;\n");
}

/* Rows go back from a table of what was deleted to its twin when a participation is put back (requirement P12). */
static bool is_of_deleted(const struct logged_table *table)
{
    const char *ending = strstr(table->name, "_deleted");
    return ending != NULL && text_equal(ending, "_deleted");
}

static void add_place_check(struct buffer *sql, const struct logged_table *table, enum event event)
{
    bool to_living = event == ON_INSERT && !is_of_deleted(table);
    bool from_deleted = event == ON_DELETE && is_of_deleted(table);
    if (to_living || from_deleted) {
        const char *row = to_living ? "NEW" : "OLD";
        buffer_add_format(sql, "        CALL {{main}}.require_write_or_restore(%s.kommunenummer, %s.bydel, %s.participant_id, %d);\n",
                          row, row, row, from_deleted);
        return;
    }
    if (events[event].old_row != NULL) {
        buffer_add_text(sql, "        CALL {{main}}.require_write(OLD.kommunenummer, OLD.bydel);\n");
    }
    if (events[event].new_row != NULL) {
        buffer_add_text(sql, "        CALL {{main}}.require_write(NEW.kommunenummer, NEW.bydel);\n");
    }
}

static bool make_before(struct migrate_work *work, const struct logged_table *table, enum event event,
                        const struct database_set *columns)
{
    struct buffer sql;
    buffer_init(&sql, work->arena, TRIGGER_AT_MOST);
    begin_trigger(&sql, "BEFORE", event, table->name);
    if (table->is_beside && event == ON_INSERT) {
        buffer_add_text(&sql,
                        "    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin DEFAULT '';\n"
                        "    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin DEFAULT '';\n"
                        "    SELECT COALESCE(MAX(p.kommunenummer), ''), COALESCE(MAX(p.bydel), '') INTO l_kommunenummer, "
                        "l_bydel FROM {{main}}.participant p WHERE p.participant_id = NEW.participant_id;\n"
                        "    SET NEW.kommunenummer = l_kommunenummer, NEW.bydel = l_bydel;\n");
        if (has_column(columns, "figures")) {
            buffer_add_text(&sql, "    SET NEW.figures = COALESCE((SELECT d.figures FROM {{main}}.participant_confirmation_deleted d "
                                  "WHERE d.participant_id = NEW.participant_id AND d.year = NEW.year "
                                  "AND d.version = NEW.version), {{main}}.participant_figures(NEW.participant_id));\n");
        }
    }
    if (event == ON_UPDATE) {
        buffer_add_text(&sql, "    IF NEW.participant_id <> OLD.participant_id THEN\n"
                              "        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a participant keeps its number';\n"
                              "    END IF;\n");
        if (table->is_frozen) {
            add_frozen(&sql, columns);
        }
    }
    buffer_add_text(&sql, "    IF {{main}}.ctx.is_system() IS NULL THEN\n");
    add_place_check(&sql, table, event);
    if (event == ON_UPDATE && text_equal(table->name, "participant")) {
        add_status_check(&sql, work);
    }
    buffer_add_text(&sql, "    END IF;\n");
    if (event != ON_DELETE && text_equal(table->name, "participant")) {
        buffer_add_text(&sql, schema_gap_block(work->arena, work->filling.tables->reg, work->gap_bits));
    }
    return make_trigger(work, table->name, "BEFORE", event, &sql);
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
        if (schema_column_is_derived(&table->columns[i]) || has_column(there, table->columns[i].name)) {
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
    for (enum event event = ON_INSERT; event <= ON_DELETE; event++) {
        if ((table->has_place && !make_before(work, table, event, &columns)) ||
            !make_after(work, table, event, &columns)) {
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
