/* What the marks in sql/ stand for. */
#include "register/store/schema_fill.h"

#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/store/audit_log.h"
#include "register/store/schema_gap.h"

enum { FILLING_AT_MOST = 256 * 1024 };

typedef void writer(struct buffer *out, const struct schema_filling *filling, const char *rest);

/* The single-valued variables whose columns participant_save writes by itself; the person comes by her number. */
static bool is_plain(const struct schema_column *column)
{
    return column->variable != NULL && !text_equal(column->name, "person_id");
}

static bool is_place(const struct schema_column *column)
{
    return text_equal(column->name, "kommunenummer") || text_equal(column->name, "bydel");
}

static const struct schema_table *participant(const struct schema_filling *filling)
{
    return schema_table_named(filling->tables, "participant");
}

/* The names of a table's columns, as a row of it is copied. */
static void write_table_columns(struct buffer *out, const struct schema_filling *filling, const char *name)
{
    const struct schema_table *table = schema_table_named(filling->tables, name);
    const char *comma = "";
    for (size_t i = 0; table != NULL && i < table->column_count; i++) {
        if (!schema_column_is_derived(&table->columns[i])) {
            buffer_add_format(out, "%s`%s`", comma, table->columns[i].name);
            comma = ", ";
        }
    }
}

/* In a view of the family "municipality" or "district" the place is the scope's own. */
static void write_view_column(struct buffer *out, const char *family, const char *comma, const char *name)
{
    bool of_scope = (text_equal(name, "kommunenummer") && *family != '\0') ||
                    (text_equal(name, "bydel") && text_equal(family, "district"));
    buffer_add_format(out, "%s%s.`%s`", comma, of_scope ? "s" : "p", name);
}

static void write_columns(struct buffer *out, const struct schema_filling *filling, const char *family)
{
    const struct schema_table *table = participant(filling);
    for (size_t i = 0; i < table->column_count; i++) {
        write_view_column(out, family, i == 0 ? "" : ", ", table->columns[i].name);
    }
}

static void write_list_columns(struct buffer *out, const struct schema_filling *filling, const char *family)
{
    (void)filling;
    for (size_t i = 0; schema_list_columns[i] != NULL; i++) {
        write_view_column(out, family, i == 0 ? "" : ", ", schema_list_columns[i]);
    }
}

/* Which row of whom, and where, says the view itself. */
static bool is_of_test(const struct schema_column *column)
{
    return !is_place(column) && !text_equal(column->name, "participant_id") && !text_equal(column->name, "test_no");
}

static void write_test_columns(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct schema_table *table = schema_table_named(filling->tables, "participant_test");
    const char *comma = "";
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_of_test(&table->columns[i])) {
            buffer_add_format(out, "%sp.`%s`", comma, table->columns[i].name);
            comma = ", ";
        }
    }
}

/* 'name', p.`name`, ... for JSON_OBJECT. */
static void write_pairs(struct buffer *out, const struct schema_table *table)
{
    const char *comma = "";
    for (size_t i = 0; i < table->column_count; i++) {
        const char *name = table->columns[i].name;
        if (table->columns[i].variable != NULL) {
            buffer_add_format(out, "%s'%s', p.`%s`", comma, name, name);
            comma = ", ";
        }
    }
}

static void write_answer_pairs(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    write_pairs(out, participant(filling));
}

static void write_test_pairs(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    write_pairs(out, schema_table_named(filling->tables, "participant_test"));
}

/* Does the register have an annual report? */
static void write_annual_report(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    buffer_add_text(out, filling->tables->reg->annual_report ? "TRUE" : "FALSE");
}

/* "TABLE FAMILY": the names of the indexes that a view of that family may use. */
static void write_indexes(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    const char *comma = "";
    for (const struct schema_index *index = schema_indexes; index->table != NULL; index++) {
        size_t length = strlen(index->table);
        if (strncmp(rest, index->table, length) == 0 && rest[length] == ' ' &&
            text_equal(rest + length + 1, index->family)) {
            buffer_add_format(out, "%s%s", comma, index->name);
            comma = ", ";
        }
    }
}

static void write_new(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    buffer_add_format(out, "JSON_VALUE(p_changes, '$.%s')", rest);
}

