/* The look-up task with a register that is not there: every kind of answer, from the queue to what stands in the tables
 * (requirements P3, E1, E4). The database is private to the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/database/database.h"
#include "private_database.h"
#include "register/store/account.h"
#include "register/store/migrate.h"
#include "register/task/lookup.h"

enum { MEMORY = 16 * 1024 * 1024 };

#define NUMBER "15868549618"
#define LATER_NUMBER "03910199853"
#define PERSON "aaaaaaaa-0000-0000-0000-000000000001"

static const struct codebook *codebook;
static struct database_settings admin_settings, jobs_settings;
static struct database *admin;
static char jobs_password[MIGRATE_PASSWORD_TEXT];
static struct lookup_task task;
static struct arena *arena;

/* What the register says next. */
static struct {
    enum folkeregisteret_result result;
    struct fetched fetched;
    struct folkeregisteret_trouble trouble;
    unsigned asked;
} says;

static enum folkeregisteret_result fake_ask(void *context, struct arena *memory, const char *number,
                                            struct fetched *fetched_out, struct folkeregisteret_trouble *trouble_out)
{
    (void)memory;
    assert_ptr_equal(context, &says);
    assert_string_equal(number, NUMBER);
    says.asked++;
    *fetched_out = says.fetched;
    *trouble_out = says.trouble;
    return says.result;
}

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

    if (database_run(admin, sql, &why) != DATABASE_OK)
        fail_msg("%s: %s", sql, why);
}

static const char *ask(const char *sql)
{
    struct database_answer answer;
    const char *why = NULL;

    if (database_ask(admin, arena, sql, NULL, 0, 100, &answer, &why) != DATABASE_OK)
        fail_msg("%s: %s", sql, why);
    return answer.sets[0].row_count ? answer.sets[0].rows[0].values[0] : NULL;
}

static void migrate_all(const struct codebook_register *reg)
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
        .reg = reg,
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
    const char *missing = NULL;
    const struct codebook_register *reg;

    (void)state;
    if (!codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &codebook, &why))
        fail_msg("%s", why);
    reg = codebook_find_register(codebook, "jobbsjansen");
    admin_settings = (struct database_settings){.socket = private_database_start(), .user = "root", .connect_seconds = 5,
                                                .read_seconds = 60, .write_seconds = 60};
    arena = arena_new(MEMORY);
    migrate_all(reg);
    admin = database_new(&admin_settings);
    password_of(NULL, ACCOUNT_JOBS, jobs_password);
    jobs_settings = admin_settings;
    jobs_settings.user = ACCOUNT_JOBS;
    jobs_settings.password = jobs_password;
    jobs_settings.schema = "proof";
    assert_true(names_find(reg, &task.names, &missing));
    task.store = (struct store){.database = database_new(&jobs_settings), .schema = "proof"};
    task.limits = (struct lookup_limits){.lease_seconds = 60, .per_minute = 60000000, .calls = 1};
    task.ask = fake_ask;
    task.context = &says;
    return 0;
}

static int stop(void **state)
{
    (void)state;
    database_close(&task.store.database);
    database_close(&admin);
    arena_free(&arena);
    codebook_free(&codebook);
    private_database_remove();
    return 0;
}

/* One participant, and her job. */
static int queue_one(void **state)
{
    (void)state;
    memset(&says, 0, sizeof says);
    run("CALL proof.ctx.open_system('test')");
    run("DELETE FROM proof.lookup_job");
    run("DELETE FROM proof.participant_change");
    run("DELETE FROM proof.participant");
    run("DELETE FROM proof.person_number");
    run("DELETE FROM proof.person");
    run("INSERT INTO proof.person (person_id, created_at) VALUES ('" PERSON "', proof.utc_now())");
    run("INSERT INTO proof.person_number (fodselsnummer, person_id, valid_from) VALUES ('" NUMBER "', '" PERSON "', '2024-01-01')");
    run("INSERT INTO proof.participant (participant_id, person_id, fodselsnummer, kommunenummer, lookup_state, created_at, changed_at) "
        "VALUES (7, '" PERSON "', '" NUMBER "', '5001', 'waiting', proof.utc_now(), proof.utc_now())");
    run("CALL proof.lookup_put(7, '" NUMBER "')");
    run("UPDATE proof.rate_limit SET next_at = '2000-01-01'");
    return 0;
}

static enum lookup_step step(unsigned *wait_ms_out)
{
    unsigned wait_ms = 0;
    enum lookup_step done = lookup_step(&task, arena, &wait_ms);

    if (wait_ms_out)
        *wait_ms_out = wait_ms;
    return done;
}

static void found(void **state)
{
    (void)state;
    says.result = FOLKEREGISTERET_FOUND;
    says.fetched = (struct fetched){.number = NUMBER, .name = "Amina \"Å\" Celikdal", .country = "Somalia",
                                    .residence = "Permanent", .marital = "Gift", .birth_year = 1985, .arrival_year = 2015};
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    assert_string_equal(ask("SELECT CONCAT_WS('|', navn, fodeland, oppholdsgrunnlag, sivilstand, fodselsar, ankomstar, lookup_state, "
                            "lookup_round) FROM proof.participant"),
                        "Amina \"Å\" Celikdal|Somalia|Permanent|Gift|1985|2015|found|1");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof.lookup_job"), "0");
    assert_int_equal(step(NULL), LOOKUP_STEP_IDLE);
    assert_int_equal(says.asked, 1);
}

