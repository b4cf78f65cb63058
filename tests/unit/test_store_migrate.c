/* Migrations against a real server: from nothing, again, two at once, a grown codebook, what must be refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/arena.h"
#include "private_database.h"
#include "register/store/migrate.h"

#define APP "jobbsjanse_app"

static struct database_settings admin = {.user = "root", .connect_seconds = 5, .read_seconds = 60, .write_seconds = 60};
static struct migrate_settings settings = {.admin = &admin, .name = "proof", .worker_prefix = "proof_worker_", .workers = 2};
static const struct codebook *codebook;
static struct database *database;
static struct arena *arena;
static const char *why;

static void password_of(const void *secret, const char *account, char password_out[MIGRATE_PASSWORD_TEXT])
{
    snprintf(password_out, MIGRATE_PASSWORD_TEXT, "%s-%s", (const char *)secret, account);
}

static const char *in_tree(const char *name)
{
    const char *top = getenv("srcdir");
    char path[600];
    snprintf(path, sizeof path, "%s/%s", top == NULL ? "." : top, name);
    char *copy = strdup(path);
    assert_non_null(copy);
    return copy;
}

static void run(const char *sql)
{
    if (database_run(database, sql, &why) != DATABASE_OK) {
        fail_msg("%s: %s", sql, why);
    }
}

static const char *ask(const char *sql)
{
    struct database_answer answer;
    if (database_ask(database, arena, sql, NULL, 0, 10, &answer, &why) != DATABASE_OK) {
        fail_msg("%s: %s", sql, why);
    }
    return answer.sets[0].row_count == 0 ? "no row" : answer.sets[0].rows[0].values[0];
}

static unsigned migrated(bool plan_only)
{
    unsigned count = 0;
    if (!migrate(&settings, plan_only, &count, &why)) {
        fail_msg("%s", why);
    }
    return count;
}

static int start(void **state)
{
    (void)state;
    char *reason = NULL;
    const char *file = in_tree("codebook.xml"), *schema = in_tree("codebook.rng");
    admin.socket = private_database_start();
    if (!codebook_load(file, schema, &codebook, &reason)) {
        fail_msg("%s", reason);
    }
    free((void *)(uintptr_t)file);
    free((void *)(uintptr_t)schema);
    settings.sql_directory = in_tree("sql");
    settings.data_directory = in_tree("data");
    settings.password_of = password_of;
    settings.secret = "secret";
    settings.codebook = codebook;
    settings.who = "tester";
    settings.reg = codebook_find_register(codebook, "jobbsjansen");
    database = database_new(&admin);
    arena = arena_new(64 << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    free((void *)(uintptr_t)settings.sql_directory);
    free((void *)(uintptr_t)settings.data_directory);
    codebook_free(&codebook);
    database_close(&database);
    arena_free(&arena);
    private_database_remove();
    return 0;
}

static void from_nothing_and_again(void **state)
{
    (void)state;
    assert_true(migrated(true) > 0);
    assert_string_equal(ask("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE 'proof%'"), "0");
    assert_true(migrated(false) > 50);
    assert_int_equal(migrated(false), 0);
    assert_int_equal(migrated(true), 0);
}

static void places_and_who_carries_them_on(void **state)
{
    (void)state;
    assert_string_equal(ask("SELECT COUNT(*) FROM proof.municipality WHERE valid_to IS NULL"), "357");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof.municipality WHERE valid_to = '2023-12-31'"), "114");
    assert_string_equal(ask("SELECT successor FROM proof.municipality WHERE kommunenummer = '1507'"), "1508");
    assert_string_equal(ask("SELECT successor FROM proof.municipality WHERE kommunenummer = '3025'"), "3203");
    assert_string_equal(ask("SELECT GROUP_CONCAT(kommunenummer) FROM proof.municipality WHERE has_districts"), "0301");
    assert_string_equal(ask("SELECT kommunenavn FROM proof.municipality WHERE kommunenummer = '0301'"), "Oslo");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof.district"), "17");
    assert_string_equal(ask("SELECT GROUP_CONCAT(bydel ORDER BY bydel) FROM proof.district WHERE NOT owns_project"),
                        "030116,030117");
}

static void every_table_has_a_primary_key_and_no_key_cascades(void **state)
{
    (void)state;
    assert_string_equal(
        ask("SELECT COALESCE(GROUP_CONCAT(t.table_name), '') FROM information_schema.tables t "
            "LEFT JOIN information_schema.statistics s ON s.table_schema = t.table_schema "
            "AND s.table_name = t.table_name AND s.index_name = 'PRIMARY' WHERE t.table_schema LIKE 'proof%' "
            "AND t.table_type <> 'VIEW' AND s.table_name IS NULL"), "");
    assert_string_equal(ask("SELECT COUNT(*) FROM information_schema.referential_constraints WHERE "
                            "constraint_schema LIKE 'proof%' AND (delete_rule <> 'RESTRICT' OR update_rule <> 'RESTRICT')"), "0");
}

static enum database_result as_app(const char *sql)
{
    char password[MIGRATE_PASSWORD_TEXT];
    password_of("secret", APP, password);
    struct database_settings app = admin;
    app.user = APP;
    app.password = password;
    app.schema = "proof";
    struct database *worker = database_new(&app);
    enum database_result result = database_run(worker, sql, &why);
    database_close(&worker);
    return result;
}

static void a_worker_reads_views_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(as_app("SELECT COUNT(*) FROM participant_all"), DATABASE_OK);
    assert_int_equal(as_app("CALL proof.ctx.open('nothing')"), DATABASE_OK);
    assert_int_equal(as_app("CALL proof.ctx.open_system('me')"), DATABASE_REFUSED);
    static const char *const refused[] = {
        "SELECT * FROM participant", "SELECT * FROM user", "SELECT * FROM secret", "SELECT * FROM session",
        "SELECT * FROM proof_audit.change_log", "SELECT * FROM proof_history.participant",
        "UPDATE participant_all SET navn = ''", "DELETE FROM choice_all", "INSERT INTO user_scope (user_id, kind) VALUES (1, 'all')",
        "CREATE TEMPORARY TABLE t (a INT)", "CREATE TABLE t (a INT)", "DROP VIEW participant_all",
        "CALL user_scope_refresh(1, '2026-01-01')", "CALL require_write('jobbsjansen', '0301', '')", "CALL place_check('', '', '', @x)",
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        enum database_result result = as_app(refused[i]);
        if (result != DATABASE_FAILED && result != DATABASE_REMADE) {
            fail_msg("not refused: %s", refused[i]);
        }
    }
}

static void a_right_given_by_hand_is_taken_back(void **state)
{
    (void)state;
    run("GRANT SELECT ON proof.user TO " APP "@localhost");
    run("GRANT EXECUTE ON PROCEDURE proof.person_find TO " APP "@localhost");
    assert_int_equal(as_app("SELECT COUNT(*) FROM user"), DATABASE_OK);
    run("DELETE FROM proof.generated_object WHERE name = 'account/" APP "'");
    assert_int_equal(migrated(false), 1);
    assert_int_equal(as_app("SELECT COUNT(*) FROM user"), DATABASE_FAILED);
    assert_int_equal(as_app("CALL person_find('', '', @x)"), DATABASE_REMADE);
    assert_int_equal(as_app("SELECT COUNT(*) FROM participant_all"), DATABASE_OK);
    assert_int_equal(as_app("CALL proof.ctx.leave()"), DATABASE_OK);
}

static void two_runs_at_once_do_it_once(void **state)
{
    (void)state;
    run("DELETE FROM proof.generated_object WHERE name LIKE 'routine/%' OR name LIKE 'trigger/%'");
    unsigned expected = migrated(true), total = 0;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            unsigned count = 0;
            const char *reason = NULL;
            bool done = migrate(&settings, false, &count, &reason);
            _exit(done && write(ends[1], &count, sizeof count) == (ssize_t)sizeof count ? 0 : 1);
        }
    }
    for (int i = 0; i < 2; i++) {
        int status = 1;
        unsigned count = 0;
        wait(&status);
        assert_int_equal(status, 0);
        assert_int_equal(read(ends[0], &count, sizeof count), sizeof count);
        total += count;
    }
    close(ends[0]);
    close(ends[1]);
    assert_true(expected > 10);
    assert_int_equal(total, expected);
}

static void writes_need_a_context_and_stand_in_log_and_history(void **state)
{
    (void)state;
    const char *person = "INSERT INTO proof.person (person_id, created_at) VALUES ('aaaaaaaa-0000-0000-0000-000000000001', proof.utc_now())";
    assert_int_equal(database_run(database, person, &why), DATABASE_REFUSED);
    assert_string_equal(why, "no context");
    run("CALL proof.ctx.open_system('test')");
    run(person);
    run("INSERT INTO proof.participant (participant_id, person_id, kommunenummer, navn, created_at, changed_at) "
        "VALUES (7, 'aaaaaaaa-0000-0000-0000-000000000001', '5001', 'Å \"x\"', proof.utc_now(), proof.utc_now())");
    run("UPDATE proof.participant SET navn = 'AA', antall_barn = 3 WHERE participant_id = 7");
    run("INSERT INTO proof.participant_choice (participant_id, variabel, kode) VALUES (7, 'tiltak_for_jobbsjansen', 3)");
    run("UPDATE proof.participant SET kommunenummer = '0301', bydel = '030102' WHERE participant_id = 7");
    assert_string_equal(ask("SELECT CONCAT(kommunenummer, bydel) FROM proof.participant_choice"), "0301030102");
    assert_string_equal(ask("SELECT changed FROM proof_audit.change_log WHERE participant_id = 7 AND action = 'update' "
                            "ORDER BY log_id LIMIT 1"), "{\"navn\":[\"Å \\\"x\\\"\",\"AA\"],\"antall_barn\":[null,\"3\"]}");
    assert_string_equal(ask("SELECT user_name FROM proof_audit.change_log ORDER BY log_id DESC LIMIT 1"), "system:test");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof_history.participant FOR SYSTEM_TIME ALL"), "3");
    assert_string_equal(ask("SELECT COUNT(*) FROM proof_history.participant"), "1");
    assert_int_equal(database_run(database, "UPDATE proof_audit.change_log SET user_name = 'x'", &why), DATABASE_REFUSED);
    assert_int_equal(database_run(database, "DELETE FROM proof_audit.change_log", &why), DATABASE_REFUSED);
    run("CALL proof.ctx.leave()");
    assert_int_equal(database_run(database, "UPDATE proof.participant SET navn = 'B'", &why), DATABASE_REFUSED);
    assert_int_equal(database_run(database, "DELETE FROM proof.participant_choice", &why), DATABASE_REFUSED);
}

/* As in a database that was made before the column was: those who have choices get it, and it stands in history too. */
static void choices_come_to_stand_beside_the_answers(void **state)
{
    (void)state;
    run("CALL proof.ctx.open_system('test')");
    run("INSERT INTO proof.participant_choice (participant_id, variabel, kode) VALUES (7, 'tiltak_for_jobbsjansen', 1), "
        "(7, 'sted_arbeidspraksis', 9)");
    run("UPDATE proof.participant SET choices = NULL");
    run("CALL proof.ctx.leave()");
    const char *logged = ask("SELECT COUNT(*) FROM proof_audit.change_log");
    run("DELETE FROM proof.generated_object WHERE name = 'fill/participant.choices'");
    assert_int_equal(migrated(false), 1);
    assert_string_equal(ask("SELECT choices FROM proof.participant WHERE participant_id = 7"),
                        "sted_arbeidspraksis:9;tiltak_for_jobbsjansen:1,3");
    assert_string_equal(ask("SELECT choices FROM proof_history.participant WHERE participant_id = 7"),
                        "sted_arbeidspraksis:9;tiltak_for_jobbsjansen:1,3");
    assert_string_equal(ask(arena_printf(arena, "SELECT GROUP_CONCAT(user_name) FROM (SELECT user_name FROM proof_audit.change_log "
                                                "ORDER BY log_id LIMIT 10 OFFSET %s) told", logged)), "system:choices");
    assert_int_equal(migrated(false), 0);
    run("CALL proof.ctx.open_system('test')");
    run("DELETE FROM proof.participant_choice WHERE kode <> 3");
    run("CALL proof.ctx.leave()");
}

