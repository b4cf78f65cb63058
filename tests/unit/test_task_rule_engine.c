/* What the rule engine takes from the codebook: its own causes, and the numbers that the rules know by name; and when the daemon
 * lets it work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "register/domain/introduksjon/law.h"
#include "register/task/rule_engine_round.h"

static const struct codebook *codebook;

static int load(void **state)
{
    char *why = NULL;

    (void)state;
    if (codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &codebook, &why))
        return 0;
    print_error("%s\n", why);
    free(why);
    return -1;
}

static int unload(void **state)
{
    (void)state;
    codebook_free(&codebook);
    return 0;
}

static const char *text_of(const char *name, int number)
{
    const struct codebook_register *reg = codebook_find_register(codebook, "introduksjon");
    const struct codebook_code *code = codebook_find_code(codebook_find_variable(reg, name), number);

    assert_non_null(code);
    return code->text.bokmal;
}

static void n3_every_computed_cause_has_the_code_of_its_own_text(void **state)
{
    static const char *const texts[COMPUTED_CAUSES] = {
        [COMPUTED_DEAD] = "Død",
        [COMPUTED_EMIGRATED] = "Utvandret",
        [COMPUTED_MOVED] = "Flyttet",
        [COMPUTED_REJECTED] = "Person avvist program",
        [COMPUTED_NOT_IN_CATEGORY] = "Ikke lenger i kategori",
        [COMPUTED_PERMANENT_STOP] = "Vedtak om permanent stans",
        [COMPUTED_START_DEADLINE] = "Utgått oppstartsfrist",
        [COMPUTED_DEADLINE] = "Avslutningsårsak ikke registrert",
    };
    struct rule_engine engine;
    const char *missing = NULL;

    (void)state;
    assert_true(rule_engine_open(&engine, codebook, NULL, &missing));
    for (int cause = 0; cause < COMPUTED_CAUSES; cause++) {
        assert_string_equal(text_of("avslutningsarsak", engine.codes[cause]), texts[cause]);
        assert_in_range(engine.codes[cause], 31, 38);
    }
}

static void n1_the_numbers_rules_know_by_name_are_the_codebooks(void **state)
{
    static const struct {
        const char *variable;
        int number;
        const char *text;
    } codes[] = {
        {"lov", LAW_INTEGRERINGSLOVEN, "integreringsloven"},
        {"lov", LAW_INTRODUKSJONSLOVEN, "introduksjonsloven"},
        {"kategori", CATEGORY_RIGHT, "Rett til introduksjonsprogram"},
        {"kategori", CATEGORY_OFFER, "Kan tilbys introduksjonsprogram"},
        {"sluttmal", GOAL_WORK, "Kvalifisere til arbeid (§ 14)"},
        {"sluttmal", GOAL_VOCATIONAL, "Fag- og yrkesopplæring (§ 14)"},
        {"vedtakstype", DECISION_PROGRAMME, "Introduksjonsprogram"},
        {"vedtakstype", DECISION_EXTENSION, "Forlengelse av programmet"},
        {"vedtakstype", DECISION_TEMPORARY_STOP, "Midlertidig stans"},
        {"vedtakstype", DECISION_PERMANENT_STOP, "Permanent stans"},
        {"vedtaksresultat", RESULT_MADE, "Vedtak fattet"},
        {"vedtaksresultat", RESULT_REJECTED, "Personen har avvist programmet"},
        {"vedtaksresultat", RESULT_ANNULLED, "Vedtaket er opphevet"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_string_equal(text_of(codes[i].variable, codes[i].number), codes[i].text);
    assert_non_null(strstr(text_of("sluttmal", GOAL_PRIOR_EDUCATION), "§ 13"));
}

static char *source_without(const char *part, size_t *length_out)
{
    enum { MOST = 1 << 20 };
    char *text = calloc(1, MOST), *at;
    FILE *in = fopen(TEST_SOURCE_DIR "/codebook.xml", "re");

    assert_non_null(text);
    assert_non_null(in);
    *length_out = fread(text, 1, MOST - 1, in);
    fclose(in);
    at = strstr(text, part);
    assert_non_null(at);
    memset(at, ' ', strlen(part));
    return text;
}

static void control_a_codebook_that_lacks_a_cause_is_refused(void **state)
{
    size_t length = 0;
    char *source = source_without("computed=\"dod\"", &length), *why = NULL;
    const struct codebook *other = NULL;
    struct rule_engine engine;
    const char *missing = NULL;

    (void)state;
    if (!codebook_load_source("other", source, length, NULL, &other, &why))
        fail_msg("%s", why);
    assert_false(rule_engine_open(&engine, other, NULL, &missing));
    assert_string_equal(missing, "dod");
    codebook_free(&other);
    free(source);
}

/* A step with a database that is not there: what it began is seen in the round, and that it was tried in the answer. */
static enum rule_engine_step step_of(struct rule_engine_round *round, unsigned night_hour)
{
    static const struct database_settings nowhere = {.socket = "/nowhere/db.sock", .user = "nobody", .schema = "none",
                                                     .connect_seconds = 1, .read_seconds = 1, .write_seconds = 1};
    const struct rule_engine_times times = {.night_hour = night_hour, .every_seconds = 3};
    struct store store = {.database = database_new(&nowhere), .schema = "none"};
    struct rule_engine engine = {.store = &store};
    struct arena *arena = arena_new(1 << 20);
    enum rule_engine_step step = rule_engine_step(round, &engine, arena, &times);

