/* The register's own codebook against a table typed from the data standard, and looking things up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "engine/codebook/codebook.h"

#define CODEBOOK TEST_SOURCE_DIR "/codebook.xml"
#define SCHEMA TEST_SOURCE_DIR "/codebook.rng"

struct expected {
    const char *id, *name, *page;
    enum codebook_type type;
    size_t codes;
    int last_code;
    bool obligatory;
};

#define PAGE_PERSON "person-og-prosjekt"
#define PAGE_BACKGROUND "bakgrunn"
#define PAGE_PROGRAMME "programinnhold"
#define PAGE_END "avslutning"

static const struct expected standard[] = {
    {"1", "person_id", PAGE_PERSON, CODEBOOK_TEXT, 0, 0, true},
    {"2", "fodselsnummer", PAGE_PERSON, CODEBOOK_TEXT, 0, 0, true},
    {"3", "fodselsar", PAGE_PERSON, CODEBOOK_INTEGER, 0, 0, true},
    {"4", "navn", PAGE_PERSON, CODEBOOK_TEXT, 0, 0, true},
    {"5", "kommunenummer", PAGE_PERSON, CODEBOOK_TEXT, 0, 0, true},
    {"6", "kommunenavn", PAGE_PERSON, CODEBOOK_TEXT, 0, 0, true},
    {"7", "bydel", PAGE_PERSON, CODEBOOK_TEXT, 0, 0, true},
    {"8", "finansieringstype", PAGE_PERSON, CODEBOOK_CODE, 3, 9, true},
    {"9", "oppstartsdato", PAGE_PERSON, CODEBOOK_DATE, 0, 0, true},
    {"T1", "navn_bekreftet", PAGE_PERSON, CODEBOOK_CODE, 1, 1, true},
    {"T2", "reservasjon_deling", PAGE_PERSON, CODEBOOK_CODE, 2, 2, true},
    {"T3", "reservasjon_dato", PAGE_PERSON, CODEBOOK_DATE, 0, 0, false},
    {"10-A", "deltatt_intro", PAGE_BACKGROUND, CODEBOOK_CODE, 2, 2, true},
    {"10-B", "intro_avsluttet_dato", PAGE_BACKGROUND, CODEBOOK_DATE, 0, 0, false},
    {"11", "ankomstar", PAGE_BACKGROUND, CODEBOOK_INTEGER, 0, 0, true},
    {"12", "oppholdsgrunnlag", PAGE_BACKGROUND, CODEBOOK_TEXT, 0, 0, true},
    {"13", "fodeland", PAGE_BACKGROUND, CODEBOOK_TEXT, 0, 0, true},
    {"14", "sivilstand", PAGE_BACKGROUND, CODEBOOK_TEXT, 0, 0, true},
    {"15", "omsorgsansvar_barn", PAGE_BACKGROUND, CODEBOOK_CODE, 3, 9, true},
    {"16", "antall_barn", PAGE_BACKGROUND, CODEBOOK_INTEGER, 0, 0, false},
    {"17", "inntektskilde_for_oppstart", PAGE_BACKGROUND, CODEBOOK_CODE, 9, 9, true},
    {"18", "utdanning_norge", PAGE_BACKGROUND, CODEBOOK_CODE, 10, 9, true},
    {"19", "utdanning_utland", PAGE_BACKGROUND, CODEBOOK_CODE, 10, 9, true},
    {"20", "ar_inntekt_arbeid_utland", PAGE_BACKGROUND, CODEBOOK_CODE, 5, 9, true},
    {"21", "lese_skrive_latinsk_alfabet", PAGE_BACKGROUND, CODEBOOK_CODE, 4, 9, true},
    {"22", "lese_skrive_morsmal", PAGE_BACKGROUND, CODEBOOK_CODE, 3, 9, true},
    {"23", "tiltak_for_jobbsjansen", PAGE_BACKGROUND, CODEBOOK_CODES, 8, 99, true},
    {"24", "behov_arbeidsevne_vurdering", PAGE_BACKGROUND, CODEBOOK_CODE, 6, 9, true},
    {"25", "rett_norskopplaring", PAGE_BACKGROUND, CODEBOOK_CODE, 3, 9, true},
    {"26", "proveresultater", PAGE_BACKGROUND, CODEBOOK_GROUP, 0, 0, false},
    {"26-B", "provedato", PAGE_BACKGROUND, CODEBOOK_DATE, 0, 0, true},
    {"27", "provetype", PAGE_BACKGROUND, CODEBOOK_CODE, 6, 6, true},
    {"28", "proveresultat", PAGE_BACKGROUND, CODEBOOK_CODE, 9, 10, true},
    {"29", "norskopplaring_spraktrening", PAGE_PROGRAMME, CODEBOOK_CODES, 11, 99, true},
    {"30", "arbeidsrettede_tiltak", PAGE_PROGRAMME, CODEBOOK_CODES, 11, 99, true},
    {"31", "oppstartsdato_forste_praksis", PAGE_PROGRAMME, CODEBOOK_DATE, 0, 0, true},
    {"32", "sted_arbeidspraksis", PAGE_PROGRAMME, CODEBOOK_CODES, 6, 9, true},
    {"33", "utdanningsrettede_tiltak", PAGE_PROGRAMME, CODEBOOK_CODES, 16, 99, true},
    {"34", "helsefremmende_tiltak", PAGE_PROGRAMME, CODEBOOK_CODES, 5, 99, true},
    {"35", "samfunn_ovrige_tiltak", PAGE_PROGRAMME, CODEBOOK_CODES, 9, 99, true},
    {"36", "hovedarsak_avslutning", PAGE_END, CODEBOOK_CODE, 19, 99, true},
    {"37", "hovedarsak_avbrutt", PAGE_END, CODEBOOK_CODE, 6, 9, true},
    {"38", "avslutningsdato", PAGE_END, CODEBOOK_DATE, 0, 0, true},
    {"39", "fravar", PAGE_END, CODEBOOK_CODE, 7, 9, true},
    {"40", "hovedinntektskilde_etter_avslutning", PAGE_END, CODEBOOK_CODE, 10, 99, true},
    {"41", "type_arbeid", PAGE_END, CODEBOOK_CODE, 3, 9, true},
    {"42", "stillingsprosent_arbeid", PAGE_END, CODEBOOK_CODE, 4, 9, true},
    {"43", "type_naring_arbeid", PAGE_END, CODEBOOK_CODE, 22, 99, true},
};
static const size_t standard_count = sizeof standard / sizeof standard[0];

/* Texts that the standard breaks over lines, or where a dash could be taken for a hyphen. */
static const struct {
    const char *name;
    int code;
    const char *text;
} texts[] = {
    {"finansieringstype", 1, "Ordinær ordning"},
    {"finansieringstype", 2, "Per Capita"},
    {"utdanning_norge", 0, "Ingen utdanning og førskoleutdanning"},
    {"utdanning_norge", 6, "Universitets- og høyskoleutdanning, lavere nivå"},
    {"utdanning_utland", 7, "Universitets- og høyskoleutdanning, høyere nivå"},
    {"ar_inntekt_arbeid_utland", 2, "1-5 år"},
    {"provetype", 5, "PROVE_NORSK_LYTT/SKRIV"},
    {"provetype", 6, "PROVE_NORSK_LES_SNAKK"},
    {"proveresultat", 10, "Ingen grunnlag for vurdering"},
    {"norskopplaring_spraktrening", 3, "Praksis med fokus på norskopplæring"},
    {"norskopplaring_spraktrening", 8, "Forberedende opplæring i norsk for videregående opplæring"},
    {"norskopplaring_spraktrening", 9,
     "Opplæring i norsk organisert av Jobbsjansenprosjektet/kommunen/bydelen"},
    {"arbeidsrettede_tiltak", 9, "Opplæring i samarbeid med sosiale entreprenører"},
    {"sted_arbeidspraksis", 1, "Intern, særlig tilrettelagt, praksis i kommunen/bydelen"},
    {"utdanningsrettede_tiltak", 1, "Grunnskole for voksne/Forberedende voksenopplæring"},
    {"utdanningsrettede_tiltak", 8, "Realkompetansevurdering – grunnskolenivå"},
    {"utdanningsrettede_tiltak", 9, "Realkompetansevurdering - videregående nivå"},
    {"utdanningsrettede_tiltak", 11, "Fag- eller svennebrev etter gjennomføring realkompetansevurdering"},
    {"samfunn_ovrige_tiltak", 5, "Barnehageplass fremskaffet pga deltagelse i jobbsjansen"},
    {"hovedarsak_avslutning", 4, "Videregående opplæring (VGO) - fag- og yrkesopplæring"},
    {"hovedarsak_avslutning", 5, "Videregående opplæring (VGO) – studiespesialisering"},
    {"hovedarsak_avslutning", 10, "Arbeid og utdanning – fagskole"},
    {"hovedarsak_avslutning", 11, "Arbeid og utdanning - høyere utdanning"},
    {"hovedarsak_avbrutt", 1, "Flyttet (til en annen bydel/kommune/utlandet)"},
    {"hovedinntektskilde_etter_avslutning", 5, "Økonomisk sosialhjelp"},
    {"stillingsprosent_arbeid", 3, "61-100"},
    {"type_naring_arbeid", 3, "C – Industri"},
    {"type_naring_arbeid", 9, "I - Overnattings- og serveringsvirks."},
    {"type_naring_arbeid", 15, "O - Off.adm., forsvar, sosialforsikring"},
    {"type_naring_arbeid", 16, "P – Undervisning"},
};