static const char more_variables[] =
    "<variable id=\"901\" name=\"ny_kode\" type=\"code\" data-type=\"Kodeverk\" source=\"Kommune\" supplier=\"municipality\" "
    "importance=\"ikke obligatorisk\" from=\"2023-01-01\"><label>Ny kode</label><description>Ny.</description>"
    "<code number=\"1\" from=\"2023-01-01\">En</code></variable>"
    "<variable id=\"902\" name=\"nye_valg\" type=\"codes\" data-type=\"Kodeverk\" source=\"Kommune\" supplier=\"municipality\" "
    "importance=\"ikke obligatorisk\" from=\"2023-01-01\"><label>Nye valg</label><description>Ny.</description>"
    "<code number=\"1\" from=\"2023-01-01\">En</code></variable>"
    "<variable id=\"903\" name=\"ny_tekst\" type=\"text\" data-type=\"String\" source=\"Kommune\" supplier=\"municipality\" "
    "importance=\"ikke obligatorisk\" from=\"2023-01-01\" max-length=\"40\"><label>Ny tekst</label>"
    "<description>Ny.</description></variable>";

/* The text with `with` in place of the first `what`. */
static const char *replaced(const char *text, const char *what, const char *with)
{
    const char *at = strstr(text, what);
    assert_non_null(at);
    return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
}

