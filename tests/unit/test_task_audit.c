/* Sealing the logs and checking them (requirement L1; operations.md F11, F13): what root can do to the tables, late rows, two
 * sealers, kills, retention. The database is private to the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "private_database.h"
#include "register/store/account.h"
#include "register/store/audit_check.h"
#include "register/store/audit_log.h"
#include "register/store/migrate.h"
#include "register/task/audit_sealing.h"
#include "register/task/audit_verify.h"

enum { MEMORY = 64 * 1024 * 1024, SAID_SIZE = 64 * 1024, ROWS = 40 };

static const unsigned char key[] = "a key for tests";
static const struct codebook *codebook;
static struct database_settings admin_settings, user_settings, jobs_settings;
static struct database *admin;
static char jobs_password[MIGRATE_PASSWORD_TEXT];
static struct store admin_store, jobs_store;
static struct audit_sealing sealing;
static struct arena *arena, *work_arena;
static char said[SAID_SIZE];
static bool in_child; /* where a failure ends the process */

static void password_of(const void *secret, const char *account, char password_out[MIGRATE_PASSWORD_TEXT])
{
    unsigned char hash[CRYPTO_HASH_SIZE];

    (void)secret;
    crypto_hmac("a secret for tests", 18, account, strlen(account), hash);
    crypto_hex(hash, sizeof hash, password_out);
}

static void run(const char *sql)
{
    const char *why = NULL;

    if (database_run(admin, sql, &why) == DATABASE_OK)
        return;
    if (in_child)
        _exit(1);
    fail_msg("%s: %s", sql, why);
}

#define RUN(...) run(arena_printf(arena, __VA_ARGS__))

static const char *ask(const char *sql)
{
    struct database_answer answer;
    const char *why = NULL;

    if (database_ask(admin, arena, sql, NULL, 0, 10000, &answer, &why) != DATABASE_OK)
        fail_msg("%s: %s", sql, why);
    return answer.sets[0].row_count ? answer.sets[0].rows[0].values[0] : NULL;
}

#define ASK(...) ask(arena_printf(arena, __VA_ARGS__))

static unsigned long long number(const char *text)
{
    return text ? strtoull(text, NULL, 10) : 0;
}

static void migrate_all(void)
{
    const struct migrate_settings settings = {
        .admin = &admin_settings,
        .name = "proof",
        .sql_directory = TEST_SOURCE_DIR "/sql",
        .data_directory = TEST_SOURCE_DIR "/data",
        .worker_prefix = "proof_worker_",
        .workers = 1,
        .password_of = password_of,
        .codebook = codebook,
        .reg = codebook_find_register(codebook, "jobbsjansen"),
        .who = "tester",
    };
    const char *why = NULL;
    unsigned count = 0;

    if (!migrate(&settings, false, &count, &why))
        fail_msg("migration: %s", why);
}

static int start(void **state)
{
    char *why = NULL;

    (void)state;
    if (!codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &codebook, &why))
        fail_msg("%s", why);
    admin_settings = (struct database_settings){.socket = private_database_start(), .user = "root", .connect_seconds = 5,
                                                .read_seconds = 60, .write_seconds = 60};
    arena = arena_new(MEMORY);
    work_arena = arena_new(MEMORY);
    migrate_all();
    user_settings = admin_settings;
    user_settings.schema = "proof";
    admin = database_new(&user_settings);
    password_of(NULL, ACCOUNT_JOBS, jobs_password);
    jobs_settings = admin_settings;
    jobs_settings.user = ACCOUNT_JOBS;
    jobs_settings.password = jobs_password;
    jobs_settings.schema = "proof";
    admin_store = (struct store){.database = admin, .schema = "proof"};
    jobs_store = (struct store){.database = database_new(&jobs_settings), .schema = "proof"};
    sealing = (struct audit_sealing){.store = &jobs_store, .key = key, .key_size = sizeof key, .head_file = "", .seconds = 300};
    return 0;
}

static int stop(void **state)
{
    (void)state;
    database_close(&jobs_store.database);
    database_close(&admin);
    arena_free(&arena);
    arena_free(&work_arena);
    codebook_free(&codebook);
    private_database_remove();
    return 0;
}

static int forget(void **state)
{
    (void)state;
    arena_reset(arena);
    return 0;
}