static void write_insert_names(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct schema_table *table = participant(filling);
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_plain(&table->columns[i]) && !is_place(&table->columns[i])) {
            buffer_add_format(out, ", `%s`", table->columns[i].name);
        }
    }
}

static void write_insert_values(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct schema_table *table = participant(filling);
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_plain(&table->columns[i]) && !is_place(&table->columns[i])) {
            buffer_add_format(out, ",\n            JSON_VALUE(p_changes, '$.%s')", table->columns[i].name);
        }
    }
}

static void write_update_columns(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct schema_table *table = participant(filling);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *name = table->columns[i].name;
        if (is_plain(&table->columns[i])) {
            buffer_add_format(out,
                              ",\n            `%s` = IF(JSON_EXISTS(p_changes, '$.%s'), "
                              "%sJSON_VALUE(p_changes, '$.%s')%s, `%s`)",
                              name, name, is_place(&table->columns[i]) ? "COALESCE(" : "", name,
                              is_place(&table->columns[i]) ? ", '')" : "", name);
        }
    }
}

/* What Folkeregisteret supplies; what the answer does not name stays. */
static void write_fetched_columns(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct schema_table *table = participant(filling);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *name = table->columns[i].name;
        if (is_plain(&table->columns[i]) && table->columns[i].variable->source == CODEBOOK_SOURCE_FREG) {
            buffer_add_format(out,
                              ",\n                `%s` = IF(JSON_EXISTS(p_fields, '$.%s'), "
                              "JSON_VALUE(p_fields, '$.%s'), `%s`)",
                              name, name, name, name);
        }
    }
}

static void write_note_changes(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct schema_table *table = participant(filling);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *name = table->columns[i].name;
        if (is_plain(&table->columns[i])) {
            buffer_add_format(out,
                              "    IF JSON_EXISTS(p_changes, '$.%s') THEN\n"
                              "        SELECT NULLIF(CONCAT('', p.`%s`), '') INTO l_old FROM %s.participant p "
                              "WHERE p.participant_id = p_id;\n"
                              "        CALL %s.change_note(p_id, l_version, '%s', l_old, "
                              "JSON_VALUE(p_changes, '$.%s'), l_now);\n"
                              "    END IF;\n",
                              name, name, filling->names.main, filling->names.main, name, name);
        }
    }
}

static void write_choices(struct buffer *out, const struct schema_filling *filling, const char *version)
{
    const struct codebook_register *reg = filling->tables->reg;
    for (size_t i = 0; i < reg->variable_count; i++) {
        const char *name = reg->variables[i]->name;
        if (reg->variables[i]->type == CODEBOOK_CODES) {
            buffer_add_format(out,
                              "    IF JSON_EXISTS(p_changes, '$.%s') THEN\n"
                              "        CALL %s.choice_write(p_id, %s, '%s', "
                              "JSON_EXTRACT(p_changes, '$.%s'), l_now);\n"
                              "        SET l_chosen = 1;\n"
                              "    END IF;\n",
                              name, filling->names.main, version, name, name);
        }
    }
}

/* Of every variable that has answers. */
static void write_answer_names(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    const struct codebook_register *reg = filling->tables->reg;
    const char *comma = "";
    for (size_t i = 0; i < reg->variable_count; i++) {
        if (reg->variables[i]->group == NULL && reg->variables[i]->type != CODEBOOK_GROUP) {
            buffer_add_format(out, "%s'%s'", comma, reg->variables[i]->name);
            comma = ", ";
        }
    }
}

static void write_insert_choices(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    write_choices(out, filling, "NULL");
}

static void write_update_choices(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    write_choices(out, filling, "l_version");
}

/* "STATUS EVENT", two variables of a procedure: the status that follows, NULL where the event is forbidden. */
static void write_status_after(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    int length = (int)strcspn(rest, " ");
    buffer_add_format(out, "CASE CONCAT(%.*s, ' ',%s)", length, rest, rest + length);
    for (enum status status = STATUS_OPPRETTET; status <= STATUS_UTSKREVET; status++) {
        for (enum status_event event = 0; event < STATUS_EVENT_COUNT; event++) {
            enum status after = status_after(status, event);
            if (after != STATUS_UNKNOWN) {
                buffer_add_format(out, "\n            WHEN '%s %s' THEN '%s'", status_name(status),
                                  status_event_name(event), status_name(after));
            }
        }
    }
    buffer_add_text(out, " END");
}

