/* What is typed: accepted and refused, per type; and values in themselves. */
#include "answer_scene.h"

/* One typed value to its canonical text; "!message" where it is refused, "" where it is empty. */
static const char *parsed(const struct scene *scene, const char *name, const char *typed)
{
    struct answer answer;
    const char *problem = NULL;
    if (!answer_parse(scene->arena, scene_variable(scene, name), &typed, 1, &scene->world, &answer,
                      &problem)) {
        assert_non_null(problem);
        assert_true(answer_is_empty(&answer));
        return arena_printf(scene->arena, "!%s", problem);
    }
    assert_null(problem);
    return answer.text == NULL ? "" : answer.text;
}

static void dates_are_accepted_as_people_type_them(void **state)
{
    static const struct {
        const char *name, *typed, *answer;
    } rows[] = {
        {"oppstartsdato", "1.8.25", "2025-08-01"},
        {"oppstartsdato", "01082025", "2025-08-01"},
        {"oppstartsdato", "010825", "2025-08-01"},
        {"oppstartsdato", "1/8/2025", "2025-08-01"},
        {"oppstartsdato", "01 08 2025", "2025-08-01"},
        {"oppstartsdato", "2025-08-01", "2025-08-01"},
        {"oppstartsdato", "  01.08.2025\u00a0", "2025-08-01"},
        {"oppstartsdato", "01.08.2026", "2026-08-01"},
        {"oppstartsdato", "02.08.2026", "!Dato for oppstart kan ikke være fram i tid."},
        {"oppstartsdato", "31.02.2025", "!Skriv en dato som finnes, slik: dd.mm.åååå."},
        {"oppstartsdato", "i går", "!Skriv en dato som finnes, slik: dd.mm.åååå."},
        {"oppstartsdato", "", ""},
        {"oppstartsdato", " \u00a0 ", ""},
        {"oppstartsdato", "01.01.2015", "2015-01-01"},
        {"oppstartsdato_forste_praksis", "01.08.2026", "2026-08-01"},
        {"oppstartsdato_forste_praksis", "02.08.2026",
         "!Dato for oppstart i første praksis kan ikke være fram i tid."},
        {"avslutningsdato", "01.08.2026", "2026-08-01"},
        {"avslutningsdato", "02.08.2026", "!Dato for avslutning kan ikke være fram i tid."},
        {"reservasjon_dato", "01.08.2026", "2026-08-01"},
        {"reservasjon_dato", "02.08.2026", "!Dato for reservasjon kan ikke være fram i tid."},
        {"intro_avsluttet_dato", "02.08.2026", "2026-08-02"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(parsed(*state, rows[i].name, rows[i].typed), rows[i].answer);
    }
}

static void numbers_and_codes(void **state)
{
    static const char refused_number[] = "!Skriv et helt tall fra 1 til 20.";
    static const char refused_code[] = "!Velg et av svarene i listen.";
    static const struct {
        const char *name, *typed, *answer;
    } rows[] = {
        {"antall_barn", "1", "1"},
        {"antall_barn", "20", "20"},
        {"antall_barn", " 3 ", "3"},
        {"antall_barn", "0", refused_number},
        {"antall_barn", "21", refused_number},
        {"antall_barn", "-1", refused_number},
        {"antall_barn", "2,5", refused_number},
        {"antall_barn", "to", refused_number},
        {"antall_barn", "99999999999999999999", refused_number},
        {"deltatt_intro", "1", "1"},
        {"deltatt_intro", "3", refused_code},
        {"deltatt_intro", "Ja", refused_code},
        {"deltatt_intro", "1 OR 1=1", refused_code},
        {"utdanning_norge", "0", "0"},
        {"utdanning_norge", "-0", refused_code},
        {"type_naring_arbeid", "21", "21"},
        {"type_naring_arbeid", "22", refused_code},
        {"type_naring_arbeid", "4294967297", refused_code},
        {"deltatt_intro", "1\x01", "!Svaret har tegn som ikke kan brukes. Skriv det på nytt."},
        {"deltatt_intro", "1\xff", "!Svaret har tegn som ikke kan brukes. Skriv det på nytt."},
        {"proveresultater", "1", "!Tabellen kan ikke endres her."},
        {"provetype", "1", "!Tabellen kan ikke endres her."},
        {"proveresultater", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(parsed(*state, rows[i].name, rows[i].typed), rows[i].answer);
    }
}

static void texts_are_trimmed_and_bounded(void **state)
{
    const struct scene *scene = *state;
    assert_string_equal(parsed(scene, "fodeland", "  NOR "), "NOR");
    char longest[101];
    memset(longest, 'a', 100);
    longest[100] = '\0';
    assert_string_equal(parsed(scene, "fodeland", longest), longest);
    assert_string_equal(parsed(scene, "fodeland", arena_printf(scene->arena, "%sa", longest)),
                        "!Skriv høyst 100 tegn.");
    assert_string_equal(parsed(scene, "fodeland", "en\nto"), "!Skriv svaret på én linje.");
}

static const char *parse_digits(struct arena *arena, const char *typed, const void *context,
                                const char **text_out)
{
    if (strspn(typed, "0123456789") != strlen(typed)) {
        return context;
    }
    *text_out = arena_printf(arena, "%s", typed);
    return NULL;
}

static void named_formats_are_the_callers(void **state)
{
    struct scene *scene = *state;
    const struct answer_format formats[] = {
        {"annet", NULL, NULL}, {"kommunenummer", parse_digits, "Bare siffer."}, {NULL, NULL, NULL}};
    scene->world.formats = formats;
    assert_string_equal(parsed(scene, "kommunenummer", " 5001 "), "5001");
    assert_string_equal(parsed(scene, "kommunenummer", "Trondheim"), "!Bare siffer.");
    assert_string_equal(parsed(scene, "kommunenummer", "50010"), "!Skriv høyst 4 tegn.");
    assert_string_equal(parsed(scene, "kommunenummer", ""), "");
}

/* Several typed values to "1,3,9", or "!message". */
static const char *parsed_many(const struct scene *scene, const char *name, const char *words)
{
    const char *typed[16];
    size_t count = 0;
    char *rest = arena_copy(scene->arena, words);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        typed[count++] = word;
    }
    struct answer answer;
    const char *problem = NULL;
    if (!answer_parse(scene->arena, scene_variable(scene, name), typed, count, &scene->world, &answer,
                      &problem)) {
        return arena_printf(scene->arena, "!%s", problem);
    }
    const char *text = "";
    for (size_t i = 0; i < answer.code_count; i++) {
        text = arena_printf(scene->arena, "%s%s%d", text, i > 0 ? "," : "", answer.codes[i]);
    }
    return answer.text != NULL ? answer.text : text;
}

static void several_codes_are_sorted_and_single(void **state)
{
    static const char refused[] = "!Velg blant svarene i listen.";
    static const struct {
        const char *name, *typed, *answer;
    } rows[] = {
        {"arbeidsrettede_tiltak", "9 1 88 1", "1,9,88"},
        {"arbeidsrettede_tiltak", " 3 ", "3"},
        {"arbeidsrettede_tiltak", "", ""},
        {"arbeidsrettede_tiltak", "1 10", refused},
        {"arbeidsrettede_tiltak", "1 x", refused},
        {"deltatt_intro", "1 2", "!Gi bare ett svar."},
        {"deltatt_intro", " 2", "2"},
        {"oppstartsdato", "010125 010125", "!Gi bare ett svar."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(parsed_many(*state, rows[i].name, rows[i].typed), rows[i].answer);
    }
}

static void none_excludes_every_other_choice(void **state)
{
    static const struct {
        const char *name, *none, *with_other, *others, *text;
    } rows[] = {
        {"tiltak_for_jobbsjansen", "99", "1 99", "1,88", "Ingen tiltak"},
        {"norskopplaring_spraktrening", "99", "99 3", "1,88", "Ingen tiltak"},
        {"arbeidsrettede_tiltak", "99", "88 99", "1,88", "Ingen tiltak"},
        {"sted_arbeidspraksis", "9", "8 9", "1,8", "Ingen praksis"},
        {"utdanningsrettede_tiltak", "99", "14 99", "1,88", "Ingen tiltak"},
        {"helsefremmende_tiltak", "99", "1 99", "1,88", "Ingen tiltak"},
        {"samfunn_ovrige_tiltak", "99", "1 2 99", "1,88", "Ingen tiltak"},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(parsed_many(scene, rows[i].name, rows[i].none), rows[i].none);
        const char *message = arena_printf(
            scene->arena, "!Velg enten «%s» eller de andre svarene, ikke begge deler.", rows[i].text);
        assert_string_equal(parsed_many(scene, rows[i].name, rows[i].with_other), message);
        char *spaced = arena_copy(scene->arena, rows[i].others);
        *strchr(spaced, ',') = ' ';
        assert_string_equal(parsed_many(scene, rows[i].name, spaced), rows[i].others);
    }
}

static void values_compare_and_copy(void **state)
{
    const struct scene *scene = *state;
    struct answers *first =
        scene_answers(scene, "oppstartsdato=2025-01-01 arbeidsrettede_tiltak=9,1,9 fravar=");
    struct answers *second = answers_copy(scene->arena, first);
    const struct codebook_variable *many = scene_variable(scene, "arbeidsrettede_tiltak");
    for (size_t i = 0; i < scene->reg->variable_count; i++) {
        assert_true(answer_equal(&first->values[i], &second->values[i]));
    }
    assert_int_equal(answers_get(first, many)->code_count, 2);
    assert_true(answer_has_code(answers_get(second, many), 9));
    assert_false(answer_has_code(answers_get(second, many), 2));
    assert_true(answer_is_empty(answers_get_named(first, "fravar")));
    assert_int_equal(answer_date(answers_get_named(first, "oppstartsdato")).year, 2025);
    assert_false(date_is_set(answer_date(answers_get_named(first, "fravar"))));
    answers_set(second, many, (struct answer){.codes = (const int[]){1}, .code_count = 1});
    assert_false(answer_equal(answers_get(first, many), answers_get(second, many)));
    answers_set_text(second, "oppstartsdato", "2025-01-02");
    assert_false(
        answer_equal(answers_get_named(first, "oppstartsdato"), answers_get_named(second, "oppstartsdato")));
}

static void values_are_shown_and_put_in_fields(void **state)
{
    static const struct {
        const char *given, *name, *shown, *field;
    } rows[] = {
        {"oppstartsdato=2025-01-09", "oppstartsdato", "09.01.2025", "09.01.2025"},
        {"fravar=2", "fravar", "1-9 prosent", "2"},
        {"antall_barn=3", "antall_barn", "3", "3"},
        {"navn=Fjellbekk", "navn", "Fjellbekk", "Fjellbekk"},
        {"arbeidsrettede_tiltak=88,1", "arbeidsrettede_tiltak", "Karriereveiledning; Annet/ukjent", "1"},
    };
    const struct scene *scene = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct codebook_variable *variable = scene_variable(scene, rows[i].name);
        const struct answer *answer = answers_get(scene_answers(scene, rows[i].given), variable);
        assert_string_equal(answer_show(scene->arena, variable, answer), rows[i].shown);
        const char *const *texts = NULL;
        size_t count = answer_field_texts(scene->arena, variable, answer, &texts);
        assert_int_equal(count, variable->type == CODEBOOK_CODES ? 2 : 1);
        assert_string_equal(texts[0], rows[i].field);
        struct answer nothing = {0};
        assert_string_equal(answer_show(scene->arena, variable, &nothing), "");
        assert_int_equal(answer_field_texts(scene->arena, variable, &nothing, &texts), 0);
    }
}

#define TEST(name) cmocka_unit_test_setup(name, scene_reset)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dates_are_accepted_as_people_type_them),
        TEST(numbers_and_codes),
        TEST(texts_are_trimmed_and_bounded),
        TEST(named_formats_are_the_callers),
        TEST(several_codes_are_sorted_and_single),
        TEST(none_excludes_every_other_choice),
        TEST(values_compare_and_copy),
        TEST(values_are_shown_and_put_in_fields),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
