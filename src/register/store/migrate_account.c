/* Accounts and their rights: made, brought up to date, and cut down to what they should be. */
#include <assert.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/store/account.h"
#include "register/store/logged_table.h"
#include "register/store/migrate_work.h"

enum { GRANTS_AT_MOST = 64 * 1024, RIGHTS_AT_MOST = 256 };

static const char *schema_name(const struct migrate_work *work, enum account_schema schema)
{
    const struct schema_names *names = &work->filling.names;
    return schema == ACCOUNT_MAIN ? names->main : schema == ACCOUNT_AUDIT ? names->audit : names->history;
}

static const char *const object_words[] = {
    [ACCOUNT_TABLE] = "",
    [ACCOUNT_PROCEDURE] = "PROCEDURE ",
    [ACCOUNT_FUNCTION] = "FUNCTION ",
    [ACCOUNT_PACKAGE] = "PACKAGE ",
};

/* Statements that give the rights. Packages are spoken of in the other sql_mode alone. */
static const char *grants_of(struct migrate_work *work, const char *account, const struct account_right *rights)
{
    struct buffer sql;
    buffer_init(&sql, work->arena, GRANTS_AT_MOST);
    for (const struct account_right *right = rights; right->name != NULL; right++) {
        const char *target = arena_printf(work->arena, "%s.%s TO `%s`@`localhost`",
                                          schema_name(work, right->schema), right->name, account);
        if (right->object == ACCOUNT_PACKAGE) {
            buffer_add_format(&sql, "SET SESSION sql_mode = CONCAT('ORACLE,', @@session.sql_mode);\n"
                                    "GRANT EXECUTE ON PACKAGE %s;\nGRANT EXECUTE ON PACKAGE BODY %s;\n"
                                    "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
                                    "NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE';\n",
                              target, target);
        } else {
            buffer_add_format(&sql, "GRANT %s ON %s%s;\n", right->privileges, object_words[right->object], target);
        }
    }
    return buffer_text(&sql);
}

/* Does the object exist yet? `there` lists schema and name of every table, view and routine. */
static bool is_there(const struct migrate_work *work, const struct account_right *right, const struct database_set *there)
{
    for (size_t i = 0; i < there->row_count; i++) {
        if (text_equal(there->rows[i].values[0], schema_name(work, right->schema)) &&
            text_equal(there->rows[i].values[1], right->name)) {
            return true;
        }
    }
    return false;
}

/* A view can be made only when its owner has the rights it uses, so they are given as the objects come to be. */
bool migrate_definer_rights(struct migrate_work *work)
{
    const char *main = work->filling.names.main, *texts[] = {main, main};
    struct account_right *rights = arena_alloc_many(work->arena, RIGHTS_AT_MOST, sizeof *rights);
    struct database_answer answer;
    size_t count = 0;
    if (!work_ask(work, "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = ? "
                        "UNION ALL SELECT routine_schema, routine_name FROM information_schema.routines "
                        "WHERE routine_schema = ?", texts, 2, &answer)) {
        return false;
    }
    for (const struct account_right *right = account_definer_rights; right->name != NULL; right++) {
        assert(count + 1 < RIGHTS_AT_MOST);
        if (is_there(work, right, &answer.sets[0])) {
            rights[count++] = *right;
        }
    }
    return work_run_filled(work, grants_of(work, SCHEMA_DEFINER, rights));
}

static bool is_right(const struct migrate_work *work, const struct account_right *rights, const char *schema,
                     const char *name, const char *kind)
{
    for (const struct account_right *right = rights; right->name != NULL; right++) {
        bool of_package = right->object == ACCOUNT_PACKAGE && strncmp(kind, "PACKAGE", 7) == 0;
        bool same_kind = of_package || text_equal(kind, right->object == ACCOUNT_TABLE       ? "TABLE"
                                                        : right->object == ACCOUNT_PROCEDURE ? "PROCEDURE"
                                                                                             : "FUNCTION");
        if (same_kind && text_equal(schema_name(work, right->schema), schema) && text_equal(right->name, name)) {
            return true;
        }
    }
    return false;
}