/* Rows in every log, through the triggers that an installation has; every kind of content. */
static void write_rows(const char *mark, unsigned count)
{
    run("CALL proof.ctx.open_system('test')");
    RUN("INSERT INTO proof.person (person_id, created_at) SELECT UUID(), SYSDATE(6) FROM seq_1_to_%u", count);
    run("CALL proof.ctx.leave()");
    RUN("INSERT INTO proof_audit.change_log (logged_at, user_id, user_name, session_id, action, table_name, row_key, "
        "participant_id, changed) VALUES (UTC_TIMESTAMP(), 7, '%s \xc3\x86 \xf0\x9f\x98\x80 \\' \\\\ ;', 18446744073709551615, 'update', "
        "'t', '', NULL, REPEAT('\xc3\xa5', 70000))",
        mark);
    RUN("INSERT INTO proof_audit.access_log (logged_at, user_id, user_name, session_id, action, what, participant_id, details) "
        "SELECT UTC_TIMESTAMP(6), seq, '%s', NULL, 'open', 'x', NULLIF(seq, 3), '{}' FROM seq_1_to_%u",
        mark, count);
    RUN("INSERT INTO proof_audit.access_log_person (person_id, log_id, logged_at) "
        "SELECT UUID(), seq, UTC_TIMESTAMP(6) FROM seq_1_to_%u", count);
    RUN("INSERT INTO proof_audit.download (reference, log_id, logged_at, user_id, end_digest) "
        "SELECT MD5(CONCAT('%s', seq)), seq, UTC_TIMESTAMP(6), 1, UNHEX(SHA2(CONCAT('%s', seq), 256)) FROM seq_1_to_%u",
        mark, mark, count);
    run("INSERT INTO proof_audit.download_end (reference, logged_at, ended_at, whole, row_count, byte_count, sha256) "
        "SELECT d.reference, d.logged_at, UTC_TIMESTAMP(6), 1, 2, 3, NULL FROM proof_audit.download d "
        "LEFT JOIN proof_audit.download_end e USING (reference) WHERE e.reference IS NULL");
    run("INSERT INTO proof_audit.download_search (reference, logged_at, numbers, names, person_ids) "
        "SELECT d.reference, d.logged_at, '', '\xc3\x98ye', '1' FROM proof_audit.download d "
        "LEFT JOIN proof_audit.download_search e USING (reference) WHERE e.reference IS NULL");
}

static unsigned seal_all(void)
{
    unsigned made = 0, seals = 1;
    bool more = true;

    while (more) {
        assert_int_equal(audit_sealing_round(&sealing, work_arena, &seals, &more), STORE_OK);
        made += seals;
        more = more && seals > 0;
    }
    return made;
}

static void hear(const char *line)
{
    size_t length = strlen(said);

    snprintf(said + length, sizeof said - length, "%s\n", line);
}

static struct audit_verify verified(void)
{
    struct audit_verify verify = {.store = &admin_store, .key = key, .key_size = sizeof key, .findings = {.say = hear}};

    said[0] = '\0';
    assert_int_equal(audit_verify(&verify, work_arena), STORE_OK);
    return verify;
}

static struct audit_verify good(void)
{
    struct audit_verify verify = verified();

    if (verify.findings.findings > 0)
        fail_msg("not good: %s", said);
    return verify;
}

/* It is found, and said so. */
static void finds(const char *what, const char *words)
{
    struct audit_verify verify = verified();

    if (verify.findings.findings == 0 || !strstr(said, words))
        fail_msg("%s: \"%s\" is not among: %s", what, words, said);
}

static unsigned long long rows_in_all(void)
{
    unsigned long long count = 0;

    for (const struct audit_log *log = audit_logs; log->name; log++)
        count += number(ASK("SELECT COUNT(*) FROM proof_audit.%s", log->name));
    return count;
}

static void the_database_and_the_program_make_the_same_hash(void **state)
{
    struct audit_verify verify;

    (void)state;
    write_rows("first", ROWS);
    verify = good();
    assert_true(verify.unsealed == rows_in_all());
    assert_true(verify.rows == 0);
    for (const struct audit_log *log = audit_logs; log->name; log++)
        assert_string_equal(ASK("SELECT COUNT(*) FROM proof_audit.%s WHERE row_hash IS NULL", log->name), "0");
    assert_string_equal(ask("SELECT COUNT(*) > 0 AND COUNT(*) = COUNT(request_id) FROM proof_audit.change_log WHERE "
                            "table_name = 'person'"), "1");
}

static void what_is_sealed_is_counted_and_good(void **state)
{
    struct audit_verify verify;

    (void)state;
    assert_true(seal_all() >= 6);
    assert_int_equal(seal_all(), 0);
    verify = good();
    assert_true(verify.unsealed == 0);
    assert_true(verify.rows == rows_in_all());
    assert_true(verify.late == 0);
}

static struct database *other_connection(void)
{
    return database_new(&user_settings);
}

static void run_on(struct database *database, const char *sql)
{
    const char *why = NULL;

    if (database_run(database, sql, &why) != DATABASE_OK)
        fail_msg("%s: %s", sql, why);
}

/* Numbers are given out when a row is written and not when it is committed. */
static void a_row_committed_after_later_numbers_were_sealed_is_sealed_late(void **state)
{
    struct database *slow = other_connection();
    unsigned long long late_before = good().late;

    (void)state;
    run_on(slow, "START TRANSACTION");
    run_on(slow, "CALL proof.ctx.open_system('slow')");
    run_on(slow, "INSERT INTO proof.person (person_id, created_at) SELECT UUID(), SYSDATE(6) FROM seq_1_to_3");
    write_rows("quick", 5);
    seal_all();
    assert_true(good().unsealed == 0);
    run_on(slow, "COMMIT");
    assert_true(good().unsealed == 3);
    assert_int_equal(seal_all(), 1);
    assert_true(good().unsealed == 0);
    assert_true(good().late == late_before + 3);
    assert_string_equal(ask("SELECT row_count FROM proof_audit.seal WHERE kind = 'late' ORDER BY seal_no DESC LIMIT 1"), "3");
    database_close(&slow);
}

