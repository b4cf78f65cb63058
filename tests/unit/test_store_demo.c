/* Loading fictional data into a real server: all of it or none, in order, taken up where it was left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "private_database.h"
#include "register/store/bulk.h"
#include "register/store/demo_load.h"
#include "register/store/migrate.h"

enum { SEED = 7, FEW = 250 };

static struct database_settings admin = {.user = "root", .connect_seconds = 5, .read_seconds = 60, .write_seconds = 60};
static const struct codebook *codebook;
static struct store store = {.schema = "proof"};
static struct arena *arena;
static struct demo demo = {.seed = SEED, .today = {2026, 11, 20}};
static struct demo_loader *loader;
static const char *why;
static const char key[32] = "a key for tests, of the right si";

static void password_of(const void *secret, const char *account, char password_out[MIGRATE_PASSWORD_TEXT])
{
    snprintf(password_out, MIGRATE_PASSWORD_TEXT, "%s-%s", (const char *)secret, account);
}

static char *in_tree(const char *name)
{
    const char *top = getenv("srcdir");
    char path[600];

    snprintf(path, sizeof path, "%s/%s", top ? top : ".", name);
    return arena_copy(arena, path);
}

static const char *ask(const char *sql)
{
    struct database_answer answer;

    if (database_ask(store.database, arena, sql, NULL, 0, 10, &answer, &why) != DATABASE_OK)
        fail_msg("%s: %s", sql, why);
    return answer.sets[0].row_count == 0 ? "no row" : answer.sets[0].rows[0].values[0];
}

static void make_schema(void)
{
    static struct database_settings owner;
    unsigned count = 0;
    struct migrate_settings settings = {
        .admin = &owner,
        .name = "proof",
        .sql_directory = in_tree("sql"),
        .data_directory = in_tree("data"),
        .worker_prefix = "proof_worker_",
        .workers = 1,
        .secret = "secret",
        .password_of = password_of,
        .codebook = codebook,
        .who = "proof",
        .reg = demo.reg,
    };

    owner = admin;
    if (!migrate(&settings, false, &count, &why))
        fail_msg("%s", why);
}

static int start(void **state)
{
    char *reason = NULL;

    (void)state;
    arena = arena_new(256u << 20);
    admin.socket = private_database_start();
    if (!codebook_load(in_tree("codebook.xml"), in_tree("codebook.rng"), &codebook, &reason))
        fail_msg("%s", reason);
    demo.reg = codebook_find_register(codebook, "jobbsjansen");
    make_schema();
    admin.schema = "proof";
    store.database = database_new(&admin);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    if (loader)
        demo_loader_close(loader);
    database_close(&store.database);
    codebook_free(&codebook);
    arena_free(&arena);
    private_database_remove();
    return 0;
}

static void without_users_nobody_is_loaded(void **state)
{
    (void)state;
    assert_int_equal(demo_load_begin(&store, arena), STORE_OK);
    assert_int_equal(demo_loader_new(&store, arena, &demo, codebook, key, sizeof key, &loader), STORE_FAILED);
    demo_loader_close(loader);
    loader = NULL;
}

static void users_and_places_twice_are_there_once(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(demo_load_users(&store, arena, i == 0 ? "first password" : "second password"), STORE_OK);
        assert_int_equal(demo_load_places(&store, arena, demo.today), STORE_OK);
    }
    assert_string_equal(ask("SELECT COUNT(*) FROM user WHERE password_hash IS NOT NULL"), "9");
    assert_string_equal(ask("SELECT GROUP_CONCAT(brukernavn) FROM user WHERE password_hash IS NOT NULL AND factor_required"), "totp");
    assert_string_equal(ask("SELECT GROUP_CONCAT(kommunenummer ORDER BY kommunenummer) FROM user_grant"
                            " JOIN user u USING (user_id) WHERE u.brukernavn = 'flere'"),
                        "3203,4601");
    assert_string_equal(ask("SELECT role FROM user_grant JOIN user u USING (user_id)"
                            " WHERE u.brukernavn = 'systemeier'"),
                        "system_owner");
    assert_string_equal(ask("SELECT COUNT(*) FROM user WHERE email NOT LIKE '%.example'"), "0");
    assert_string_equal(ask("SELECT GROUP_CONCAT(deadline ORDER BY year) FROM reporting_year"),
                        "2024-03-31,2025-03-31,2026-12-20");
    assert_string_equal(ask("SELECT CONCAT(opens, ' ', closes) FROM reporting_year WHERE year = 2025"),
                        "2026-01-02 2026-12-31");
}

static unsigned long held_of(unsigned long long seed, unsigned long most, bool expect_others)
{
    unsigned long held = 0;
    bool others = false;

    assert_int_equal(demo_load_held(&store, arena, seed, most, &held, &others), STORE_OK);
    assert_int_equal(others, expect_others);
    return held;
}

static void participants_stand_in_every_table(void **state)
{
    (void)state;
    assert_int_equal(held_of(SEED, FEW, false), 0);
    assert_int_equal(demo_loader_new(&store, arena, &demo, codebook, key, sizeof key, &loader), STORE_OK);
    assert_int_equal(demo_load_group(loader, 0, DEMO_GROUP), STORE_OK);
    assert_int_equal(demo_load_group(loader, DEMO_GROUP, FEW - DEMO_GROUP), STORE_OK);
    assert_string_equal(ask("SELECT COUNT(*) FROM participant"), "250");
    assert_string_equal(ask("SELECT COUNT(*) FROM person"), "250");
    assert_string_equal(ask("SELECT COUNT(*) FROM participant JOIN person_number USING (fodselsnummer, person_id)"),
                        "250");
    assert_string_equal(ask("SELECT COUNT(*) FROM participant"
                            " WHERE SUBSTR(fodselsnummer, 3, 2) NOT BETWEEN '81' AND '92'"),
                        "0");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof_audit.change_log"
                            " WHERE table_name = 'participant' AND action = 'insert' AND user_name = 'system:demo'"),
                        "250");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof_history.participant"), "250");
    assert_string_equal(ask("SELECT (SELECT COUNT(*) FROM participant_choice)"
                            " = (SELECT COUNT(*) FROM proof_history.participant_choice)"
                            " AND (SELECT COUNT(DISTINCT participant_id) FROM participant_choice) > 100"),
                        "1");
    assert_string_equal(ask("SELECT COUNT(*) FROM participant_choice c JOIN participant p USING (participant_id)"
                            " WHERE c.kommunenummer <> p.kommunenummer OR c.bydel <> p.bydel"),
                        "0");
    assert_string_equal(ask("SELECT COUNT(choices) > 100 AND SUM(choices <=> choices_of(participant_id)) = COUNT(*) FROM participant"), "1");
    assert_string_equal(ask("SELECT COUNT(*) FROM participant p LEFT JOIN user u ON u.user_id = p.created_by"
                            " WHERE NOT u.display_name <=> p.created_by_name OR p.changed_at < p.created_at"),
                        "0");
}

static void confirmations_keep_what_was_confirmed(void **state)
{
    (void)state;
    assert_string_equal(ask("SELECT COUNT(*) > 50 AND COUNT(*) = SUM(JSON_VALUE(figures, '$.answers.fodselsnummer') = fodselsnummer)"
                            " FROM participant_confirmation JOIN participant USING (participant_id)"),
                        "1");
    assert_string_equal(ask("SELECT SUM(p.confirmed_years >> (c.year - 2020) & 1) = COUNT(*)"
                            " AND SUM(BIT_COUNT(p.confirmed_years)) >= COUNT(*) AND MAX(c.codebook_digest) <> ''"
                            " AND SUM(p.rapporteringsar < c.year) = 0 FROM participant_confirmation c JOIN participant p USING (participant_id)"),
                        "1");
    assert_string_equal(ask("SELECT SUM(BIT_COUNT(confirmed_years)) = (SELECT COUNT(*) FROM participant_confirmation) FROM participant"), "1");
    /* those corrected since: the old code in what was confirmed, the new one in what is registered, and one line that says so */
    assert_string_equal(ask("SELECT COUNT(*) > 5 AND SUM(c.version = 1 AND h.version = 2"
                            " AND JSON_VALUE(c.figures, '$.answers.behov_arbeidsevne_vurdering') = h.old_value"
                            " AND p.behov_arbeidsevne_vurdering = h.new_value) = COUNT(*)"
                            " FROM participant p JOIN participant_change h USING (participant_id)"
                            " JOIN participant_confirmation c ON c.participant_id = p.participant_id"
                            " AND p.changed_years >> (c.year - 2020) & 1"),
                        "1");
    assert_string_equal(ask("SELECT COUNT(*) FROM participant WHERE changed_years & ~confirmed_years"), "0");
}

