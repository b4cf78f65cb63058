/* Texts in the reader's language (requirement U1): what the file says, and what is shown where it says nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/codebook/codebook.h"

#define ACCEPTED TEST_SOURCE_DIR "/tests/codebook/accept/nynorsk.xml"
#define SCHEMA TEST_SOURCE_DIR "/codebook.rng"

static int open_codebook(void **state)
{
    const struct codebook *codebook = NULL;
    char *why = NULL;
    if (!codebook_load(ACCEPTED, SCHEMA, &codebook, &why)) {
        fail_msg("%s", why);
    }
    *state = (void *)(uintptr_t)codebook;
    return 0;
}

static int close_codebook(void **state)
{
    const struct codebook *codebook = *state;
    codebook_free(&codebook);
    return 0;
}

static int reset_reader(void **state)
{
    (void)state;
    words_use(LANGUAGE_BOKMAL);
    return 0;
}

static const struct codebook_variable *named(void **state, const char *name)
{
    return codebook_find_variable(codebook_find_register(*state, "prove"), name);
}

static void assert_wording(struct wording text, const char *bokmal, const char *nynorsk)
{
    assert_string_equal(wording_text(text, LANGUAGE_BOKMAL), bokmal);
    assert_string_equal(wording_text(text, LANGUAGE_NYNORSK), nynorsk);
    assert_string_equal(wording_text(text, LANGUAGE_ENGLISH), bokmal);
}

static void every_kind_of_text_has_its_nynorsk(void **state)
{
    const struct codebook_variable *start = named(state, "start");
    const struct codebook_variable *end = named(state, "slutt");
    const struct codebook_variable *several = named(state, "flere");
    assert_wording(start->page->title, "Side", "Side på nynorsk");
    assert_wording(start->label, "Start", "Byrjing");
    assert_wording(start->description, "Hjelp her.", "Hjelp til deg.");
    assert_wording(start->rules[0].message, "Start kan ikke være fram i tid.", "Start kan ikkje vere fram i tid.");
    assert_wording(end->opens_text, "Gjelder bare ved en.", "Gjeld berre ved ein.");
    assert_wording(named(state, "svar")->codes[1].text, "Nei", "Nei, nei");
    assert_wording(several->locks_text, "Låst.", "Låst.");
}

static void the_same_and_not_written_yet_differ(void **state)
{
    const struct codebook_variable *end = named(state, "slutt");
    assert_ptr_equal(end->label.nynorsk, end->label.bokmal);
    assert_ptr_equal(end->hint.nynorsk, end->hint.bokmal);
    assert_ptr_equal(end->section->title.nynorsk, end->section->title.bokmal);
    assert_ptr_equal(named(state, "svar")->codes[0].text.nynorsk, named(state, "svar")->codes[0].text.bokmal);
    assert_null(end->description.nynorsk);
    assert_null(named(state, "flere")->codes[0].text.nynorsk);
    assert_wording(end->description, "Hjelp.", "Hjelp.");
    assert_null(wording_text(named(state, "start")->hint, LANGUAGE_NYNORSK));
}

static void a_text_knows_its_line(void **state)
{
    const struct codebook_variable *start = named(state, "start");
    assert_int_equal(start->label.line, 8);
    assert_int_equal(start->page->title.line, 4);
    assert_true(start->rules[0].message.line > start->description.line);
}

static void what_is_not_in_the_readers_language_is_marked(void **state)
{
    const struct codebook_variable *start = named(state, "start");
    const struct codebook_variable *end = named(state, "slutt");
    static const enum language languages[] = {LANGUAGE_BOKMAL, LANGUAGE_NYNORSK, LANGUAGE_ENGLISH};
    static const bool foreign[][3] = {{false, false, true}, {false, true, true}};
    for (size_t i = 0; i < 3; i++) {
        words_use(languages[i]);
        assert_int_equal(wording_is_foreign(start->label), foreign[0][i]);
        assert_int_equal(wording_is_foreign(end->label), foreign[0][i]);
        assert_int_equal(wording_is_foreign(end->description), foreign[1][i]);
        assert_false(wording_is_foreign(start->hint));
    }
    words_use(LANGUAGE_NYNORSK);
    assert_string_equal(wording_shown(start->label), "Byrjing");
    words_use(LANGUAGE_ENGLISH);
    assert_string_equal(wording_shown(start->label), "Start");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_text_has_its_nynorsk),
        cmocka_unit_test(the_same_and_not_written_yet_differ),
        cmocka_unit_test(a_text_knows_its_line),
        cmocka_unit_test_teardown(what_is_not_in_the_readers_language_is_marked, reset_reader),
    };
    return cmocka_run_group_tests(tests, open_codebook, close_codebook);
}
