/* A migration from first to last: lock, then part after part. */
#include "register/store/migrate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "register/store/migrate_work.h"
#include "register/store/sql_text.h"

enum { MEMORY = 256 << 20, ROWS_AT_MOST = 100000, TRIES = 60, WHY_SIZE = 600 };

static char why_kept[WHY_SIZE];

bool work_fail(struct migrate_work *work, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why_kept, sizeof why_kept, format, arguments);
    va_end(arguments);
    work->why = why_kept;
    return false;
}

/* A change of a table waits a second for those who use it, then lets them by and tries again. */
bool work_run(struct migrate_work *work, const char *sql)
{
    const char *why = NULL;
    enum database_result result = DATABASE_AGAIN;
    for (int try = 0; try < TRIES && result == DATABASE_AGAIN; try++) {
        result = database_run(work->database, sql, &why);
    }
    return result == DATABASE_OK || work_fail(work, "%s\nin: %.200s", why, sql);
}

bool work_run_filled(struct migrate_work *work, const char *text)
{
    const char *unknown = NULL;
    const char *sql = sql_text_fill(work->arena, text, schema_fill, &work->filling, &unknown);
    if (sql == NULL) {
        return work_fail(work, "nothing fills in {{%s}}", unknown);
    }
    struct sql_statements statements = sql_text_split(work->arena, sql);
    for (size_t i = 0; i < statements.count; i++) {
        if (!work_run(work, statements.items[i])) {
            return false;
        }
    }
    return true;
}

bool work_ask(struct migrate_work *work, const char *sql, const char *const *texts, size_t text_count,
              struct database_answer *answer_out)
{
    const char *why = NULL;
    struct database_value values[16];
    for (size_t i = 0; i < text_count; i++) {
        values[i] = database_text(texts[i]);
    }
    enum database_result result =
        database_ask(work->database, work->arena, sql, values, text_count, ROWS_AT_MOST, answer_out, &why);
    return result == DATABASE_OK || work_fail(work, "%s\nin: %.200s", why, sql);
}

bool work_has_table(struct migrate_work *work, const char *name, bool *there_out)
{
    const char *texts[] = {work->filling.names.main, name};
    struct database_answer answer;
    bool asked = work_ask(work, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                          texts, 2, &answer);
    *there_out = asked && text_equal(answer.sets[0].rows[0].values[0], "1");
    return asked;
}

bool work_begins(struct migrate_work *work, const char *what)
{
    work->count++;
    if (work->settings->say != NULL) {
        work->settings->say(what);
    }
    return !work->plan_only;
}

const char *work_digest(struct arena *arena, const char *text)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *hex = arena_alloc(arena, 2 * CRYPTO_HASH_SIZE + 1);
    crypto_sha256(text, strlen(text), hash);
    crypto_hex(hash, sizeof hash, hex);
    return hex;
}

bool work_is_made(const struct migrate_work *work, const char *name, const char *text)
{
    for (size_t i = 0; i < work->made.row_count; i++) {
        if (text_equal(work->made.rows[i].values[0], name)) {
            return text_equal(work->made.rows[i].values[1], work_digest(work->arena, text));
        }
    }
    return false;
}

bool work_made_from(struct migrate_work *work, const char *name, const char *text)
{
    const char *digest = work_digest(work->arena, text), *texts[] = {name, digest, digest};
    const char *sql = arena_printf(work->arena,
                                   "INSERT INTO %s.generated_object VALUES (?, ?, SYSDATE(6)) "
                                   "ON DUPLICATE KEY UPDATE digest = ?, made_at = SYSDATE(6)",
                                   work->filling.names.main);
    struct database_answer answer;
    return work_ask(work, sql, texts, 3, &answer);
}

bool work_make(struct migrate_work *work, const char *name, const char *sql)
{
    if (work_is_made(work, name, sql)) {
        return true;
    }
    if (!work_begins(work, arena_printf(work->arena, "make %s", name))) {
        return true;
    }
    return work_run_filled(work, sql) && work_made_from(work, name, sql);
}

