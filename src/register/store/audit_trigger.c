/* Are the logs' triggers there? */
#include "register/store/audit_trigger.h"

#include <string.h>

#include "engine/base/text.h"
#include "register/store/audit_log.h"
#include "register/store/logged_table.h"

enum column { TRIGGER_SCHEMA, TRIGGER_TABLE, TRIGGER_TIMING, TRIGGER_EVENT, TRIGGER_TEXT };

static const char *const events[] = {"INSERT", "UPDATE", "DELETE"};
enum { EVENTS = sizeof events / sizeof events[0] };

/* What is looked for, and what was found amiss so far. */
struct search {
    struct arena *arena;
    const struct database_set *there;
    const char *schema;
    const char **missing;
    size_t count;
};

static bool is_there(const struct search *search, const char *table, const char *timing, const char *event, const char *words)
{
    for (size_t i = 0; i < search->there->row_count; i++) {
        const char *const *row = search->there->rows[i].values;

        if (text_equal(row[TRIGGER_SCHEMA], search->schema) && text_equal(row[TRIGGER_TABLE], table) &&
            text_equal(row[TRIGGER_TIMING], timing) && text_equal(row[TRIGGER_EVENT], event) && strstr(row[TRIGGER_TEXT], words))
            return true;
    }
    return false;
}

static void look(struct search *search, const char *table, const char *timing, const char *event, const char *words)
{
    if (!is_there(search, table, timing, event, words))
        search->missing[search->count++] = arena_printf(search->arena, "%s %s on %s.%s", timing, event, search->schema, table);
}

static void look_guarded(struct search *search, const char *log)
{
    for (size_t i = 1; i < EVENTS; i++)
        look(search, log, "BEFORE", events[i], "'the log is not changed'");
}

static size_t at_most(void)
{
    size_t tables = 0;

    while (logged_tables[tables].name)
        tables++;
    for (size_t i = 0; audit_logs[i].name; i++)
        tables++;
    return EVENTS * (tables + 2);
}

enum store_result audit_check_triggers(struct store *store, struct arena *arena, const char ***missing_out, size_t *count_out)
{
    static const char sql[] = "SELECT trigger_schema, event_object_table, action_timing, event_manipulation, action_statement "
                              "FROM information_schema.triggers WHERE trigger_schema IN (?, ?)";
    const char *audit = arena_printf(arena, "%s_audit", store->schema);
    const char *writes = arena_printf(arena, "INSERT INTO %s.change_log", audit);
    struct database_value values[] = {database_text(store->schema), database_text(audit)};
    struct database_answer answer;
    struct search search = {.arena = arena, .missing = arena_alloc_many(arena, at_most(), sizeof *search.missing)};
    enum store_result result = store_ask(store, arena, "audit-triggers", sql, values, 2, &answer);

    *missing_out = search.missing;
    *count_out = 0;
    if (result != STORE_OK)
        return result;
    search.there = &answer.sets[0];
    search.schema = store->schema;
    for (const struct logged_table *table = logged_tables; table->name; table++)
        for (size_t i = 0; i < EVENTS; i++)
            look(&search, table->name, "AFTER", events[i], writes);
    search.schema = audit;
    for (const struct audit_log *log = audit_logs; log->name; log++) {
        look(&search, log->name, "BEFORE", events[0], "NEW.row_hash = ");
        look_guarded(&search, log->name);
    }
    look_guarded(&search, "seal");
    look_guarded(&search, "seal_leaves");
    *count_out = search.count;
    return STORE_OK;
}