/* Pairs of statuses, from one to another, that some event leads along. */
static void write_status_steps(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    (void)rest;
    const char *comma = "";
    for (enum status status = STATUS_OPPRETTET; status <= STATUS_UTSKREVET; status++) {
        for (enum status_event event = 0; event < STATUS_EVENT_COUNT; event++) {
            enum status after = status_after(status, event);
            if (after != STATUS_UNKNOWN && after != status) {
                buffer_add_format(out, "%s('%s', '%s')", comma, status_name(status), status_name(after));
                comma = ", ";
            }
        }
    }
}

static void write_gap_turns(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    schema_gap_turns(out, filling->tables->reg);
}

static void write_gap_undated(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    schema_gap_undated(out, filling->tables->reg);
}

static void write_main(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    buffer_add_text(out, filling->names.main);
}

static void write_audit(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    buffer_add_text(out, filling->names.audit);
}

static void write_history(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    buffer_add_text(out, filling->names.history);
}

static void write_definer(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    (void)rest;
    buffer_add_text(out, "`" SCHEMA_DEFINER "`@`localhost`");
}

static void write_audit_writer(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    (void)rest;
    buffer_add_text(out, "`" SCHEMA_AUDIT_WRITER "`@`localhost`");
}

static void write_audit_keeper(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    (void)rest;
    buffer_add_text(out, "`" SCHEMA_AUDIT_KEEPER "`@`localhost`");
}

/* "LOG ROW": the hash of a row of that log. */
static void write_row_hash(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)filling;
    size_t length = strcspn(rest, " ");
    for (const struct audit_log *log = audit_logs; log->name != NULL; log++) {
        if (strlen(log->name) == length && strncmp(log->name, rest, length) == 0) {
            audit_log_add_hash(out, log, rest + length + 1);
        }
    }
}

static void write_log_rows(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    audit_log_add_rows(out, filling->names.audit);
}

static void write_log_counts(struct buffer *out, const struct schema_filling *filling, const char *rest)
{
    (void)rest;
    audit_log_add_counts(out, filling->names.audit);
}

static const struct {
    const char *mark; /* the first word; the rest goes to the writer */
    writer *write;
    bool from_codebook;
} marks[] = {
    {"main", write_main, false},
    {"audit", write_audit, false},
    {"history", write_history, false},
    {"definer", write_definer, false},
    {"audit_writer", write_audit_writer, false},
    {"audit_keeper", write_audit_keeper, false},
    {"row_hash", write_row_hash, false},
    {"log_rows", write_log_rows, false},
    {"log_counts", write_log_counts, false},
    {"columns", write_table_columns, true},
    {"participant_columns", write_columns, true},
    {"list_columns", write_list_columns, false},
    {"test_columns", write_test_columns, true},
    {"answer_pairs", write_answer_pairs, true},
    {"test_pairs", write_test_pairs, true},
    {"annual_report", write_annual_report, true},
    {"indexes", write_indexes, false},
    {"new", write_new, false},
    {"insert_names", write_insert_names, true},
    {"insert_values", write_insert_values, true},
    {"answer_names", write_answer_names, true},
    {"insert_choices", write_insert_choices, true},
    {"update_columns", write_update_columns, true},
    {"fetched_columns", write_fetched_columns, true},
    {"update_choices", write_update_choices, true},
    {"note_changes", write_note_changes, true},
    {"gap_turns", write_gap_turns, true},
    {"gap_undated", write_gap_undated, true},
    {"status_after", write_status_after, false},
    {"status_steps", write_status_steps, false},
};

const char *schema_fill(const void *context, struct arena *arena, const char *mark)
{
    const struct schema_filling *filling = context;
    size_t word = strcspn(mark, " ");
    const char *rest = mark[word] == '\0' ? "" : mark + word + 1;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strlen(marks[i].mark) == word && strncmp(marks[i].mark, mark, word) == 0 &&
            (!marks[i].from_codebook || filling->tables != NULL)) {
            struct buffer out;
            buffer_init(&out, arena, FILLING_AT_MOST);
            marks[i].write(&out, filling, rest);
            return buffer_text(&out);
        }
    }
    return NULL;
}
