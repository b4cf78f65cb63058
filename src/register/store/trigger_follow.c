/* What follows from a change: the history, scopes from grants, pairs of participations, totals. */
#include "engine/base/text.h"
#include "register/store/trigger.h"

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
static void add_history(struct buffer *sql, enum trigger_event event, const char *table, const struct database_set *columns)
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

/* A participation's pairs with others of the same woman. */
static const char *const pairs[] = {
    [ON_INSERT] = "    CALL {{main}}.doubles_refresh(NEW.person_id);\n",
    [ON_UPDATE] = "    IF NOT (OLD.person_id <=> NEW.person_id AND OLD.status <=> NEW.status AND "
                  "OLD.oppstartsdato <=> NEW.oppstartsdato AND OLD.avslutningsdato <=> NEW.avslutningsdato AND "
                  "OLD.kommunenummer <=> NEW.kommunenummer AND OLD.bydel <=> NEW.bydel) THEN\n"
                  "        CALL {{main}}.doubles_refresh(OLD.person_id);\n"
                  "        CALL {{main}}.doubles_refresh(NEW.person_id);\n"
                  "    END IF;\n",
    [ON_DELETE] = "    CALL {{main}}.doubles_refresh(OLD.person_id);\n",
};

/* Rows in other tables move with the participation that they are of. */
static void add_moving(struct buffer *sql, const char *table)
{
    const char *begin = "    IF NOT (OLD.kommunenummer <=> NEW.kommunenummer AND OLD.bydel <=> NEW.bydel) THEN\n";
    const char *end = "";
    for (const struct logged_table *beside = logged_tables; beside->name != NULL; beside++) {
        if (beside->of != NULL && text_equal(beside->of, table)) {
            buffer_add_format(sql,
                              "%s        UPDATE {{main}}.%s SET kommunenummer = NEW.kommunenummer, bydel = NEW.bydel "
                              "WHERE participant_id = NEW.participant_id;\n",
                              begin, beside->name);
            begin = "";
            end = "    END IF;\n";
        }
    }
    buffer_add_text(sql, end);
}

#define SCOPES(row) "    CALL {{main}}.user_scope_refresh(" row ".user_id, {{main}}.norwegian_date({{main}}.utc_now()));\n"

/* What a user sees follows from her grants. */
static const char *const scopes[] = {
    [ON_INSERT] = SCOPES("NEW"),
    [ON_UPDATE] = SCOPES("OLD") SCOPES("NEW"),
    [ON_DELETE] = SCOPES("OLD"),
};

void trigger_add_follow(struct buffer *sql, const struct trigger *trigger)
{
    const char *table = trigger->table->name;
    if (trigger->table->has_history) {
        add_history(sql, trigger->event, table, trigger->columns);
    }
    if (text_equal(table, "user_grant")) {
        buffer_add_text(sql, scopes[trigger->event]);
    }
    if (trigger->event == ON_UPDATE) {
        add_moving(sql, table);
    }
    if (text_equal(table, "participant")) {
        buffer_add_text(sql, pairs[trigger->event]);
        buffer_add_text(sql, tally[trigger->event]);
    }
}
