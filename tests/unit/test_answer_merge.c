/* Two people on one set of answers (P14): what a post changes, and what conflicts. */
#include "answer_scene.h"

#include "engine/answer/merge.h"

/* One row: what is stored, what others or I stored since the page was drawn, what is posted, what comes of it. */
struct row {
    const char *stored, *name, *posted;
    const char *old_text; /* of one change since the page was drawn, or NULL: none */
    bool mine;
    const char *merged; /* canonical text of the variable afterwards, NULL = empty */
    size_t changed, conflicts;
};

static const struct row rows[] = {
    /* nobody else: a change is a change, the same is none */
    {"utdanning_norge=1", "utdanning_norge", "utdanning_norge=2", NULL, false, "2", 1, 0},
    {"utdanning_norge=1", "utdanning_norge", "utdanning_norge=1", NULL, false, "1", 0, 0},
    {"utdanning_norge=1", "utdanning_norge", "", NULL, false, NULL, 1, 0},
    {"", "utdanning_norge", "utdanning_norge=0", NULL, false, "0", 1, 0},
    /* somebody changed it since, I did not touch it: hers stands */
    {"utdanning_norge=5", "utdanning_norge", "utdanning_norge=1", "1", false, "5", 0, 0},
    {"utdanning_norge=5", "utdanning_norge", "", "", false, "5", 0, 0},
    /* somebody changed it since, and so did I: conflict, hers stands until I pick */
    {"utdanning_norge=5", "utdanning_norge", "utdanning_norge=2", "1", false, "5", 0, 1},
    {"utdanning_norge=5", "utdanning_norge", "", "1", false, "5", 0, 1},
    /* both the same: no conflict */
    {"utdanning_norge=5", "utdanning_norge", "utdanning_norge=5", "1", false, "5", 0, 0},
    /* my own change, from another tab: never a conflict */
    {"utdanning_norge=5", "utdanning_norge", "utdanning_norge=2", "1", true, "2", 1, 0},
    /* several codes are one value */
    {"tiltak_for_jobbsjansen=1,3", "tiltak_for_jobbsjansen", "tiltak_for_jobbsjansen=3,1", NULL, false, "1,3", 0, 0},
    {"tiltak_for_jobbsjansen=1,3", "tiltak_for_jobbsjansen", "tiltak_for_jobbsjansen=1", NULL, false, "1", 1, 0},
    {"tiltak_for_jobbsjansen=1,3", "tiltak_for_jobbsjansen", "tiltak_for_jobbsjansen=2", "2,4", false, "1,3", 0, 1},
    {"tiltak_for_jobbsjansen=1,3", "tiltak_for_jobbsjansen", "tiltak_for_jobbsjansen=2,4", "2,4", false, "1,3", 0, 0},
};

static struct answer_merge merge_row(const struct scene *scene, const struct row *row)
{
    const struct codebook_variable *variable = scene_variable(scene, row->name);
    struct answer_change change = {.variable = variable,
                                   .old_text = row->old_text && *row->old_text ? row->old_text : NULL,
                                   .version = 2,
                                   .mine = row->mine,
                                   .who = "Amir Nordmo"};

    return answer_merge(scene->arena, scene_answers(scene, row->stored), scene_answers(scene, row->posted), &variable,
                        1, &change, row->old_text ? 1 : 0);
}

static void each_row_comes_out_as_told(void **state)
{
    const struct scene *scene = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer_merge merge = merge_row(scene, &rows[i]);
        const struct answer *answer = answers_get(merge.merged, scene_variable(scene, rows[i].name));

        if (!text_equal(answer_canonical(scene->arena, answer), rows[i].merged) ||
            merge.changed_count != rows[i].changed || merge.conflict_count != rows[i].conflicts)
            fail_msg("row %zu: %s, %zu changed, %zu conflicts", i, answer_canonical(scene->arena, answer),
                     merge.changed_count, merge.conflict_count);
    }
}

/* The first change tells what the page was drawn with, the last one whose it is now. */
static void of_several_changes_first_and_last_count(void **state)
{
    const struct scene *scene = *state;
    const struct codebook_variable *variable = scene_variable(scene, "fravar");
    const struct answer_change changes[] = {
        {.variable = variable, .old_text = "1", .new_text = "2", .version = 2, .mine = false, .who = "Amir"},
        {.variable = variable, .old_text = "2", .new_text = "3", .version = 3, .mine = true, .who = "Ingrid"},
    };
    const struct answers *stored = scene_answers(scene, "fravar=3");
    struct answer_merge merge =
        answer_merge(scene->arena, stored, scene_answers(scene, "fravar=4"), &variable, 1, changes, 2);

    assert_int_equal(merge.conflict_count, 0);
    assert_int_equal(merge.changed_count, 1);
    merge = answer_merge(scene->arena, stored, scene_answers(scene, "fravar=1"), &variable, 1, changes, 2);
    assert_int_equal(merge.changed_count, 0);
}

static void a_conflict_names_both_values_and_the_other(void **state)
{
    const struct scene *scene = *state;
    struct answer_merge merge = merge_row(scene, &rows[6]);

    assert_string_equal(merge.conflicts[0].mine.text, "2");
    assert_string_equal(merge.conflicts[0].theirs.text, "5");
    assert_string_equal(merge.conflicts[0].who, "Amir Nordmo");
}

static void broken_canonical_text_is_no_answer(void **state)
{
    const struct scene *scene = *state;
    const struct codebook_variable *variable = scene_variable(scene, "tiltak_for_jobbsjansen");
    static const char *const broken[] = {"1,,3", "a", "1,99999999999999999999", ",", "-1"};

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct answer answer = answer_from_canonical(scene->arena, variable, broken[i]);

        if (!answer_is_empty(&answer))
            fail_msg("%s was taken for an answer", broken[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_row_comes_out_as_told, scene_reset),
        cmocka_unit_test_setup(of_several_changes_first_and_last_count, scene_reset),
        cmocka_unit_test_setup(a_conflict_names_both_values_and_the_other, scene_reset),
        cmocka_unit_test_setup(broken_canonical_text_is_no_answer, scene_reset),
    };

    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
