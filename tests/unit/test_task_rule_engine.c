/* What the rule engine takes from the codebook: its own causes, and the numbers that the rules know by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "register/domain/introduksjon/law.h"
#include "register/task/rule_engine.h"

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

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n3_every_computed_cause_has_the_code_of_its_own_text),
        cmocka_unit_test(n1_the_numbers_rules_know_by_name_are_the_codebooks),
        cmocka_unit_test(control_a_codebook_that_lacks_a_cause_is_refused),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