static void a_row_that_was_undone_leaves_a_gap_and_no_complaint(void **state)
{
    (void)state;
    run("CALL proof.ctx.open_system('test')");
    run("START TRANSACTION");
    run("INSERT INTO proof.person (person_id, created_at) VALUES (UUID(), SYSDATE(6))");
    run("ROLLBACK");
    write_rows("after", 2);
    seal_all();
    good();
}

/* In a process of its own: seals, or writes, until it is killed. */
static pid_t child(void (*work)(void))
{
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        in_child = true;
        admin = database_new(&user_settings);
        admin_store.database = admin;
        jobs_store.database = database_new(&jobs_settings);
        work();
        _exit(0);
    }
    return pid;
}

static void seal_often(void)
{
    for (int i = 0; i < 25; i++) {
        unsigned seals = 0;
        bool more = false;

        if (audit_sealing_round(&sealing, work_arena, &seals, &more) != STORE_OK)
            _exit(1);
        usleep(5000);
    }
}

static void write_often(void)
{
    for (int i = 0; i < 25; i++) {
        run("CALL proof.ctx.open_system('writer')");
        run("START TRANSACTION");
        run("INSERT INTO proof.person (person_id, created_at) SELECT UUID(), SYSDATE(6) FROM seq_1_to_20");
        usleep(3000);
        run(i % 7 == 0 ? "ROLLBACK" : "COMMIT");
    }
}

static void wait_well(pid_t pid)
{
    int status = -1;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void two_sealers_at_once_and_writers_meanwhile_seal_every_row_once(void **state)
{
    pid_t children[4];
    struct audit_verify verify;

    (void)state;
    children[0] = child(seal_often);
    children[1] = child(seal_often);
    children[2] = child(write_often);
    children[3] = child(write_often);
    for (int i = 0; i < 5; i++)
        good(); /* checked while it is being written */
    for (size_t i = 0; i < 4; i++)
        wait_well(children[i]);
    seal_all();
    verify = good();
    assert_true(verify.unsealed == 0);
    assert_true(verify.rows == rows_in_all());
    assert_string_equal(ask("SELECT MAX(seal_no) = COUNT(*) FROM proof_audit.seal"), "1");
}

static void a_sealer_killed_at_any_time_leaves_a_whole_chain(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++) {
        pid_t sealer = child(seal_often);
        int status = 0;

        write_rows(arena_printf(arena, "kill %d", i), 10);
        usleep((useconds_t)i * 700);
        kill(sealer, SIGKILL);
        waitpid(sealer, &status, 0);
        good();
    }
    private_database_stop();
    private_database_again();
    database_drop(admin);
    database_drop(jobs_store.database);
    seal_all();
    assert_true(good().unsealed == 0);
}

static void years_to_come_get_partitions_once(void **state)
{
    long long made = 0;

    (void)state;
    assert_int_equal(audit_seal_partitions(&jobs_store, arena, 2037, &made), STORE_OK);
    assert_true(made == 2 * 7);
    assert_int_equal(audit_seal_partitions(&jobs_store, arena, 2037, &made), STORE_OK);
    assert_true(made == 0);
    assert_string_equal(ask("SELECT COUNT(*) FROM information_schema.partitions WHERE table_schema = 'proof_audit' "
                            "AND partition_name IN ('y2036', 'y2037')"), "14");
    good();
}

/* The head file, and what it is for. */
static void the_end_of_the_chain_is_told_and_kept(void **state)
{
    char file[] = "/tmp/jobbsjanse-heads.XXXXXX", line[400] = "";
    struct audit_sealing telling = sealing;
    struct audit_verify verify;
    enum store_result result = STORE_FAILED;
    FILE *in;

    (void)state;
    close(mkstemp(file));
    telling.head_file = file;
    write_rows("told", 2);
    assert_true(audit_sealing_step(&telling, work_arena, 1));
    assert_false(audit_sealing_step(&telling, work_arena, 2));
    in = fopen(file, "re");
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    fclose(in);
    unlink(file);
    verify = good();
    assert_true(audit_verify_head(&verify, arena, line, &result));
    assert_int_equal(result, STORE_OK);
    assert_true(verify.findings.findings == 0);
    assert_false(audit_verify_head(&verify, arena, "not a line", &result));
}

static void half_a_line_in_the_file_of_ends_spoils_no_other(void **state)
{
    char file[] = "/tmp/jobbsjanse-heads.XXXXXX", line[400] = "";
    struct audit_sealing telling = sealing;
    int out = mkstemp(file);
    FILE *in;

    (void)state;
    assert_int_equal(write(out, "2026-01-01 12:00:00.000000 seal=7 ha", 36), 36);
    close(out);
    telling.head_file = file;
    assert_true(audit_sealing_step(&telling, work_arena, 1));
    in = fopen(file, "re");
    assert_non_null(fgets(line, sizeof line, in));
    assert_string_equal(line, "2026-01-01 12:00:00.000000 seal=7 ha\n");
    assert_non_null(fgets(line, sizeof line, in));
    assert_non_null(strstr(line, " mac="));
    assert_null(fgets(line, sizeof line, in));
    fclose(in);
    unlink(file);
}