static void what_is_not_said_is_empty(void **state)
{
    (void)state;
    says.result = FOLKEREGISTERET_FOUND;
    says.fetched = (struct fetched){.number = NUMBER, .name = "Amina"};
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    assert_string_equal(ask("SELECT COUNT(*) FROM proof.participant WHERE navn = 'Amina' AND fodeland IS NULL "
                            "AND ankomstar IS NULL AND sivilstand IS NULL"), "1");
}

static void protected_without_a_name(void **state)
{
    (void)state;
    says.result = FOLKEREGISTERET_FOUND;
    says.fetched = (struct fetched){.number = NUMBER, .country = "Somalia", .is_protected = true};
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    assert_string_equal(ask("SELECT CONCAT_WS('|', navn, fodeland, lookup_state) FROM proof.participant"), "Somalia|withheld");
    assert_string_equal(ask("SELECT protected FROM proof.person"), "1");
}

static void nobody_has_the_number(void **state)
{
    (void)state;
    says.result = FOLKEREGISTERET_ABSENT;
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    assert_string_equal(ask("SELECT CONCAT_WS('|', navn, lookup_state) FROM proof.participant"), "absent");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof.lookup_job"), "0");
}

static void a_new_number_is_hers(void **state)
{
    (void)state;
    says.result = FOLKEREGISTERET_FOUND;
    says.fetched = (struct fetched){.number = LATER_NUMBER, .name = "Amina"};
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    assert_string_equal(ask("SELECT CONCAT_WS('|', fodselsnummer, person_id, row_version) FROM proof.participant"),
                        LATER_NUMBER "|" PERSON "|2");
}

/* Once it is a stumble, twice it is told; the job is kept, later each time. */
static void trouble_puts_it_off(void **state)
{
    static const enum lookup_trouble kinds[] = {LOOKUP_AWAY, LOOKUP_GARBAGE};

    (void)state;
    says.result = FOLKEREGISTERET_TROUBLE;
    for (unsigned failed = 0; failed < 2; failed++) {
        says.trouble = (struct folkeregisteret_trouble){.kind = kinds[failed], .why = "a test"};
        assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
        assert_int_equal(step(NULL), LOOKUP_STEP_IDLE);
        assert_string_equal(ask("SELECT lookup_state FROM proof.participant"), failed ? "failing" : "waiting");
        assert_string_equal(ask("SELECT failed FROM proof.lookup_job"), failed ? "2" : "1");
        run("UPDATE proof.lookup_job SET due_at = '2000-01-01'");
        run("UPDATE proof.rate_limit SET next_at = '2000-01-01'");
    }
    assert_int_equal(says.asked, 2);
}

/* Else it would be asked for as often as its lease is over, and nobody would be told. */
static void an_answer_that_cannot_be_stored_puts_it_off(void **state)
{
    char country[200] = "";

    (void)state;
    memset(country, 'x', sizeof country - 1);
    says.result = FOLKEREGISTERET_FOUND;
    says.fetched = (struct fetched){.number = NUMBER, .name = "Amina", .country = country};
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    assert_string_equal(ask("SELECT CONCAT_WS('|', failed, lease_key IS NULL, due_at > proof.utc_now()) FROM proof.lookup_job"), "1|1|1");
    assert_string_equal(ask("SELECT CONCAT_WS('|', lookup_state, navn) FROM proof.participant"), "waiting");
}

static void a_busy_register_holds_up_everybody(void **state)
{
    unsigned wait_ms = 0;

    (void)state;
    says.result = FOLKEREGISTERET_TROUBLE;
    says.trouble = (struct folkeregisteret_trouble){.kind = LOOKUP_BUSY, .wait_ms = 30000, .status = 429};
    assert_int_equal(step(NULL), LOOKUP_STEP_WORKED);
    run("UPDATE proof.lookup_job SET due_at = '2000-01-01'");
    assert_int_equal(step(&wait_ms), LOOKUP_STEP_IDLE);
    assert_in_range(wait_ms, 20000, 30001);
    assert_int_equal(says.asked, 1);
}

static void a_lost_database_is_told(void **state)
{
    struct database_settings nowhere = jobs_settings;
    struct lookup_task lost = task;
    unsigned wait_ms = 0;

    (void)state;
    nowhere.socket = "/nonexistent/db.sock";
    lost.store.database = database_new(&nowhere);
    assert_int_equal(lookup_step(&lost, arena, &wait_ms), LOOKUP_STEP_DOWN);
    assert_int_equal(says.asked, 0);
    database_close(&lost.store.database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(found, queue_one),
        cmocka_unit_test_setup(what_is_not_said_is_empty, queue_one),
        cmocka_unit_test_setup(protected_without_a_name, queue_one),
        cmocka_unit_test_setup(nobody_has_the_number, queue_one),
        cmocka_unit_test_setup(a_new_number_is_hers, queue_one),
        cmocka_unit_test_setup(trouble_puts_it_off, queue_one),
        cmocka_unit_test_setup(an_answer_that_cannot_be_stored_puts_it_off, queue_one),
        cmocka_unit_test_setup(a_busy_register_holds_up_everybody, queue_one),
        cmocka_unit_test_setup(a_lost_database_is_told, queue_one),
    };

    return cmocka_run_group_tests_name("task lookup", tests, start, stop);
}