static const struct {
    const char *name, *label;
} labels[] = {
    {"person_id", "PersonId"},
    {"fodselsnummer", "Fødselsnummer til deltaker"},
    {"kommunenummer", "Kommune nr"},
    {"kommunenavn", "Kommune"},
    {"finansieringstype", "Type finansiering"},
    {"deltatt_intro", "Har personen vært deltager i introduksjonsprogrammet?"},
    {"utdanning_utland", "Utdanning før oppstart, fra utlandet"},
    {"lese_skrive_latinsk_alfabet",
     "Kunne deltakeren lese og/eller skrive det latinske alfabet ved oppstart i Jobbsjansen?"},
    {"tiltak_for_jobbsjansen", "Utdanning/opplærings- eller kvalifiseringstiltak før Jobbsjansen"},
    {"utdanningsrettede_tiltak", "Deltakelse i opplæring / utdanning / utdanningsrettet tiltak"},
    {"avslutningsdato", "Dato for avslutning jobbsjansen"},
    {"hovedinntektskilde_etter_avslutning",
     "Hva var hovedinntektskilden til livsopphold for denne deltakeren i perioden umiddelbart etter "
     "Jobbsjansen (måneden etter avsluttet deltakelse)?"},
    {"navn_bekreftet", "Jeg bekrefter at navn vist er identisk med navn på deltaker"},
};

