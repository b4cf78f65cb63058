/* The trigger's part that stands before a write: who may write where, and what never changes. */
#include <string.h>

#include "engine/base/text.h"
#include "register/store/schema_gap.h"
#include "register/store/trigger.h"

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

static void add_right(struct buffer *sql, const struct logged_table *table, const char *row)
{
    buffer_add_format(sql, "        CALL {{main}}.require_write('%s', %s.kommunenummer, %s.bydel);\n", table->reg, row, row);
}

static void add_place_check(struct buffer *sql, const struct logged_table *table, enum trigger_event event)
{
    bool to_living = event == ON_INSERT && !is_of_deleted(table);
    bool from_deleted = event == ON_DELETE && is_of_deleted(table);
    if ((to_living || from_deleted) && text_equal(table->reg, "jobbsjansen")) {
        const char *row = to_living ? "NEW" : "OLD";
        buffer_add_format(sql, "        CALL {{main}}.require_write_or_restore(%s.kommunenummer, %s.bydel, %s.participant_id, %d);\n",
                          row, row, row, from_deleted);
        return;
    }
    if (trigger_events[event].old_row != NULL) {
        add_right(sql, table, "OLD");
    }
    if (trigger_events[event].new_row != NULL) {
        add_right(sql, table, "NEW");
    }
}

/* A row beside a participation has her place. */
static void add_place(struct buffer *sql, const struct trigger *trigger)
{
    buffer_add_format(sql,
                      "    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin DEFAULT '';\n"
                      "    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin DEFAULT '';\n"
                      "    SELECT COALESCE(MAX(p.kommunenummer), ''), COALESCE(MAX(p.bydel), '') INTO l_kommunenummer, "
                      "l_bydel FROM {{main}}.%s p WHERE p.participant_id = NEW.participant_id;\n"
                      "    SET NEW.kommunenummer = l_kommunenummer, NEW.bydel = l_bydel;\n",
                      trigger->table->of);
    if (trigger_has_column(trigger->columns, "figures")) {
        buffer_add_text(sql, "    SET NEW.figures = COALESCE((SELECT d.figures FROM {{main}}.participant_confirmation_deleted d "
                             "WHERE d.participant_id = NEW.participant_id AND d.year = NEW.year "
                             "AND d.version = NEW.version), {{main}}.participant_figures(NEW.participant_id));\n");
    }
}

/* What no update may do, whoever makes it. */
static void add_unchanging(struct buffer *sql, const struct trigger *trigger)
{
    buffer_add_text(sql, "    IF NEW.participant_id <> OLD.participant_id THEN\n"
                         "        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a participant keeps its number';\n"
                         "    END IF;\n");
    if (trigger->table->is_frozen) {
        add_frozen(sql, trigger->columns);
    }
}

void trigger_add_guard(struct buffer *sql, const struct trigger *trigger, const struct migrate_work *work)
{
    bool is_participant = text_equal(trigger->table->name, "participant");
    if (trigger->table->of != NULL && trigger->event == ON_INSERT) {
        add_place(sql, trigger);
    }
    if (trigger->event == ON_UPDATE) {
        add_unchanging(sql, trigger);
    }
    buffer_add_text(sql, "    IF {{main}}.ctx.is_system() IS NULL THEN\n");
    add_place_check(sql, trigger->table, trigger->event);
    if (is_participant && trigger->event == ON_UPDATE) {
        add_status_check(sql, work);
    }
    buffer_add_text(sql, "    END IF;\n");
    if (is_participant && trigger->event != ON_DELETE) {
        buffer_add_text(sql, schema_gap_block(work->arena, work->filling.tables->reg, work->gap_bits));
    }
}
