/* Headings and cells of a dataset (D3). */
#include "answer_scene.h"

#include "engine/answer/columns.h"

static const struct column *find(const struct columns *columns, const char *heading)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (text_equal(columns->items[i].heading, heading)) {
            return &columns->items[i];
        }
    }
    return NULL;
}

/* 48 variables, 4 of them the table of tests; 7 multiple choices with 66 codes between them. */
static void every_variable_has_its_columns(void **state)
{
    const struct scene *scene = *state;
    size_t single = 0;
    size_t multiple = 0;
    size_t codes = 0;
    for (size_t i = 0; i < scene->reg->variable_count; i++) {
        const struct codebook_variable *variable = scene->reg->variables[i];
        single += variable->type == CODEBOOK_CODE && variable->group == NULL;
        multiple += variable->type == CODEBOOK_CODES;
        codes += variable->type == CODEBOOK_CODES ? variable->code_count : 0;
    }
    assert_int_equal(multiple, 7);
    assert_int_equal(codes, 66);
    assert_int_equal(columns_of(scene->arena, scene->reg, COLUMNS_CODES).count, 44 - multiple + codes);
    assert_int_equal(columns_of(scene->arena, scene->reg, COLUMNS_TEXTS).count, 44);
    assert_int_equal(columns_of(scene->arena, scene->reg, COLUMNS_BOTH).count, 44 + codes + single);
}

static void headings_follow_the_choice_of_values(void **state)
{
    static const struct {
        const char *heading;
        bool codes, texts;
        enum column_type type;
    } rows[] = {
        {"fodselsnummer", true, true, COLUMN_TEXT},
        {"oppstartsdato", true, true, COLUMN_DATE},
        {"fodselsar", true, true, COLUMN_INTEGER},
        {"fravar", true, false, COLUMN_INTEGER},
        {"fravar_tekst", false, true, COLUMN_TEXT},
        {"sted_arbeidspraksis_3", true, false, COLUMN_INTEGER},
        {"sted_arbeidspraksis_tekst", false, true, COLUMN_TEXT},
        {"sted_arbeidspraksis", false, false, COLUMN_TEXT},
        {"proveresultater", false, false, COLUMN_TEXT},
        {"provetype", false, false, COLUMN_TEXT},
    };
    const struct scene *scene = *state;
    struct columns codes = columns_of(scene->arena, scene->reg, COLUMNS_CODES);
    struct columns texts = columns_of(scene->arena, scene->reg, COLUMNS_TEXTS);
    struct columns both = columns_of(scene->arena, scene->reg, COLUMNS_BOTH);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct column *column = find(&both, rows[i].heading);
        assert_int_equal(find(&codes, rows[i].heading) != NULL, rows[i].codes);
        assert_int_equal(find(&texts, rows[i].heading) != NULL, rows[i].texts);
        assert_int_equal(column != NULL, rows[i].codes || rows[i].texts);
        assert_true(column == NULL || column->type == rows[i].type);
    }
    assert_string_equal(both.items[0].heading, "person_id");
    assert_string_equal(both.items[both.count - 1].heading, "type_naring_arbeid_tekst");
}

static void cells_tell_unanswered_from_no(void **state)
{
    static const struct {
        const char *heading, *given, *cell;
    } rows[] = {
        {"sted_arbeidspraksis_1", "sted_arbeidspraksis=1,3", "1"},
        {"sted_arbeidspraksis_2", "sted_arbeidspraksis=1,3", "0"},
        {"sted_arbeidspraksis_2", "", NULL},
        {"sted_arbeidspraksis_tekst", "sted_arbeidspraksis=3,2",
         "Hos offentlig arbeidsgiver; Hos private virksomheter og bedrifter"},
        {"sted_arbeidspraksis_tekst", "", NULL},
        {"utdanning_norge", "utdanning_norge=0", "0"},
        {"utdanning_norge_tekst", "utdanning_norge=0", "Ingen utdanning og førskoleutdanning"},
        {"utdanning_norge", "", NULL},
        {"oppstartsdato", "oppstartsdato=2025-01-09", "2025-01-09"},
        {"antall_barn", "antall_barn=4", "4"},
        {"finansieringstype_tekst", "oppstartsdato=2026-01-01 finansieringstype=9", "Ukjent"},
    };
    const struct scene *scene = *state;
    struct columns columns = columns_of(scene->arena, scene->reg, COLUMNS_BOTH);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct column *column = find(&columns, rows[i].heading);
        assert_non_null(column);
        const struct answers *answers = scene_answers(scene, rows[i].given);
        const char *cell = column_cell(scene->arena, column, answers_get(answers, column->variable));
        assert_true(text_equal(cell, rows[i].cell));
        int constant = column_constant(column, answers_get(answers, column->variable));
        if (constant >= 0) {
            assert_true((size_t)constant < column->constants.count);
            assert_string_equal(column->constants.texts[constant], rows[i].cell);
        }
        assert_int_equal(constant == COLUMN_EMPTY, cell == NULL);
    }
}