static bool name_is_good(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && length <= 50 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

static bool work_open(struct migrate_work *work, const struct migrate_settings *settings)
{
    const char *name = settings->name, *why = NULL;
    *work = (struct migrate_work){.settings = settings, .arena = arena_new(MEMORY)};
    work->database = database_new(settings->admin);
    if (!name_is_good(name) || !name_is_good(settings->worker_prefix)) {
        return work_fail(work, "database_name and database_worker_prefix may hold a-z, 0-9 and _ alone");
    }
    work->filling.names = (struct schema_names){name, arena_printf(work->arena, "%s_audit", name),
                                                arena_printf(work->arena, "%s_history", name)};
    work->filling.tables = schema_tables_of(work->arena, settings->reg, &why);
    return (work->filling.tables != NULL || work_fail(work, "%s", why)) &&
           work_run(work, "SET SESSION lock_wait_timeout = 1, max_statement_time = 0");
}

static void work_close(struct migrate_work *work)
{
    database_close(&work->database);
    arena_free(&work->arena);
}

/* The tables that the rest of a run stands on. */
static bool bootstrap(struct migrate_work *work)
{
    const char *main = work->filling.names.main;
    struct database_answer answer;
    if (!work_ask(work, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ? AND table_name IN "
                        "('migration_lock', 'schema_step', 'generated_object')", &main, 1, &answer)) {
        return false;
    }
    bool there = text_equal(answer.sets[0].rows[0].values[0], "3");
    if (there || !work_begins(work, "make the schemas")) {
        return true;
    }
    const char *text = sql_text_read(work->arena, work->settings->sql_directory, "bootstrap.sql");
    return (text != NULL || work_fail(work, "%s/bootstrap.sql cannot be read", work->settings->sql_directory)) &&
           work_run_filled(work, text);
}

/* Waits for another run by asking for its locked row. GET_LOCK would hold on one cluster node alone. */
static bool lock_runner(struct migrate_work *work, struct database *lock)
{
    const char *why = NULL, *main = work->filling.names.main;
    enum database_result result = database_run(lock, "SET SESSION idle_transaction_timeout = 0, "
                                                     "idle_write_transaction_timeout = 0", &why);
    bool held = false;
    for (int try = 0; try < TRIES && !held && (result == DATABASE_OK || result == DATABASE_AGAIN); try++) {
        result = database_run(lock, "START TRANSACTION", &why);
        if (result == DATABASE_OK) {
            result = database_run(lock, arena_printf(work->arena, "SELECT number FROM %s.migration_lock FOR UPDATE", main), &why);
            held = result == DATABASE_OK;
        }
    }
    return held || work_fail(work, "another run does not end: %s", why);
}

static bool load_made(struct migrate_work *work)
{
    struct database_answer answer;
    const char *sql = arena_printf(work->arena, "SELECT name, digest FROM %s.generated_object", work->filling.names.main);
    if (!work_ask(work, sql, NULL, 0, &answer)) {
        return false;
    }
    work->made = answer.sets[0];
    return true;
}

static bool run_parts(struct migrate_work *work)
{
    static bool (*const parts[])(struct migrate_work *) = {
        migrate_steps,    migrate_impact,   migrate_tables,   migrate_places,   migrate_owners,
        migrate_routines, migrate_gap_bits, migrate_writer,   migrate_triggers, migrate_accounts,
        migrate_choices,  migrate_tally,    migrate_gaps,     migrate_codebook,
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!parts[i](work)) {
            return false;
        }
    }
    return true;
}

static bool locked(struct migrate_work *work, bool (*task)(struct migrate_work *, const char *), const char *argument)
{
    struct database *lock = database_new(work->settings->admin);
    const char *why = NULL;
    bool done = lock_runner(work, lock) && load_made(work) && task(work, argument);
    if (done && database_run(lock, "COMMIT", &why) != DATABASE_OK) {
        done = work_fail(work, "the lock was lost: %s", why);
    }
    database_close(&lock);
    return done;
}

static bool whole_task(struct migrate_work *work, const char *argument)
{
    (void)argument;
    return run_parts(work);
}

bool migrate(const struct migrate_settings *settings, bool plan_only, unsigned *count_out, const char **why_out)
{
    struct migrate_work work;
    bool done = work_open(&work, settings);
    work.plan_only = plan_only;
    done = done && bootstrap(&work);
    if (done && !(plan_only && work.count > 0)) {
        done = locked(&work, whole_task, NULL);
    }
    *count_out = work.count;
    *why_out = work.why;
    work_close(&work);
    return done;
}

bool migrate_account(const struct migrate_settings *settings, const char *account, const char **why_out)
{
    struct migrate_work work;
    bool done = work_open(&work, settings) && locked(&work, migrate_one_account, account);
    *why_out = work.why;
    work_close(&work);
    return done;
}