static unsigned triggers_found(void)
{
    struct audit_verify verify = {.store = &admin_store, .key = key, .key_size = sizeof key, .findings = {.say = hear}};

    said[0] = '\0';
    assert_int_equal(audit_verify_triggers(&verify, arena), STORE_OK);
    return (unsigned)verify.findings.findings;
}

static void a_trigger_that_is_not_there_is_named(void **state)
{
    (void)state;
    assert_int_equal(triggers_found(), 0);
    run("DROP TRIGGER proof_audit.seal_bd");
    assert_int_equal(triggers_found(), 1);
    assert_non_null(strstr(said, "BEFORE DELETE on proof_audit.seal "));
    run("CREATE OR REPLACE TRIGGER proof.district_ad AFTER DELETE ON proof.district FOR EACH ROW SET @nothing = 1");
    run("CREATE OR REPLACE TRIGGER proof_audit.download_bi BEFORE INSERT ON proof_audit.download FOR EACH ROW SET @nothing = 1");
    assert_int_equal(triggers_found(), 3);
    assert_non_null(strstr(said, "AFTER DELETE on proof.district "));
    assert_non_null(strstr(said, "BEFORE INSERT on proof_audit.download "));
}

/* What is said in the journal. */
static char journal[4096];

static void listen_to_journal(int *kept, FILE **heard)
{
    fflush(stderr);
    *kept = dup(STDERR_FILENO);
    *heard = tmpfile();
    assert_non_null(*heard);
    dup2(fileno(*heard), STDERR_FILENO);
}

static void read_journal(int kept, FILE *heard)
{
    size_t length;

    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(heard);
    length = fread(journal, 1, sizeof journal - 1, heard);
    journal[length] = '\0';
    fclose(heard);
}

/* From here on root has taken the triggers away, and puts everything back after each try. */
static const char *const tables[] = {"change_log", "access_log", "access_log_person", "download", "download_end",
                                     "download_search", "seal", "seal_leaves"};
enum { TABLES = sizeof tables / sizeof tables[0] };

/* What is written of a row; the server works out the rest. */
static const char *written(const char *table)
{
    return ASK("SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.columns "
               "WHERE table_schema = 'proof_audit' AND table_name = '%s' AND is_generated = 'NEVER'", table);
}

static void keep_all(void)
{
    run("CREATE OR REPLACE DATABASE kept");
    for (size_t i = 0; i < TABLES; i++)
        RUN("CREATE TABLE kept.%s AS SELECT %s FROM proof_audit.%s", tables[i], written(tables[i]), tables[i]);
}

static int put_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < TABLES; i++) {
        RUN("DELETE FROM proof_audit.%s", tables[i]);
        RUN("INSERT INTO proof_audit.%s (%s) SELECT * FROM kept.%s", tables[i], written(tables[i]), tables[i]);
    }
    arena_reset(arena);
    return 0;
}

/* The chain as it would be, had it been sealed so many hours ago (or ahead): made anew with the key. */
static void age_chain(int hours)
{
    struct audit_seals seals;
    unsigned char previous[CRYPTO_HASH_SIZE] = {0};

    assert_int_equal(audit_check_seals(&admin_store, arena, 0, 10000, &seals), STORE_OK);
    for (size_t i = 0; i < seals.count; i++) {
        struct seal *seal = &seals.items[i];
        char hash[65], mac[65], before[65];

        seal->sealed_at = ASK("SELECT CONCAT('', CAST('%s' AS DATETIME(6)) - INTERVAL %d HOUR)", seal->sealed_at, hours);
        memcpy(seal->previous, previous, sizeof previous);
        seal_close(seal, key, sizeof key);
        memcpy(previous, seal->hash, sizeof previous);
        crypto_hex(seal->hash, sizeof seal->hash, hash);
        crypto_hex(seal->mac, sizeof seal->mac, mac);
        crypto_hex(seal->previous, sizeof seal->previous, before);
        RUN("UPDATE proof_audit.seal SET sealed_at = '%s', previous_hash = UNHEX('%s'), seal_hash = UNHEX('%s'), "
            "mac = UNHEX('%s') WHERE seal_no = %llu", seal->sealed_at, before, hash, mac, seal->number);
    }
}

/* What the triggers would have done for rows that were just written. */
static void hash_all(void)
{
    for (const struct audit_log *log = audit_logs; log->name; log++) {
        struct buffer sql;

        buffer_init(&sql, arena, 8192);
        buffer_add_format(&sql, "UPDATE proof_audit.%s SET row_hash = ", log->name);
        audit_log_add_hash(&sql, log, log->name);
        buffer_add_text(&sql, " WHERE row_hash IS NULL");
        run(buffer_text(&sql));
    }
}

static void root_takes_the_triggers_away(void **state)
{
    static const char *const endings[] = {"bi", "bu", "bd"};

    (void)state;
    for (size_t i = 0; i < TABLES; i++)
        for (size_t k = 0; k < 3; k++)
            RUN("DROP TRIGGER IF EXISTS proof_audit.%s_%s", tables[i], endings[k]);
    age_chain(3);
    good();
    migrate_all(); /* nothing to do: what was dropped behind its back is not its business */
    write_rows("last", 6);
    hash_all();
    seal_all();
    good();
    keep_all();
}