/* Every code of every list, as number and as text; several at once, or a number that the list lacks, are no constant. */
static void cells_of_codes_are_constants(void **state)
{
    const struct scene *scene = *state;
    struct columns columns = columns_of(scene->arena, scene->reg, COLUMNS_BOTH);
    size_t compared = 0;
    for (size_t i = 0; i < columns.count; i++) {
        const struct column *column = &columns.items[i];
        const struct codebook_variable *variable = column->variable;
        for (size_t code = 0; code < variable->code_count; code++) {
            int number = variable->codes[code].number;
            bool several = variable->type == CODEBOOK_CODES;
            struct answer answer = {.text = several ? NULL : arena_printf(scene->arena, "%d", number),
                                    .codes = several ? &number : NULL,
                                    .code_count = several};
            int constant = column_constant(column, &answer);
            assert_true(constant >= 0);
            assert_string_equal(column->constants.texts[constant], column_cell(scene->arena, column, &answer));
            compared++;
        }
    }
    assert_true(compared > 500);
    const int two[] = {1, 2};
    const struct column *texts = find(&columns, "sted_arbeidspraksis_tekst"), *plain = find(&columns, "fravar");
    assert_int_equal(column_constant(texts, &(struct answer){.codes = two, .code_count = 2}), COLUMN_OTHER);
    assert_int_equal(column_constant(plain, &(struct answer){.text = "777"}), COLUMN_OTHER);
    assert_int_equal(column_constant(plain, &(struct answer){.text = "12345"}), COLUMN_OTHER);
    assert_int_equal(column_constant(plain, &(struct answer){.text = "x"}), COLUMN_OTHER);
    assert_int_equal(column_constant(find(&columns, "navn"), &(struct answer){.text = "1"}), COLUMN_OTHER);
    assert_int_equal(column_constant(find(&columns, "navn"), &(struct answer){0}), COLUMN_EMPTY);
}

#define TEST(name) cmocka_unit_test_setup(name, scene_reset)

/* The table of a group: whose it is, then its own columns, in the order asked for. */
static void a_groups_table_has_the_variables_asked_for(void **state)
{
    const struct scene *scene = *state;
    const struct codebook_variable *asked[] = {codebook_find_variable(scene->reg, "fodselsnummer"),
                                               codebook_find_variable(scene->reg, "provetype"),
                                               codebook_find_variable(scene->reg, "provedato")};
    struct columns columns = columns_of_these(scene->arena, asked, 3, COLUMNS_BOTH);

    assert_int_equal(columns.count, 4);
    assert_string_equal(columns.items[0].heading, "fodselsnummer");
    assert_string_equal(columns.items[1].heading, "provetype");
    assert_string_equal(columns.items[2].heading, "provetype_tekst");
    assert_string_equal(columns.items[3].heading, "provedato");
    assert_int_equal(columns_of_these(scene->arena, asked, 3, COLUMNS_CODES).count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_variable_has_its_columns),
        TEST(headings_follow_the_choice_of_values),
        TEST(cells_tell_unanswered_from_no),
        TEST(cells_of_codes_are_constants),
        TEST(a_groups_table_has_the_variables_asked_for),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