static void an_interrupted_load_is_taken_up(void **state)
{
    (void)state;
    assert_int_equal(held_of(SEED, 1000, false), FEW);
    assert_int_equal(held_of(SEED, 100, false), 100);
    assert_int_equal(demo_load_group(loader, FEW, 10), STORE_OK);
    assert_int_equal(held_of(SEED, 1000, false), FEW + 10);
}

static void another_seed_is_told_of_participants_not_its_own(void **state)
{
    (void)state;
    assert_int_equal(held_of(SEED + 1, 1000, true), 0);
}

static void a_group_that_fails_leaves_nothing(void **state)
{
    const char *before = ask("SELECT COUNT(*) FROM participant_choice");

    (void)state;
    /* its last ten are there already */
    assert_int_equal(demo_load_group(loader, FEW + 10 - DEMO_GROUP, DEMO_GROUP), STORE_FAILED);
    assert_string_equal(ask("SELECT COUNT(*) FROM participant"), "260");
    assert_string_equal(ask("SELECT COUNT(*) FROM participant_choice"), before);
}

static void the_same_seed_makes_the_same_participant(void **state)
{
    struct demo_participant *made = demo_participant(&demo, 42, arena);
    const char *where = arena_printf(arena, "FROM participant WHERE fodselsnummer = '%s'",
                                     answers_get_named(made->answers, "fodselsnummer")->text);

    (void)state;
    assert_string_equal(ask(arena_printf(arena, "SELECT status %s", where)), status_name(made->status));
    assert_string_equal(ask(arena_printf(arena, "SELECT oppstartsdato %s", where)),
                        answers_get_named(made->answers, "oppstartsdato")->text);
}