/* A sealed row of an early block, neither its first nor its last. */
static unsigned long long some_row(const struct audit_log *log)
{
    return number(ASK("SELECT %s FROM proof_audit.%s ORDER BY %s LIMIT 1 OFFSET 3", log->id, log->name, log->id));
}

/* Another value of the same type. */
static const char *other_value(const struct audit_log *log, const char *column)
{
    const char *type = ASK("SELECT data_type FROM information_schema.columns WHERE table_schema = 'proof_audit' AND "
                           "table_name = '%s' AND column_name = '%s'", log->name, column);

    if (text_equal(type, "datetime"))
        return arena_printf(arena, "%s + INTERVAL 1 MICROSECOND", column);
    if (text_equal(type, "enum"))
        return arena_printf(arena, "IF(%s = 1, 2, 1)", column);
    if (text_equal(type, "binary"))
        return arena_printf(arena, "UNHEX(SHA2(HEX(%s), 256))", column);
    if (strstr(type, "char") || strstr(type, "text"))
        return arena_printf(arena, "IF(COALESCE(%s, '') = '', 'x', CONCAT('x', SUBSTRING(%s, 2), IF(%s LIKE 'x%%', 'x', '')))",
                            column, column, column);
    return arena_printf(arena, "COALESCE(%s, 0) + 1", column);
}

static void renew_hash(const struct audit_log *log, unsigned long long id)
{
    struct buffer sql;

    buffer_init(&sql, arena, 8192);
    buffer_add_format(&sql, "UPDATE proof_audit.%s SET row_hash = ", log->name);
    audit_log_add_hash(&sql, log, log->name);
    buffer_add_format(&sql, " WHERE %s = %llu", log->id, id);
    run(buffer_text(&sql));
}

static void every_column_of_every_log_changed_by_root_names_the_row(void **state)
{
    unsigned tried = 0;

    for (const struct audit_log *log = audit_logs; log->name; log++)
        for (const struct audit_column *column = log->columns; column->name; column++, tried++) {
            unsigned long long id = some_row(log);
            const char *what = arena_printf(arena, "%s.%s", log->name, column->name);

            RUN("UPDATE IGNORE proof_audit.%s SET %s = %s WHERE %s = %llu", log->name, column->name,
                other_value(log, column->name), log->id, id);
            finds(what, arena_printf(arena, "(%s ", log->name));
            finds(what, arena_printf(arena, "row %llu was changed after it was sealed\n", id));
            renew_hash(log, id);
            finds(what, arena_printf(arena, "row %llu was changed after it was sealed, and given the hash", id));
            assert_true(verified().findings.findings == 1);
            put_back(state);
        }
    assert_true(tried > 30);
}

static void the_hash_a_row_carries_and_its_number_are_watched_too(void **state)
{
    for (const struct audit_log *log = audit_logs; log->name; log++) {
        unsigned long long id = some_row(log);

        RUN("UPDATE proof_audit.%s SET row_hash = UNHEX(SHA2('x', 256)) WHERE %s = %llu", log->name, log->id, id);
        finds(log->name, arena_printf(arena, "row %llu does not fit the hash", id));
        RUN("UPDATE proof_audit.%s SET row_hash = NULL WHERE %s = %llu", log->name, log->id, id);
        finds(log->name, arena_printf(arena, "row %llu has lost the hash", id));
        put_back(state);
        id = some_row(log);
        RUN("UPDATE proof_audit.%s SET %s = 1000000 + %s WHERE %s = %llu", log->name, log->id, log->id, log->id, id);
        finds(log->name, arena_printf(arena, "row %llu is gone", id));
        put_back(state);
    }
}

static void rows_taken_away_are_named(void **state)
{
    for (const struct audit_log *log = audit_logs; log->name; log++) {
        unsigned long long id = some_row(log);
        unsigned long long first = number(ASK("SELECT MIN(%s) FROM proof_audit.%s", log->id, log->name));
        unsigned long long last = number(ASK("SELECT MAX(%s) FROM proof_audit.%s", log->id, log->name));

        RUN("DELETE FROM proof_audit.%s WHERE %s IN (%llu, %llu, %llu)", log->name, log->id, first, id, last);
        finds("first", arena_printf(arena, "row %llu is gone", first));
        finds("middle", arena_printf(arena, "row %llu is gone", id));
        finds("last", arena_printf(arena, "row %llu is gone", last));
        assert_true(verified().findings.findings == 3);
        put_back(state);
    }
}

