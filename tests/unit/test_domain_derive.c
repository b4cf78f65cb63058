/* What the register fills in by itself: PersonId, year of birth, the municipality's name (P4, C2). */
#include "answer_scene.h"

#include "register/domain/jobbsjansen/derive.h"

static const char key[] = "a key for tests alone, 32 bytes.";

/* Numbers of nobody: month + 80. */
#define WOMAN "15868549618"
#define OTHER_WOMAN "03910199853"

static struct derive_rules rules_of(const struct scene *scene, struct names *names)
{
    const char *missing = NULL;

    if (!names_find(scene->reg, names, &missing))
        fail_msg("the codebook lacks %s", missing);
    return (struct derive_rules){
        .names = names, .person_key = key, .person_key_size = sizeof key - 1, .kommunenavn = "Trondheim"};
}

static const char *text_of(const struct answers *answers, const char *name)
{
    return answers_get_named(answers, name)->text;
}

static void a_new_participant_gets_what_follows(void **state)
{
    const struct scene *scene = *state;
    struct names names;
    struct derive_rules rules = rules_of(scene, &names);
    struct answers *after = scene_answers(scene, "fodselsnummer=" WOMAN " kommunenummer=5001");

    derive_answers(scene->arena, &rules, NULL, after);
    assert_string_equal(text_of(after, "fodselsar"), "1985");
    assert_string_equal(text_of(after, "kommunenavn"), "Trondheim");
    assert_int_equal(strlen(text_of(after, "person_id")), 36);
}

static void the_same_number_is_the_same_person(void **state)
{
    const struct scene *scene = *state;
    struct names names;
    struct derive_rules rules = rules_of(scene, &names);
    struct answers *first = scene_answers(scene, "fodselsnummer=" WOMAN);
    struct answers *again = scene_answers(scene, "fodselsnummer=" WOMAN);
    struct answers *other = scene_answers(scene, "fodselsnummer=" OTHER_WOMAN);

    derive_answers(scene->arena, &rules, NULL, first);
    derive_answers(scene->arena, &rules, NULL, again);
    derive_answers(scene->arena, &rules, NULL, other);
    assert_string_equal(text_of(first, "person_id"), text_of(again, "person_id"));
    assert_string_not_equal(text_of(first, "person_id"), text_of(other, "person_id"));
}

static void a_corrected_number_is_another_person(void **state)
{
    static const char *const fetched[] = {"navn",  "navn_bekreftet", "ankomstar", "oppholdsgrunnlag",
                                          "fodeland", "sivilstand"};
    const struct scene *scene = *state;
    struct names names;
    struct derive_rules rules = rules_of(scene, &names);
    const char *known = "person_id=x fodselsar=1985 navn=Rask navn_bekreftet=1 ankomstar=2015 oppholdsgrunnlag=permanent "
                        "fodeland=SYR sivilstand=gift kommunenummer=5001 kommunenavn=Trondheim ";
    const struct answers *before =
        scene_answers(scene, arena_printf(scene->arena, "%sfodselsnummer=%s", known, WOMAN));
    struct answers *after =
        scene_answers(scene, arena_printf(scene->arena, "%sfodselsnummer=%s", known, OTHER_WOMAN));

    derive_answers(scene->arena, &rules, before, after);
    assert_string_equal(text_of(after, "fodselsar"), "2001");
    assert_string_not_equal(text_of(after, "person_id"), "x");
    for (size_t i = 0; i < sizeof fetched / sizeof *fetched; i++)
        if (text_of(after, fetched[i]))
            fail_msg("%s is still that of the other person", fetched[i]);
}

static void what_did_not_change_is_left_alone(void **state)
{
    const struct scene *scene = *state;
    struct names names;
    struct derive_rules rules = rules_of(scene, &names);
    const char *known = "fodselsnummer=" WOMAN " person_id=kept navn=Rask kommunenummer=3025 kommunenavn=Asker";
    const struct answers *before = scene_answers(scene, known);
    struct answers *after = scene_answers(scene, known);

    derive_answers(scene->arena, &rules, before, after);
    assert_string_equal(text_of(after, "person_id"), "kept");
    assert_string_equal(text_of(after, "navn"), "Rask");
    assert_string_equal(text_of(after, "kommunenavn"), "Asker");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_new_participant_gets_what_follows, scene_reset),
        cmocka_unit_test_setup(the_same_number_is_the_same_person, scene_reset),
        cmocka_unit_test_setup(a_corrected_number_is_another_person, scene_reset),
        cmocka_unit_test_setup(what_did_not_change_is_left_alone, scene_reset),
    };

    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