static void bulk_rows_of_any_number_arrive_in_order(void **state)
{
    static const char *const columns[] = {"n", "t"};
    struct bulk bulk;

    (void)state;
    assert_int_equal(database_run(store.database, "CREATE TABLE bulk (n INT PRIMARY KEY, t VARCHAR(20))", &why),
                     DATABASE_OK);
    bulk_init(&bulk, arena, "bulk", columns, 2);
    assert_int_equal(bulk_send(&bulk, store.database, &why), DATABASE_OK);
    for (int n = 0; n < 4999; n++) {
        struct database_value *values = bulk_row(&bulk);

        values[0] = database_number(arena, n);
        if (n % 2)
            values[1] = database_text("odd ' \\ \xc3\xa6");
    }
    assert_int_equal(bulk_send(&bulk, store.database, &why), DATABASE_OK);
    assert_int_equal(bulk.row_count, 0);
    assert_string_equal(ask("SELECT CONCAT_WS(' ', COUNT(*), MIN(n), MAX(n), COUNT(t), MIN(t)) FROM bulk"),
                        "4999 0 4998 2499 odd ' \\ \xc3\xa6");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_users_nobody_is_loaded),
        cmocka_unit_test(users_and_places_twice_are_there_once),
        cmocka_unit_test(participants_stand_in_every_table),
        cmocka_unit_test(confirmations_keep_what_was_confirmed),
        cmocka_unit_test(an_interrupted_load_is_taken_up),
        cmocka_unit_test(another_seed_is_told_of_participants_not_its_own),
        cmocka_unit_test(a_group_that_fails_leaves_nothing),
        cmocka_unit_test(the_same_seed_makes_the_same_participant),
        cmocka_unit_test(bulk_rows_of_any_number_arrive_in_order),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