static void rows_written_in_are_named(void **state)
{
    for (const struct audit_log *log = audit_logs; log->name; log++) {
        unsigned long long id = some_row(log);

        /* with a number that is taken, and at one that is free */
        RUN("CREATE OR REPLACE TABLE kept.extra AS SELECT %s FROM proof_audit.%s WHERE %s = %llu", written(log->name), log->name,
            log->id, id);
        run("UPDATE kept.extra SET logged_at = logged_at - INTERVAL 1 SECOND");
        RUN("INSERT INTO proof_audit.%s (%s) SELECT * FROM kept.extra", log->name, written(log->name));
        finds(log->name, arena_printf(arena, "row %llu was added after", id));
        assert_true(verified().findings.findings == 1);
        put_back(state);
        id = some_row(log);
        RUN("CREATE OR REPLACE TABLE kept.extra AS SELECT %s FROM proof_audit.%s WHERE %s = %llu", written(log->name), log->name,
            log->id, id);
        RUN("UPDATE kept.extra SET logged_at = logged_at - INTERVAL 1 SECOND, %s = (SELECT MIN(g.%s) + 1 FROM proof_audit.%s g "
            "LEFT JOIN proof_audit.%s n ON n.%s = g.%s + 1 WHERE n.%s IS NULL)", log->id, log->id, log->name, log->name, log->id,
            log->id, log->id);
        if (number(ASK("SELECT %s FROM kept.extra", log->id)) < number(ASK("SELECT MAX(%s) FROM proof_audit.%s", log->id, log->name))) {
            RUN("INSERT INTO proof_audit.%s (%s) SELECT * FROM kept.extra", log->name, written(log->name));
            finds(log->name, arena_printf(arena, "row %s was added after", ASK("SELECT %s FROM kept.extra", log->id)));
        }
        put_back(state);
    }
}

static void rows_that_changed_places_are_named(void **state)
{
    for (const struct audit_log *log = audit_logs; log->name; log++) {
        unsigned long long one = some_row(log), two = one + 1;

        if (number(ASK("SELECT COUNT(*) FROM proof_audit.%s WHERE %s = %llu", log->name, log->id, two)) == 0)
            fail_msg("%s has no two rows beside each other", log->name);
        RUN("UPDATE proof_audit.%s SET %s = CASE %s WHEN %llu THEN 99999999 ELSE %llu END WHERE %s IN (%llu, %llu) ORDER BY %s",
            log->name, log->id, log->id, one, one, log->id, one, two, log->id);
        RUN("UPDATE proof_audit.%s SET %s = %llu WHERE %s = 99999999", log->name, log->id, two, log->id);
        finds(log->name, arena_printf(arena, "row %llu holds what was sealed as row %llu", one, two));
        finds(log->name, arena_printf(arena, "row %llu holds what was sealed as row %llu", two, one));
        put_back(state);
    }
}

static void a_partition_that_was_dropped_is_named(void **state)
{
    RUN("ALTER TABLE proof_audit.access_log DROP PARTITION y2026");
    finds("partition", "(access_log ");
    finds("partition", "the partition of that year is not there");
    run("ALTER TABLE proof_audit.access_log REORGANIZE PARTITION y2027 INTO (PARTITION y2026 VALUES LESS THAN ('2027-01-01'), "
        "PARTITION y2027 VALUES LESS THAN ('2028-01-01'))");
    put_back(state);
    run("TRUNCATE TABLE proof_audit.change_log");
    finds("all", "rows are gone");
    put_back(state);
    good();
}

static void a_seal_that_was_changed_or_taken_away_is_named(void **state)
{
    static const char *const changes[] = {
        "sealed_at = sealed_at + INTERVAL 1 MICROSECOND", "kind = 'late'", "log_name = 'download'", "year = year + 1",
        "first_id = first_id + 1", "last_id = last_id + 1", "row_count = row_count + 1", "root = UNHEX(SHA2('x', 256))",
        "previous_hash = UNHEX(SHA2('x', 256))", "seal_hash = UNHEX(SHA2('x', 256))",
    };

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        RUN("UPDATE proof_audit.seal SET %s WHERE seal_no = 3", changes[i]);
        finds(changes[i], "BROKEN: seal 3 ");
        finds(changes[i], "the seal was changed");
        assert_true(verified().findings.first_seal == 3);
        put_back(state);
    }
    RUN("UPDATE proof_audit.seal SET mac = UNHEX(SHA2('x', 256)) WHERE seal_no = 3");
    finds("mac", "not made with this installation's key");
    put_back(state);
    RUN("DELETE FROM proof_audit.seal WHERE seal_no = 3");
    finds("gone", "the seals from 3 to 3 are gone");
    put_back(state);
    RUN("DELETE FROM proof_audit.seal_leaves WHERE seal_no = 3");
    finds("list", "the list of its rows is gone");
    put_back(state);
    RUN("UPDATE proof_audit.seal_leaves SET leaves = INSERT(leaves, 12, 1, CHAR(ASCII(SUBSTRING(leaves, 12, 1)) ^ 1)) WHERE seal_no = 3");
    finds("list", "the list of its rows was changed");
    put_back(state);
}

static void a_chain_made_anew_without_the_key_is_found_with_it_only_by_kept_ends(void **state)
{
    const char *head = NULL;
    struct audit_verify verify;
    enum store_result result = STORE_FAILED;
    const struct audit_sealing right = sealing;

    assert_int_equal(audit_sealing_head(&jobs_store, arena, &head), STORE_OK);
    for (int with_key = 0; with_key < 2; with_key++) {
        RUN("UPDATE proof_audit.change_log SET user_name = 'somebody else' WHERE log_id = %llu", some_row(&audit_logs[0]));
        renew_hash(&audit_logs[0], some_row(&audit_logs[0]));
        run("DELETE FROM proof_audit.seal");
        run("DELETE FROM proof_audit.seal_leaves");
        if (!with_key)
            sealing.key = (const unsigned char *)"another key, as";
        seal_all();
        sealing = right;
        verify = verified();
        assert_int_equal(verify.findings.findings > 0, !with_key);
        if (!with_key)
            finds("key", "not made with this installation's key");
        else {
            assert_true(audit_verify_head(&verify, arena, head, &result));
            assert_true(verify.findings.findings == 1);
        }
        head = arena_copy(work_arena, head);
        put_back(state);
        assert_int_equal(audit_sealing_head(&jobs_store, arena, &head), STORE_OK);
    }
}