static const struct codebook *load(const char *file)
{
    const struct codebook *codebook = NULL;
    char *why = NULL;
    if (!codebook_load(file, SCHEMA, &codebook, &why)) {
        fail_msg("%s", why);
    }
    return codebook;
}

static int open_codebook(void **state)
{
    *state = (void *)(uintptr_t)load(CODEBOOK);
    return 0;
}

static int close_codebook(void **state)
{
    const struct codebook *codebook = *state;
    codebook_free(&codebook);
    assert_null(codebook);
    return 0;
}

static const struct codebook_register *jobbsjansen(void **state)
{
    return codebook_find_register(*state, "jobbsjansen");
}

static bool differs(const struct codebook_variable *variable, const struct expected *expected)
{
    bool same = text_equal(variable->id, expected->id) && text_equal(variable->name, expected->name) &&
                text_equal(variable->page->name, expected->page) && variable->type == expected->type &&
                variable->code_count == expected->codes && variable->obligatory == expected->obligatory;
    if (same && expected->codes > 0) {
        same = variable->codes[expected->codes - 1].number == expected->last_code;
    }
    return !same;
}

/* The first variable that is not as typed above; NULL when all are. */
static const char *first_difference(const struct codebook_register *reg)
{
    for (size_t i = 0; i < standard_count; i++) {
        if (i >= reg->variable_count || differs(reg->variables[i], &standard[i])) {
            return standard[i].name;
        }
    }
    return reg->variable_count > standard_count ? reg->variables[standard_count]->name : NULL;
}