static const struct codebook *loaded(const char *text)
{
    const struct codebook *made = NULL;
    char *reason = NULL;
    if (!codebook_load_source("changed", text, strlen(text), NULL, &made, &reason)) {
        fail_msg("%s", reason);
    }
    return made;
}

static void use(const struct codebook *other)
{
    settings.codebook = other;
    settings.reg = codebook_find_register(other, "jobbsjansen");
}

static const char *grown_text(void)
{
    return replaced(replaced(codebook->source, "shows=\"reservasjon_deling", "shows=\"ny_kode nye_valg ny_tekst reservasjon_deling"),
                    "</page>", arena_printf(arena, "%s</page>", more_variables));
}

static void a_grown_codebook_adds_what_is_missing(void **state)
{
    (void)state;
    const struct codebook *grown = loaded(grown_text());
    use(grown);
    assert_true(migrated(true) > 0);
    assert_string_equal(ask("SELECT COUNT(*) FROM information_schema.columns WHERE column_name = 'ny_kode'"), "0");
    assert_true(migrated(false) > 0);
    assert_string_equal(ask("SELECT GROUP_CONCAT(DISTINCT table_name ORDER BY table_name) FROM information_schema.columns "
                            "WHERE column_name = 'ny_kode'"),
                        "participant,participant_all,participant_deleted,participant_district,participant_municipality");
    assert_string_equal(ask("SELECT COUNT(*) FROM information_schema.columns WHERE column_name = 'ny_tekst' "
                            "AND column_type = 'varchar(40)'"), "6");
    assert_non_null(strstr(ask("SELECT routine_definition FROM information_schema.routines WHERE routine_schema = 'proof' "
                               "AND routine_name = 'participant_save'"), "'nye_valg'"));
    assert_int_equal(migrated(false), 0);
    assert_string_equal(ask("SELECT COUNT(*) FROM proof_history.participant FOR SYSTEM_TIME ALL"), "3");
    use(codebook);
    codebook_free(&grown);
}

