/* The logs that are sealed, and what SQL is made of that. */
#include "register/store/audit_log.h"

#include "engine/base/text.h"

const struct audit_log audit_logs[] = {
    {"change_log", "log_id",
     {{"logged_at", AUDIT_TIME}, {"user_id", AUDIT_PLAIN}, {"user_name", AUDIT_REQUIRED},
      {"session_id", AUDIT_PLAIN}, {"action", AUDIT_REQUIRED}, {"table_name", AUDIT_REQUIRED},
      {"row_key", AUDIT_REQUIRED}, {"participant_id", AUDIT_PLAIN}, {"changed", AUDIT_REQUIRED},
      {"request_id", AUDIT_PLAIN}}},
    {"access_log", "log_id",
     {{"logged_at", AUDIT_TIME}, {"user_id", AUDIT_PLAIN}, {"user_name", AUDIT_PLAIN}, {"session_id", AUDIT_PLAIN},
      {"action", AUDIT_PLAIN}, {"what", AUDIT_PLAIN}, {"participant_id", AUDIT_PLAIN}, {"details", AUDIT_PLAIN},
      {"request_id", AUDIT_PLAIN}}},
    {"access_log_person", "entry_id", {{"person_id", AUDIT_PLAIN}, {"log_id", AUDIT_PLAIN}, {"logged_at", AUDIT_TIME}}},
    {"download", "entry_id",
     {{"reference", AUDIT_PLAIN}, {"log_id", AUDIT_PLAIN}, {"logged_at", AUDIT_TIME}, {"user_id", AUDIT_PLAIN},
      {"end_digest", AUDIT_BYTES}}},
    {"download_end", "entry_id",
     {{"reference", AUDIT_PLAIN}, {"logged_at", AUDIT_TIME}, {"ended_at", AUDIT_TIME}, {"whole", AUDIT_PLAIN},
      {"row_count", AUDIT_PLAIN}, {"byte_count", AUDIT_PLAIN}, {"sha256", AUDIT_PLAIN}}},
    {"download_search", "entry_id",
     {{"reference", AUDIT_PLAIN}, {"logged_at", AUDIT_TIME}, {"numbers", AUDIT_PLAIN}, {"names", AUDIT_PLAIN},
      {"person_ids", AUDIT_PLAIN}}},
    {.name = NULL},
};

const struct audit_log *audit_log_named(const char *name)
{
    for (const struct audit_log *log = audit_logs; log->name != NULL; log++)
        if (text_equal(log->name, name))
            return log;
    return NULL;
}

void audit_log_add_hash(struct buffer *sql, const struct audit_log *log, const char *row)
{
    buffer_add_format(sql, "UNHEX(SHA2(CONCAT('%s;'", log->name);
    for (const struct audit_column *column = log->columns; column->name != NULL; column++) {
        if (column->value == AUDIT_BYTES)
            buffer_add_format(sql, ",\n        COALESCE(CONCAT('%s=', 2 * LENGTH(%s.%s), ':', LOWER(HEX(%s.%s)), ';'), '')",
                              column->name, row, column->name, row, column->name);
        else
            buffer_add_format(sql,
                              column->value == AUDIT_REQUIRED ? ",\n        '%s=', LENGTH(%s.%s), ':', %s.%s, ';'"
                                                  : ",\n        COALESCE(CONCAT('%s=', LENGTH(%s.%s), ':', %s.%s, ';'), '')",
                              column->name, row, column->name, row, column->name);
    }
    buffer_add_text(sql, "), 256))");
}

void audit_log_add_rows(struct buffer *sql, const char *schema)
{
    for (const struct audit_log *log = audit_logs; log->name != NULL; log++) {
        buffer_add_format(sql, "WHEN '%s' THEN\n    SELECT t.%s AS id, YEAR(t.logged_at) AS year, LOWER(HEX(", log->name, log->id);
        audit_log_add_hash(sql, log, "t");
        buffer_add_format(sql,
                          ")) AS hash\n        FROM %s.%s t WHERE t.%s BETWEEN p_from AND p_to ORDER BY t.%s, t.logged_at LIMIT "
                          "p_limit;\n    ",
                          schema, log->name, log->id, log->id);
    }
}

void audit_log_add_counts(struct buffer *sql, const char *schema)
{
    for (const struct audit_log *log = audit_logs; log->name != NULL; log++)
        buffer_add_format(sql,
                          "WHEN '%s' THEN\n    SELECT COUNT(*) AS there FROM %s.%s t WHERE t.%s BETWEEN p_from AND p_to;\n    ",
                          log->name, schema, log->name, log->id);
}