static void every_variable_and_code_is_there(void **state)
{
    const char *difference = first_difference(jobbsjansen(state));
    if (difference != NULL) {
        fail_msg("%s is missing, in another place, or not as in the data standard", difference);
    }
    assert_int_equal(standard_count, 43 + 5);
}

/* Writes a copy of codebook.xml without everything from `from` up to and including `to`, and without the
 * word `shown`. */
static void write_without(const char *file, const char *from, const char *to, const char *shown)
{
    static char text[256 * 1024];
    FILE *in = fopen(CODEBOOK, "rb");
    assert_non_null(in);
    size_t size = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    text[size] = '\0';
    char *word = strstr(text, shown);
    assert_non_null(word);
    memmove(word, word + strlen(shown), strlen(word + strlen(shown)) + 1);
    char *start = strstr(text, from);
    assert_non_null(start);
    char *end = strstr(start, to);
    assert_non_null(end);
    memmove(start, end + strlen(to), strlen(end + strlen(to)) + 1);
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static void assert_difference_without(const char *from, const char *to, const char *shown, const char *name)
{
    char file[] = "/tmp/codebook-XXXXXX";
    int handle = mkstemp(file);
    assert_true(handle >= 0);
    close(handle);
    write_without(file, from, to, shown);
    const struct codebook *codebook = load(file);
    assert_string_equal(first_difference(codebook_find_register(codebook, "jobbsjansen")), name);
    codebook_free(&codebook);
    unlink(file);
}

/* The control: the count above must see what is taken away. */
static void a_removed_variable_or_code_is_seen(void **state)
{
    (void)state;
    assert_difference_without("      <variable id=\"39\"", "</variable>", "fravar ", "fravar");
    assert_difference_without("<code number=\"19\" from=\"2023-01-01\" nn=\"S -", "</code>", "",
                              "type_naring_arbeid");
}

static void code_texts_are_letter_for_letter(void **state)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct codebook_variable *variable = codebook_find_variable(jobbsjansen(state), texts[i].name);
        assert_non_null(variable);
        const struct codebook_code *code = codebook_find_code(variable, texts[i].code);
        assert_non_null(code);
        assert_string_equal(code->text.bokmal, texts[i].text);
    }
}

static void labels_are_letter_for_letter(void **state)
{
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        const struct codebook_variable *variable = codebook_find_variable(jobbsjansen(state), labels[i].name);
        assert_non_null(variable);
        assert_string_equal(variable->label.bokmal, labels[i].label);
    }
}

static void only_financing_has_ended(void **state)
{
    const struct codebook_register *reg = jobbsjansen(state);
    struct date last = {2025, 12, 31};
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        bool ended = text_equal(variable->name, "finansieringstype");
        assert_int_equal(date_compare(variable->validity.from, (struct date){2023, 1, 1}), 0);
        assert_int_equal(date_compare(variable->validity.to, ended ? last : DATE_NONE), 0);
        for (size_t j = 0; j < variable->code_count; j++) {
            assert_int_equal(date_compare(variable->codes[j].validity.to, ended ? last : DATE_NONE), 0);
            assert_int_equal(variable->codes[j].offered, !ended || variable->codes[j].number != 9);
        }
    }
}

static void only_none_at_all_excludes_the_rest(void **state)
{
    const struct codebook_register *reg = jobbsjansen(state);
    size_t exclusive = 0;
    for (size_t i = 0; i < reg->variable_count; i++) {
        for (size_t j = 0; j < reg->variables[i]->code_count; j++) {
            const struct codebook_code *code = &reg->variables[i]->codes[j];
            bool none = text_equal(code->text.bokmal, "Ingen tiltak") || text_equal(code->text.bokmal, "Ingen praksis");
            assert_int_equal(code->exclusive, none);
            exclusive += code->exclusive;
        }
    }
    assert_int_equal(exclusive, 7);
}

static void groups_have_their_columns(void **state)
{
    const struct codebook_register *reg = jobbsjansen(state);
    const struct codebook_variable *tests = codebook_find_variable(reg, "proveresultater");
    static const char *const columns[] = {"provedato", "provetype", "proveresultat"};
    for (size_t i = 0; i < 3; i++) {
        const struct codebook_variable *column = codebook_find_variable(reg, columns[i]);
        assert_ptr_equal(column->group, tests);
        assert_null(column->section);
    }
    assert_string_equal(tests->section->name, "bakgrunn");
}