static char told[16384];

static void tell(const char *line)
{
    strncat(told, line, sizeof told - strlen(told) - 2);
    strcat(told, "\n");
}

/* Why migrating to the codebook of that text was refused, or "". What it told is in `told`. */
static const char *refusal(const char *text, bool consent)
{
    const struct codebook *other = loaded(text);
    unsigned count = 0;
    *told = '\0';
    settings.say = tell;
    settings.consent = consent;
    use(other);
    bool done = migrate(&settings, false, &count, &why);
    use(codebook);
    settings.say = NULL;
    settings.consent = false;
    codebook_free(&other);
    return done ? "" : why;
}

static const char *last_digest(void)
{
    return ask("SELECT digest FROM proof.codebook_applied ORDER BY number DESC LIMIT 1");
}

static void C6_what_was_applied_is_noted_with_who_and_when(void **state)
{
    (void)state;
    migrated(false);
    assert_string_equal(last_digest(), codebook->digest);
    assert_string_equal(ask("SELECT version FROM proof.codebook_applied ORDER BY number DESC LIMIT 1"), codebook->version);
    assert_string_equal(ask("SELECT content FROM proof.codebook_applied ORDER BY number DESC LIMIT 1"), codebook->source);
    assert_string_equal(ask("SELECT TIMESTAMPDIFF(MINUTE, applied_at, UTC_TIMESTAMP()) FROM proof.codebook_applied "
                            "ORDER BY number DESC LIMIT 1"), "0");
    assert_string_equal(ask("SELECT user_name FROM proof_audit.change_log WHERE table_name = 'codebook_applied' "
                            "ORDER BY log_id DESC LIMIT 1"), "system:codebook");
    assert_non_null(strstr(ask("SELECT changed FROM proof_audit.change_log WHERE table_name = 'codebook_applied' "
                               "ORDER BY log_id DESC LIMIT 1"), "\"applied_by\":[null,\"tester\"]"));
}

