/* A number with decimals through everything an answer goes through: hours of work a week (requirement N2). */
#include "answer_scene.h"

#include "engine/answer/columns.h"

#define HOURS "timer_per_uke"
#define REFUSED "!Skriv et tall fra 0,1 til 168,0, med høyst 1 siffer etter komma."

static int open_introduction(void **state)
{
    return scene_open_file(state, TEST_SOURCE_DIR "/codebook.xml", "introduksjon");
}

static const char *parsed(const struct scene *scene, const char *typed)
{
    struct answer answer;
    const char *problem = NULL;
    bool good = answer_parse(scene->arena, scene_variable(scene, HOURS), &typed, 1, &scene->world, &answer, &problem);
    assert_int_equal(good, problem == NULL);
    if (!good) {
        return arena_printf(scene->arena, "!%s", problem);
    }
    return answer.text == NULL ? "" : answer.text;
}

static void n2_hours_are_typed_with_comma_or_point(void **state)
{
    static const struct {
        const char *typed, *answer;
    } rows[] = {
        {"37,5", "375"},    {"37.5", "375"},      {"30", "300"},       {" 0,1 ", "1"},   {"168", "1680"},
        {"168,0", "1680"},  {"", ""},             {"0", REFUSED},      {"0,0", REFUSED}, {"-3", REFUSED},
        {"168,1", REFUSED}, {"37,55", REFUSED},   {"37,", REFUSED},    {"1e2", REFUSED}, {"37 ,5", REFUSED},
        {"+3", REFUSED},    {"30 timer", REFUSED}, {"9999999999999999999999", REFUSED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(parsed(*state, rows[i].typed), rows[i].answer);
    }
}

static void n2_hours_are_shown_with_comma_and_always_one_decimal(void **state)
{
    static const char *const rows[][3] = {{"300", "30,0", "30.0"}, {"375", "37,5", "37.5"}, {"5", "0,5", "0.5"}};
    const struct scene *scene = *state;
    const struct codebook_variable *variable = scene_variable(scene, HOURS);
    struct columns columns = columns_of_these(scene->arena, &variable, 1, COLUMNS_BOTH);
    assert_int_equal(columns.count, 1);
    assert_int_equal(columns.items[0].type, COLUMN_DECIMAL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct answer answer = {.text = rows[i][0]};
        const char *const *texts = NULL;
        assert_string_equal(answer_show(scene->arena, variable, &answer), rows[i][1]);
        assert_int_equal(answer_field_texts(scene->arena, variable, &answer, &texts), 1);
        assert_string_equal(texts[0], rows[i][1]);
        assert_string_equal(parsed(scene, texts[0]), rows[i][0]);
        assert_string_equal(column_cell(scene->arena, &columns.items[0], &answer), rows[i][2]);
    }
}

static void n2_more_than_usual_is_a_warning(void **state)
{
    static const struct {
        const char *given;
        size_t warnings;
    } rows[] = {
        {"avslutningsarsak=1", 0},
        {"avslutningsarsak=1 timer_per_uke=375", 0},
        {"avslutningsarsak=1 timer_per_uke=600", 0},
        {"avslutningsarsak=1 timer_per_uke=601", 1},
        {"avslutningsarsak=1 timer_per_uke=1680", 1},
        {"avslutningsarsak=23 timer_per_uke=1680", 0}, /* about to be emptied */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct answer_judgement *judgement = scene_judge(*state, rows[i].given);
        assert_int_equal(judgement->warnings.count, rows[i].warnings);
        assert_int_equal(judgement->broken.count, 0);
    }
}

static void n2_hours_are_asked_for_with_work_alone(void **state)
{
    const struct scene *scene = *state;
    const struct codebook_variable *cause = scene_variable(scene, "avslutningsarsak");
    for (size_t i = 0; i < cause->code_count; i++) {
        const struct codebook_code *code = &cause->codes[i];
        bool work = text_equal(code->counted_as->name, "arbeid") || text_equal(code->counted_as->name, "arbeid-og-utdanning");
        const char *given = arena_printf(scene->arena, "avslutningsarsak=%d", code->number);
        const struct answer_state *hours = scene_state(scene, scene_judge(scene, given), HOURS);
        assert_int_equal(hours->lock, work ? ANSWER_OPEN : ANSWER_LOCKED_RULE);
        assert_int_equal(hours->obligatory, work);
    }
}

static void n2_the_end_lies_between_the_start_and_the_deadline(void **state)
{
    static const struct {
        const char *given;
        size_t broken;
    } rows[] = {
        {"avslutningsdato=2026-02-01", 0},
        {"oppstartsdato=2026-02-01 gjennomforingsfrist=2026-02-28 avslutningsdato=2026-02-01", 0},
        {"oppstartsdato=2026-02-01 gjennomforingsfrist=2026-02-28 avslutningsdato=2026-02-28", 0},
        {"oppstartsdato=2026-02-01 gjennomforingsfrist=2026-02-28 avslutningsdato=2026-03-01", 1},
        {"oppstartsdato=2026-02-01 gjennomforingsfrist=2026-02-28 avslutningsdato=2026-01-31", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(scene_judge(*state, rows[i].given)->broken.count, rows[i].broken);
    }
}

#define TEST(name) cmocka_unit_test_setup(name, scene_reset)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(n2_hours_are_typed_with_comma_or_point),
        TEST(n2_hours_are_shown_with_comma_and_always_one_decimal),
        TEST(n2_more_than_usual_is_a_warning),
        TEST(n2_hours_are_asked_for_with_work_alone),
        TEST(n2_the_end_lies_between_the_start_and_the_deadline),
    };
    return cmocka_run_group_tests(tests, open_introduction, scene_close);
}