static void every_question_has_help_and_every_page_its_date(void **state)
{
    const struct codebook_register *reg = jobbsjansen(state);
    static const char *const judged_by[] = {"oppstartsdato", "oppstartsdato", "oppstartsdato",
                                            "avslutningsdato"};
    assert_int_equal(reg->page_count, 4);
    for (size_t i = 0; i < reg->page_count; i++) {
        assert_string_equal(reg->pages[i].judged_by->name, judged_by[i]);
        assert_int_equal(reg->pages[i].index, i);
    }
    for (size_t i = 0; i < reg->variable_count; i++) {
        assert_true(strlen(reg->variables[i]->description.bokmal) > 15);
        assert_int_equal(reg->variables[i]->index, i);
    }
    assert_int_equal(date_compare(reg->first_date, (struct date){2023, 1, 1}), 0);
    assert_true(reg->annual_report);
}

static void looking_up_finds_all_and_nothing_else(void **state)
{
    const struct codebook_register *reg = jobbsjansen(state);
    for (size_t i = 0; i < reg->variable_count; i++) {
        assert_ptr_equal(codebook_find_variable(reg, reg->variables[i]->name), reg->variables[i]);
    }
    static const char *const absent[] = {"", "a", "navnet", "nav", "zzz", "Navn", NULL};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        assert_null(codebook_find_variable(reg, absent[i]));
    }
    assert_null(codebook_find_register(*state, "ukjent"));
    assert_null(codebook_find_page(reg, "ukjent"));
    assert_ptr_equal(codebook_find_page(reg, "bakgrunn"), &reg->pages[1]);
    assert_null(codebook_find_code(codebook_find_variable(reg, "fravar"), 8));
}

static void widgets_follow_the_type_or_the_file(void **state)
{
    static const struct {
        const char *name;
        enum codebook_widget widget;
    } drawn[] = {
        {"fodselsar", CODEBOOK_WIDGET_NONE},          {"navn", CODEBOOK_WIDGET_INPUT},
        {"kommunenummer", CODEBOOK_WIDGET_SELECT},    {"oppstartsdato", CODEBOOK_WIDGET_DATE},
        {"navn_bekreftet", CODEBOOK_WIDGET_CHECKBOX}, {"hovedarsak_avbrutt", CODEBOOK_WIDGET_RADIO},
        {"fravar", CODEBOOK_WIDGET_SELECT},           {"tiltak_for_jobbsjansen", CODEBOOK_WIDGET_CHECKBOXES},
        {"proveresultater", CODEBOOK_WIDGET_TABLE}};
    for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; i++) {
        assert_int_equal(codebook_find_variable(jobbsjansen(state), drawn[i].name)->widget, drawn[i].widget);
    }
}

static void validity_includes_both_ends(void **state)
{
    (void)state;
    struct codebook_validity closed = {{2023, 1, 1}, {2025, 12, 31}};
    struct codebook_validity open = {{2023, 1, 1}, DATE_NONE};
    assert_false(codebook_valid_at(closed, (struct date){2022, 12, 31}));
    assert_true(codebook_valid_at(closed, (struct date){2023, 1, 1}));
    assert_true(codebook_valid_at(closed, (struct date){2025, 12, 31}));
    assert_false(codebook_valid_at(closed, (struct date){2026, 1, 1}));
    assert_true(codebook_valid_at(open, (struct date){2199, 1, 1}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variable_and_code_is_there),
        cmocka_unit_test(a_removed_variable_or_code_is_seen),
        cmocka_unit_test(code_texts_are_letter_for_letter),
        cmocka_unit_test(labels_are_letter_for_letter),
        cmocka_unit_test(only_financing_has_ended),
        cmocka_unit_test(only_none_at_all_excludes_the_rest),
        cmocka_unit_test(groups_have_their_columns),
        cmocka_unit_test(every_question_has_help_and_every_page_its_date),
        cmocka_unit_test(looking_up_finds_all_and_nothing_else),
        cmocka_unit_test(widgets_follow_the_type_or_the_file),
        cmocka_unit_test(validity_includes_both_ends),
    };
    return cmocka_run_group_tests(tests, open_codebook, close_codebook);
}