static void C6_an_answer_that_expires_takes_consent(void **state)
{
    (void)state;
    const char *before = arena_copy(arena, last_digest());
    const char *code = "<code number=\"3\"";
    const char *at = strstr(strstr(codebook->source, "name=\"tiltak_for_jobbsjansen\""), code);
    const char *text = arena_printf(arena, "%.*s%s%s", (int)(at - codebook->source), codebook->source,
                                    "<code number=\"3\" to=\"2026-12-31\"", at + strlen(code));
    assert_non_null(strstr(refusal(text, false), "--yes"));
    assert_non_null(strstr(told, "ends 2026-12-31: 1 participant holds it in 1 municipality"));
    assert_string_equal(last_digest(), before);
    assert_string_equal(refusal(text, true), "");
    assert_string_not_equal(last_digest(), before);
    migrated(false);
    assert_string_equal(last_digest(), codebook->digest);
}

static void C6_a_code_that_somebody_holds_cannot_go(void **state)
{
    (void)state;
    const char *from = strstr(strstr(codebook->source, "name=\"tiltak_for_jobbsjansen\""), "<code number=\"3\"");
    const char *to = strstr(from, "</code>") + strlen("</code>");
    const char *text = arena_printf(arena, "%.*s%s", (int)(from - codebook->source), codebook->source, to);
    assert_non_null(strstr(refusal(text, true), "cannot be changed"));
    assert_non_null(strstr(told, "is gone: 1 participant holds it in 1 municipality: IMPOSSIBLE"));
    assert_string_equal(last_digest(), codebook->digest);
}

static void C6_a_variable_never_changes_its_type(void **state)
{
    (void)state;
    const char *text = replaced(codebook->source, "name=\"antall_barn\" type=\"integer\"", "name=\"antall_barn\" type=\"text\"");
    const char *limits = strstr(strstr(text, "name=\"antall_barn\""), "least=");
    const char *after = strchr(strchr(strchr(limits, '"') + 1, '"') + 1, '"');
    text = arena_printf(arena, "%.*smax-length=\"9%s", (int)(limits - text), text, strchr(after + 1, '"'));
    assert_string_not_equal(refusal(text, true), "");
    assert_non_null(strstr(told, "antall_barn: is of another type"));
    assert_string_equal(ask("SELECT column_type FROM information_schema.columns WHERE table_schema = 'proof' "
                            "AND table_name = 'participant' AND column_name = 'antall_barn'"), "int(11)");
}

/* ny_tekst was in a codebook, and is no more: its answers stay, and go where the participant goes. */
static void C6_what_was_answered_stays_when_its_variable_goes(void **state)
{
    (void)state;
    assert_string_equal(refusal(grown_text(), true), "");
    run("CALL proof.ctx.open_system('test')");
    run("UPDATE proof.participant SET ny_tekst = 'husk' WHERE participant_id = 7");
    run("CALL proof.ctx.leave()");
    assert_non_null(strstr(refusal(codebook->source, false), "--yes"));
    assert_non_null(strstr(told, "ny_tekst: is gone"));
    assert_string_equal(refusal(codebook->source, true), "");
    assert_string_equal(ask("SELECT ny_tekst FROM proof.participant WHERE participant_id = 7"), "husk");
    assert_string_equal(ask("SELECT GROUP_CONCAT(DISTINCT table_name ORDER BY table_name) FROM information_schema.columns "
                            "WHERE column_name = 'ny_tekst' AND table_schema = 'proof'"),
                        "participant,participant_all,participant_deleted,participant_district,participant_municipality");
    const char *removal = ask("SELECT routine_definition FROM information_schema.routines WHERE routine_schema = 'proof' "
                              "AND routine_name = 'participant_delete'");
    assert_non_null(strstr(removal, "`ny_tekst`"));
    assert_null(strstr(ask("SELECT routine_definition FROM information_schema.routines WHERE routine_schema = 'proof' "
                           "AND routine_name = 'participant_save'"), "ny_tekst"));
    assert_int_equal(migrated(false), 0);
    assert_non_null(strstr(refusal(grown_text(), false), "--yes"));
    assert_non_null(strstr(told, "ny_tekst: is new: 1 participant holds it in 1 municipality from when it was used before"));
    assert_non_null(strstr(told, "ny_kode: is new\n"));
}