static void a_chain_whose_end_was_cut_off_is_found_by_kept_ends(void **state)
{
    const char *head = NULL;
    struct audit_verify verify;
    enum store_result result = STORE_FAILED;
    unsigned long long last = number(ask("SELECT MAX(seal_no) FROM proof_audit.seal"));

    assert_int_equal(audit_sealing_head(&jobs_store, arena, &head), STORE_OK);
    for (const struct audit_log *log = audit_logs; log->name; log++)
        RUN("DELETE FROM proof_audit.%s WHERE %s >= COALESCE((SELECT s.first_id FROM proof_audit.seal s WHERE s.seal_no = %llu AND "
            "s.log_name = '%s'), 18446744073709551615)", log->name, log->id, last, log->name);
    RUN("DELETE FROM proof_audit.seal WHERE seal_no = %llu", last);
    RUN("DELETE FROM proof_audit.seal_leaves WHERE seal_no = %llu", last);
    verify = good(); /* by itself it looks whole: that is what it cannot show */
    assert_true(audit_verify_head(&verify, arena, head, &result));
    assert_true(verify.findings.findings == 1);
    assert_non_null(strstr(said, "the chain was cut"));
    put_back(state);
}

static void a_chain_cut_while_the_daemon_runs_is_told_at_once(void **state)
{
    static const char *const cuts[] = {"DELETE FROM proof_audit.seal ORDER BY seal_no DESC LIMIT 1",
                                       "UPDATE proof_audit.seal SET seal_hash = UNHEX(SHA2('x', 256)) ORDER BY seal_no DESC LIMIT 1"};

    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        struct audit_sealing telling = sealing;
        FILE *heard = NULL;
        int kept = -1;

        assert_true(audit_sealing_step(&telling, work_arena, 1));
        listen_to_journal(&kept, &heard);
        assert_true(audit_sealing_step(&telling, work_arena, 1000000000));
        read_journal(kept, heard);
        assert_null(strstr(journal, "audit-chain-cut"));
        run(cuts[i]);
        listen_to_journal(&kept, &heard);
        assert_true(audit_sealing_step(&telling, work_arena, 2000000000));
        read_journal(kept, heard);
        assert_non_null(strstr(journal, "audit-chain-cut"));
        put_back(state);
    }
}

static void what_waits_for_a_seal_is_held_against_its_own_hash(void **state)
{
    run("INSERT INTO proof_audit.access_log (logged_at, user_name, action, what, details, row_hash) "
        "VALUES (UTC_TIMESTAMP(6), 'x', 'open', 'x', '{}', UNHEX(SHA2('x', 256)))");
    finds("tail", "not sealed yet, does not fit the hash");
    put_back(state);
    run("INSERT INTO proof_audit.access_log (logged_at, user_name, action, what, details) "
        "VALUES (UTC_TIMESTAMP(6), 'x', 'open', 'x', '{}')");
    finds("tail", "not sealed yet, has lost the hash");
    put_back(state);
}

static void a_row_with_a_time_long_before_its_place_is_told(void **state)
{
    run("INSERT INTO proof_audit.change_log (logged_at, user_name, action, table_name, row_key, changed) "
        "VALUES (UTC_TIMESTAMP(6) - INTERVAL 2 HOUR, 'x', 'insert', 'x', '', '{}')");
    renew_hash(&audit_logs[0], number(ask("SELECT MAX(log_id) FROM proof_audit.change_log")));
    seal_all();
    assert_true(good().findings.notices == 1);
    assert_non_null(strstr(said, "bears a time 1"));
    put_back(state);
}

/* As when a transaction that began before the others ends now: its number was given out then. */
static void commit_late(unsigned long long id)
{
    RUN("INSERT INTO proof_audit.change_log (log_id, logged_at, user_name, action, table_name, row_key, changed) "
        "VALUES (%llu, UTC_TIMESTAMP(6), 'slow', 'insert', 'x', '', '{}')", id);
    renew_hash(&audit_logs[0], id);
}

static void a_clock_that_jumps_makes_no_late_row_look_added(void **state)
{
    static const int jumps[] = {3, -3, 26};

    for (size_t i = 0; i < sizeof jumps / sizeof jumps[0]; i++) {
        unsigned long long free = 1 + number(ask("SELECT MAX(log_id) FROM proof_audit.change_log"));

        RUN("ALTER TABLE proof_audit.change_log AUTO_INCREMENT = %llu", free + 1);
        write_rows("quick", 2);
        hash_all();
        seal_all();
        age_chain(jumps[i]);
        write_rows("after the jump", 2);
        hash_all();
        seal_all();
        commit_late(free);
        assert_true(good().unsealed == 1);
        assert_int_equal(seal_all(), 1);
        assert_true(good().unsealed == 0);
        put_back(state);
    }
}