static bool revoke(struct migrate_work *work, const char *account, const char *const *row)
{
    bool is_package = strncmp(row[2], "PACKAGE", 7) == 0;
    const char *kind = text_equal(row[2], "TABLE") ? "" : row[2];
    const char *sql = arena_printf(work->arena,
                                   "%sREVOKE ALL PRIVILEGES ON %s `%s`.`%s` FROM `%s`@`localhost`;\n%s",
                                   is_package ? "SET SESSION sql_mode = CONCAT('ORACLE,', @@session.sql_mode);\n" : "",
                                   kind, row[0], row[1], account,
                                   is_package ? "SET SESSION sql_mode = 'STRICT_TRANS_TABLES';\n" : "");
    return work_run_filled(work, sql);
}

/* What an older version gave and this one does not. Rights on a whole schema or server are never ours to give. */
static bool revoke_others(struct migrate_work *work, const char *account, const struct account_right *rights)
{
    const struct schema_names *names = &work->filling.names;
    const char *texts[] = {account, names->main, names->audit, names->history,
                           account, names->main, names->audit, names->history};
    struct database_answer answer;
    if (!work_ask(work, "SELECT Db, Table_name, 'TABLE' FROM mysql.tables_priv "
                        "WHERE User = ? AND Host = 'localhost' AND Db IN (?, ?, ?) UNION ALL "
                        "SELECT Db, Routine_name, Routine_type FROM mysql.procs_priv "
                        "WHERE User = ? AND Host = 'localhost' AND Db IN (?, ?, ?)", texts, 8, &answer)) {
        return false;
    }
    for (size_t i = 0; i < answer.sets[0].row_count; i++) {
        const char *const *row = answer.sets[0].rows[i].values;
        if (!is_right(work, rights, row[0], row[1], row[2]) && !revoke(work, account, row)) {
            return false;
        }
    }
    return true;
}

/* The server's own hash of the password, so that no statement holds the password. */
static bool password_hash(struct migrate_work *work, const char *account, const char **hash_out)
{
    char password[MIGRATE_PASSWORD_TEXT];
    const char *texts[] = {password};
    struct database_answer answer;
    work->settings->password_of(work->settings->secret, account, password);
    bool asked = work_ask(work, "SELECT PASSWORD(?)", texts, 1, &answer);
    explicit_bzero(password, sizeof password);
    *hash_out = asked ? answer.sets[0].rows[0].values[0] : NULL;
    return asked;
}

/* Rights go with the objects' names, so that remaking an object keeps them; but not all servers keep those on
 * routines: any remaking gives them anew. */
static bool match_account(struct migrate_work *work, const char *account, const struct account_right *rights, bool locked)
{
    const char *hash = "*0000000000000000000000000000000000000000";
    if (!locked && !password_hash(work, account, &hash)) {
        return false;
    }
    const char *object = arena_printf(work->arena, "account/%s", account);
    const char *sql = arena_printf(work->arena,
                                   "CREATE USER IF NOT EXISTS `%s`@`localhost`;\n"
                                   "ALTER USER `%s`@`localhost` IDENTIFIED VIA mysql_native_password USING '%s' "
                                   "ACCOUNT %s;\n%s",
                                   account, account, hash, locked ? "LOCK" : "UNLOCK",
                                   rights == NULL ? "" : grants_of(work, account, rights));
    if (work_is_made(work, object, sql)) {
        return true;
    }
    return work_make(work, object, sql) && (work->plan_only || rights == NULL || revoke_others(work, account, rights));
}

bool migrate_owners(struct migrate_work *work)
{
    static const char *const owners[] = {SCHEMA_DEFINER, SCHEMA_AUDIT_WRITER, SCHEMA_AUDIT_KEEPER};
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        const char *sql = arena_printf(work->arena, "CREATE USER IF NOT EXISTS `%s`@`localhost` ACCOUNT LOCK", owners[i]);
        if (!work_make(work, arena_printf(work->arena, "owner/%s", owners[i]), sql)) {
            return false;
        }
    }
    return true;
}