/* Killed at whatever point, the next run finds its way. */
static void C6_a_run_that_is_killed_is_taken_up_by_the_next(void **state)
{
    (void)state;
    const char *text = replaced(replaced(codebook->source, "shows=\"reservasjon_deling", "shows=\"etter_drap reservasjon_deling"), "</page>",
                                "<variable id=\"904\" name=\"etter_drap\" type=\"date\" data-type=\"Date\" source=\"Kommune\" "
                                "supplier=\"municipality\" importance=\"ikke obligatorisk\" from=\"2023-01-01\"><label>Dato</label>"
                                "<description>Ny.</description></variable></page>");
    const struct codebook *other = loaded(text);
    use(other);
    for (useconds_t wait_micro = 500; ; wait_micro = wait_micro * 5 / 4) {
        pid_t child = fork();
        if (child == 0) {
            unsigned count = 0;
            const char *reason = NULL;
            _exit(migrate(&settings, false, &count, &reason) ? 0 : 1);
        }
        usleep(wait_micro);
        kill(child, SIGKILL);
        int status = 1;
        waitpid(child, &status, 0);
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), 0);
            break;
        }
    }
    assert_int_equal(migrated(false), 0);
    assert_string_equal(last_digest(), other->digest);
    assert_string_equal(ask("SELECT COUNT(*) FROM information_schema.columns WHERE column_name = 'etter_drap' "
                            "AND table_schema LIKE 'proof%'"), "6");
    assert_non_null(strstr(ask("SELECT action_statement FROM information_schema.triggers WHERE trigger_schema = 'proof' "
                               "AND trigger_name = 'participant_au'"), "etter_drap"));
    use(codebook);
    codebook_free(&other);
    migrated(false);
}

static void a_changed_step_is_refused(void **state)
{
    (void)state;
    unsigned count = 0;
    run("UPDATE proof.schema_step SET checksum = REVERSE(checksum)");
    assert_false(migrate(&settings, false, &count, &why));
    assert_non_null(strstr(why, "0001-"));
    run("UPDATE proof.schema_step SET checksum = REVERSE(checksum)");
    migrated(false);
}

static void an_unknown_account_or_a_bad_name_is_refused(void **state)
{
    (void)state;
    unsigned count = 0;
    assert_false(migrate_account(&settings, "root", &why));
    assert_false(migrate_account(&settings, "proof_worker_1x", &why));
    assert_true(migrate_account(&settings, "proof_worker_7", &why));
    settings.name = "proof`; DROP";
    assert_false(migrate(&settings, false, &count, &why));
    settings.name = "proof";
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_nothing_and_again),
        cmocka_unit_test(places_and_who_carries_them_on),
        cmocka_unit_test(every_table_has_a_primary_key_and_no_key_cascades),
        cmocka_unit_test(a_worker_reads_views_and_nothing_else),
        cmocka_unit_test(a_right_given_by_hand_is_taken_back),
        cmocka_unit_test(two_runs_at_once_do_it_once),
        cmocka_unit_test(writes_need_a_context_and_stand_in_log_and_history),
        cmocka_unit_test(a_grown_codebook_adds_what_is_missing),
        cmocka_unit_test(C6_what_was_applied_is_noted_with_who_and_when),
        cmocka_unit_test(C6_an_answer_that_expires_takes_consent),
        cmocka_unit_test(C6_a_code_that_somebody_holds_cannot_go),
        cmocka_unit_test(C6_a_variable_never_changes_its_type),
        cmocka_unit_test(C6_what_was_answered_stays_when_its_variable_goes),
        cmocka_unit_test(C6_a_run_that_is_killed_is_taken_up_by_the_next),
        cmocka_unit_test(choices_come_to_stand_beside_the_answers),
        cmocka_unit_test(a_changed_step_is_refused),
        cmocka_unit_test(an_unknown_account_or_a_bad_name_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