static void an_older_state_put_back_is_found_by_kept_ends(void **state)
{
    const char *head = NULL;
    char kept[400];
    struct audit_verify verify;
    enum store_result result = STORE_FAILED;

    write_rows("lost", 3);
    hash_all();
    seal_all();
    assert_int_equal(audit_sealing_head(&jobs_store, arena, &head), STORE_OK);
    snprintf(kept, sizeof kept, "%s", head);
    put_back(state);
    write_rows("instead", 3);
    hash_all();
    seal_all();
    verify = good(); /* by itself it looks whole */
    assert_true(audit_verify_head(&verify, arena, kept, &result));
    assert_true(verify.findings.findings == 1);
    assert_non_null(strstr(said, "the chain was made anew"));
    put_back(state);
}

static void a_year_dropped_by_retention_leaves_a_chain_that_is_whole(void **state)
{
    struct audit_verify verify;
    unsigned long long rows = 0;
    bool dropped = true;

    (void)state;
    run("INSERT INTO proof_audit.access_log (logged_at, user_name, action, what, details) "
        "SELECT IF(seq % 2, '2027-01-01 00:00:00.000001', '2026-12-31 23:59:59.999999'), 'x', 'open', 'x', '{}' FROM seq_1_to_6");
    run("INSERT INTO proof_audit.download (reference, log_id, logged_at, user_id, end_digest) "
        "VALUES (MD5('2027'), 1, '2027-06-01', 1, UNHEX(SHA2('2027', 256)))");
    hash_all();
    seal_all();
    good();
    assert_int_equal(audit_check_year(&admin_store, arena, 2027, &rows, &dropped), STORE_OK);
    assert_true(rows == 4);
    assert_false(dropped);
    assert_int_equal(audit_sealing_drop(&sealing, arena, 2027, rows), STORE_OK);
    good(); /* stopped here, all rows are still looked at */
    assert_true(good().dropped == 0);
    assert_int_equal(audit_check_drop(&admin_store, arena, 2027), STORE_OK);
    assert_int_equal(audit_check_drop(&admin_store, arena, 2027), STORE_OK);
    verify = good();
    assert_true(verify.dropped == 4);
    assert_true(verify.rows == rows_in_all());
    assert_non_null(strstr(said, "the logs of 2027 (4 rows) went by retention"));
    write_rows("afterwards", 3);
    hash_all();
    good();
    assert_string_equal(ask("SELECT COUNT(*) FROM proof_audit.seal WHERE year = 2027 AND kind = 'block'"), "4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_database_and_the_program_make_the_same_hash, forget),
        cmocka_unit_test_setup(what_is_sealed_is_counted_and_good, forget),
        cmocka_unit_test_setup(a_row_committed_after_later_numbers_were_sealed_is_sealed_late, forget),
        cmocka_unit_test_setup(a_row_that_was_undone_leaves_a_gap_and_no_complaint, forget),
        cmocka_unit_test_setup(two_sealers_at_once_and_writers_meanwhile_seal_every_row_once, forget),
        cmocka_unit_test_setup(a_sealer_killed_at_any_time_leaves_a_whole_chain, forget),
        cmocka_unit_test_setup(years_to_come_get_partitions_once, forget),
        cmocka_unit_test_setup(the_end_of_the_chain_is_told_and_kept, forget),
        cmocka_unit_test_setup(half_a_line_in_the_file_of_ends_spoils_no_other, forget),
        cmocka_unit_test_setup(a_trigger_that_is_not_there_is_named, forget),
        cmocka_unit_test_setup(root_takes_the_triggers_away, forget),
        cmocka_unit_test_setup(every_column_of_every_log_changed_by_root_names_the_row, put_back),
        cmocka_unit_test_setup(the_hash_a_row_carries_and_its_number_are_watched_too, put_back),
        cmocka_unit_test_setup(rows_taken_away_are_named, put_back),
        cmocka_unit_test_setup(rows_written_in_are_named, put_back),
        cmocka_unit_test_setup(rows_that_changed_places_are_named, put_back),
        cmocka_unit_test_setup(a_partition_that_was_dropped_is_named, put_back),
        cmocka_unit_test_setup(a_seal_that_was_changed_or_taken_away_is_named, put_back),
        cmocka_unit_test_setup(a_chain_made_anew_without_the_key_is_found_with_it_only_by_kept_ends, put_back),
        cmocka_unit_test_setup(a_chain_whose_end_was_cut_off_is_found_by_kept_ends, put_back),
        cmocka_unit_test_setup(a_chain_cut_while_the_daemon_runs_is_told_at_once, put_back),
        cmocka_unit_test_setup(what_waits_for_a_seal_is_held_against_its_own_hash, put_back),
        cmocka_unit_test_setup(a_row_with_a_time_long_before_its_place_is_told, put_back),
        cmocka_unit_test_setup(a_clock_that_jumps_makes_no_late_row_look_added, put_back),
        cmocka_unit_test_setup(an_older_state_put_back_is_found_by_kept_ends, put_back),
        cmocka_unit_test_setup(a_year_dropped_by_retention_leaves_a_chain_that_is_whole, put_back),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