    database_close(&store.database);
    arena_free(&arena);
    return step;
}

enum { ALREADY = 0, NOT_TODAY = 24 }; /* hours of the night that are past, and that come tomorrow */

static void n6_a_daemon_that_begins_goes_through_everybody_whatever_the_hour(void **state)
{
    struct rule_engine_round round = {0};

    (void)state;
    assert_int_equal(step_of(&round, NOT_TODAY), RULE_ENGINE_DOWN);
    assert_true(round.is_running);
    assert_false(round.run.due_only);
    assert_int_equal(date_compare(round.run.today, clock_today()), 0);
}

static void n6_once_a_night_everybody_and_else_those_who_changed(void **state)
{
    struct date today = clock_today();
    const struct {
        struct date night;
        unsigned hour;
        bool due_only;
    } cases[] = {
        {today, ALREADY, true},
        {date_add_days(today, -1), ALREADY, false},
        {date_add_days(today, -1), NOT_TODAY, true},
        {date_add_days(today, -3), ALREADY, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rule_engine_round round = {.night = cases[i].night};

        assert_int_equal(step_of(&round, cases[i].hour), RULE_ENGINE_DOWN);
        if (round.run.due_only != cases[i].due_only)
            fail_msg("row %zu", i);
        assert_int_equal(date_compare(round.night, cases[i].due_only ? cases[i].night : today), 0);
    }
}

static void n6_nothing_is_asked_before_it_is_time(void **state)
{
    struct rule_engine_round round = {.due = clock_monotonic_micro() + 60LL * 1000 * 1000};

    (void)state;
    assert_int_equal(step_of(&round, ALREADY), RULE_ENGINE_IDLE);
    assert_false(round.is_running);
}

static void n6_a_database_that_is_away_is_waited_for_where_the_round_stands(void **state)
{
    struct date today = clock_today();
    struct rule_engine_round round = {.night = today, .is_running = true,
                                      .run = {.today = today, .after = 77, .counts = {.persons = 1000}}};

    (void)state;
    assert_int_equal(step_of(&round, ALREADY), RULE_ENGINE_DOWN);
    assert_true(round.is_running);
    assert_int_equal(round.run.after, 77);
    assert_int_equal(round.run.counts.persons, 1000);
}

static void n6_a_round_for_a_day_that_is_over_is_not_gone_on_with(void **state)
{
    struct date yesterday = date_add_days(clock_today(), -1);
    struct rule_engine_round round = {.night = yesterday, .is_running = true, .run = {.today = yesterday, .after = 77}};

    (void)state;
    assert_int_equal(step_of(&round, ALREADY), RULE_ENGINE_DOWN);
    assert_int_equal(round.run.after, 0);
    assert_int_equal(date_compare(round.run.today, clock_today()), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n3_every_computed_cause_has_the_code_of_its_own_text),
        cmocka_unit_test(n1_the_numbers_rules_know_by_name_are_the_codebooks),
        cmocka_unit_test(control_a_codebook_that_lacks_a_cause_is_refused),
        cmocka_unit_test(n6_a_daemon_that_begins_goes_through_everybody_whatever_the_hour),
        cmocka_unit_test(n6_once_a_night_everybody_and_else_those_who_changed),
        cmocka_unit_test(n6_nothing_is_asked_before_it_is_time),
        cmocka_unit_test(n6_a_database_that_is_away_is_waited_for_where_the_round_stands),
        cmocka_unit_test(n6_a_round_for_a_day_that_is_over_is_not_gone_on_with),
    };
    clock_init();
    return cmocka_run_group_tests(tests, load, unload);
}
