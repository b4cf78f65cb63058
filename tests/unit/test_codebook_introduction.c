/* The register `introduksjon` against its own list: the causes of source 4, tables 10-12 (requirement N3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/codebook/codebook.h"

#define FILE_NAME TEST_SOURCE_DIR "/codebook.xml"
#define SCHEMA TEST_SOURCE_DIR "/codebook.rng"

static const char arbeid[] = "Arbeid", begge[] = "Arbeid og utdanning", hoy[] = "Utdanning - Høy/fagskole",
                  vgo[] = "Utdanning - Vgo", annet[] = "Annet", utenfor[] = "Inngår ikke i tallgrunnlaget";

static const struct {
    int number;
    const char *text, *group, *computed; /* NULL: a municipality chooses it */
} causes[] = {
    {1, "Arbeid", arbeid, NULL},
    {2, "Arbeid med lønnstilskudd fra NAV", arbeid, NULL},
    {3, "Arbeid og grunnskole", begge, NULL},
    {4, "Arbeid og utdanning - videregående opplæring", begge, NULL},
    {5, "Arbeid og utdanning - fagskole", begge, NULL},
    {6, "Arbeid og utdanning - høyere utdanning", begge, NULL},
    {7, "Høyere utdanning", hoy, NULL},
    {8, "Fagskole", hoy, NULL},
    {9, "Videregående opplæring - fag og yrkesopplæring", vgo, NULL},
    {10, "Videregående opplæring - studiespesialisering", vgo, NULL},
    {11, "Grunnskole", annet, NULL},
    {12, "Arbeidsmarkedstiltak i regi av NAV", annet, NULL},
    {13, "Kvalifiserende tiltak i regi av kommunen eller andre aktører", annet, NULL},
    {14, "Hjemmeværende med omsorg for barn under 1 år", annet, NULL},
    {15, "Hjemmeværende med omsorg for barn over 1 år", annet, NULL},
    {16, "Ikke arbeidssøker", annet, NULL},
    {17, "Helsemessige utfordringer", annet, NULL},
    {18, "Ikke lenger i kategori, mistet rett", utenfor, NULL},
    {19, "Flyttet", annet, NULL},
    {20, "Utvandret", utenfor, NULL},
    {21, "Død", utenfor, NULL},
    {22, "Ukjent", annet, NULL},
    {23, "Annet", annet, NULL},
    {31, "Avslutningsårsak ikke registrert", annet, "gjennomforingsfrist"},
    {32, "Utgått oppstartsfrist", utenfor, "oppstartsfrist"},
    {33, "Ikke lenger i kategori", utenfor, "ikke_i_kategori"},
    {34, "Person avvist program", utenfor, "avvist"},
    {35, "Vedtak om permanent stans", annet, "permanent_stans"},
    {36, "Flyttet", annet, "flyttet"},
    {37, "Utvandret", utenfor, "utvandret"},
    {38, "Død", utenfor, "dod"},
};

enum { CAUSES = sizeof causes / sizeof causes[0], CHOSEN = 23 };

static const struct {
    const char *page, *name;
    enum codebook_type type;
} variables[] = {
    {"person", "duf_nummer", CODEBOOK_TEXT},         {"person", "navn", CODEBOOK_TEXT},
    {"person", "kategori", CODEBOOK_CODE},           {"person", "lov", CODEBOOK_CODE},
    {"person", "kommunenummer", CODEBOOK_TEXT},      {"person", "bydel", CODEBOOK_TEXT},
    {"person", "oppstartsfrist", CODEBOOK_DATE},     {"person", "oppstartsdato", CODEBOOK_DATE},
    {"person", "gjennomforingsfrist", CODEBOOK_DATE}, {"vedtak", "vedtakstype", CODEBOOK_CODE},
    {"vedtak", "vedtaksresultat", CODEBOOK_CODE},    {"vedtak", "vedtaksdato", CODEBOOK_DATE},
    {"sluttmal", "sluttmal", CODEBOOK_CODE},         {"sluttmal", "sluttmal_dato", CODEBOOK_DATE},
    {"avslutning", "avslutningsdato", CODEBOOK_DATE}, {"avslutning", "avslutningsarsak", CODEBOOK_CODE},
    {"avslutning", "timer_per_uke", CODEBOOK_INTEGER},
};

enum { VARIABLES = sizeof variables / sizeof variables[0] };

static const struct codebook *codebook;
static const struct codebook_register *reg;

static int open(void **state)
{
    char *why = NULL;
    (void)state;
    if (!codebook_load(FILE_NAME, SCHEMA, &codebook, &why)) {
        fail_msg("%s", why);
    }
    reg = codebook_find_register(codebook, "introduksjon");
    return reg == NULL;
}

static int close(void **state)
{
    (void)state;
    codebook_free(&codebook);
    return 0;
}

static void n3_each_cause_has_its_group_and_guidance(void **state)
{
    (void)state;
    const struct codebook_variable *cause = codebook_find_variable(reg, "avslutningsarsak");
    size_t chosen = 0;
    assert_int_equal(cause->code_count, CAUSES);
    for (size_t i = 0; i < CAUSES; i++) {
        const struct codebook_code *code = &cause->codes[i];
        assert_int_equal(code->number, causes[i].number);
        assert_string_equal(code->text.bokmal, causes[i].text);
        assert_string_equal(code->counted_as->title.bokmal, causes[i].group);
        assert_int_equal(code->offered, causes[i].computed == NULL);
        if (causes[i].computed != NULL) {
            assert_ptr_equal(codebook_find_computed(cause, causes[i].computed), code);
        }
        assert_non_null(code->guidance.bokmal);
        assert_non_null(code->guidance.nynorsk);
        chosen += code->offered;
    }
    assert_int_equal(chosen, CHOSEN);
}

static void n3_five_groups_count(void **state)
{
    static const char *const titles[] = {arbeid, begge, hoy, vgo, annet, utenfor};
    (void)state;
    assert_int_equal(reg->class_count, sizeof titles / sizeof titles[0]);
    for (size_t i = 0; i < reg->class_count; i++) {
        assert_string_equal(reg->classes[i].title.bokmal, titles[i]);
        assert_int_equal(reg->classes[i].counted, titles[i] != utenfor);
    }
}

static void n1_the_person_is_read_and_her_rows_are_typed(void **state)
{
    (void)state;
    assert_int_equal(reg->variable_count, VARIABLES);
    for (size_t i = 0; i < VARIABLES; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        bool person = strcmp(variables[i].page, "person") == 0;
        assert_string_equal(variable->name, variables[i].name);
        assert_string_equal(variable->page->name, variables[i].page);
        assert_int_equal(variable->type, variables[i].type);
        assert_int_equal(variable->source, person ? CODEBOOK_SOURCE_SYSTEM : CODEBOOK_SOURCE_MUNICIPALITY);
        assert_int_equal(variable->page->repeats, !person);
        assert_int_equal(variable->gates, person ? 0 : CODEBOOK_GATE_CREATE);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n3_each_cause_has_its_group_and_guidance),
        cmocka_unit_test(n3_five_groups_count),
        cmocka_unit_test(n1_the_person_is_read_and_her_rows_are_typed),
    };
    return cmocka_run_group_tests(tests, open, close);
}