/* Batch jobs may be run by whoever brings the schema up to date. */
static bool match_system_account(struct migrate_work *work)
{
    struct database_answer answer;
    const char *main = work->filling.names.main;
    const char *sql = arena_printf(work->arena, "SELECT COUNT(*) FROM %s.system_account WHERE account = USER()", main);
    if (work->plan_only && work->count > 0) {
        return true;
    }
    if (!work_ask(work, sql, NULL, 0, &answer)) {
        return false;
    }
    return text_equal(answer.sets[0].rows[0].values[0], "1") || !work_begins(work, "name the system's account") ||
           work_run(work, arena_printf(work->arena, "INSERT INTO %s.system_account VALUES (USER())", main));
}

/* The jobs daemon's procedures act as the system. */
static bool match_jobs_account(struct migrate_work *work)
{
    const char *object = "account/" ACCOUNT_JOBS "/system";
    return match_account(work, ACCOUNT_JOBS, account_jobs_rights, false) &&
           work_make(work, object, "INSERT IGNORE INTO {{main}}.system_account VALUES ('" ACCOUNT_JOBS "@localhost')");
}

/* Before the triggers, which need its rights at the next write. */
bool migrate_writer(struct migrate_work *work)
{
    struct account_right *rights = arena_alloc_many(work->arena, RIGHTS_AT_MOST, sizeof *rights);
    size_t count = 0;
    for (const struct account_right *right = account_audit_writer_rights; right->name != NULL; right++) {
        rights[count++] = *right;
    }
    for (const struct logged_table *table = logged_tables; table->name != NULL; table++) {
        assert(count + 1 < RIGHTS_AT_MOST);
        rights[count++] = (struct account_right){ACCOUNT_TABLE, ACCOUNT_MAIN, table->name, "SELECT, TRIGGER"};
    }
    return match_account(work, SCHEMA_AUDIT_WRITER, rights, true);
}

bool migrate_accounts(struct migrate_work *work)
{
    const struct migrate_settings *settings = work->settings;
    bool done = match_account(work, SCHEMA_DEFINER, account_definer_rights, true) &&
                match_account(work, SCHEMA_AUDIT_KEEPER, account_audit_keeper_rights, true) &&
                match_account(work, ACCOUNT_HISTORY_READER, account_history_reader_rights, false) &&
                match_account(work, ACCOUNT_APP, account_worker_rights, false) && match_jobs_account(work) &&
                match_account(work, ACCOUNT_LOGINS, account_logins_rights, false) &&
                match_system_account(work);
    for (unsigned i = 1; done && i <= settings->workers; i++) {
        done = match_account(work, arena_printf(work->arena, "%s%u", settings->worker_prefix, i),
                             account_worker_rights, false);
    }
    return done;
}

bool migrate_one_account(struct migrate_work *work, const char *account)
{
    const char *prefix = work->settings->worker_prefix;
    long long number = 0;
    bool is_worker = text_starts_with(account, prefix) &&
                     text_to_integer(account + strlen(prefix), 1, 999, &number);
    if (is_worker || text_equal(account, ACCOUNT_APP)) {
        return match_account(work, account, account_worker_rights, false);
    }
    if (text_equal(account, ACCOUNT_HISTORY_READER)) {
        return match_account(work, account, account_history_reader_rights, false);
    }
    if (text_equal(account, ACCOUNT_JOBS)) {
        return match_jobs_account(work);
    }
    if (text_equal(account, ACCOUNT_LOGINS)) {
        return match_account(work, ACCOUNT_LOGINS, account_logins_rights, false);
    }
    return work_fail(work, "there is no account %s; these are: %s, %s, %s, %s, %s1 and so on", account, ACCOUNT_APP,
                     ACCOUNT_HISTORY_READER, ACCOUNT_JOBS, ACCOUNT_LOGINS, prefix);
}
