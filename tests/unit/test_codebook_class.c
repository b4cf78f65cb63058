/* What is said of codes beside their words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/codebook/codebook.h"

#define FILE_NAME TEST_SOURCE_DIR "/tests/codebook/accept/classes.xml"
#define SCHEMA TEST_SOURCE_DIR "/codebook.rng"

static void n3_codes_have_classes_guidance_and_what_finds_them_out(void **state)
{
    const struct codebook *codebook = NULL;
    const struct codebook_register *reg;
    const struct codebook_variable *answer;
    char *why = NULL;

    (void)state;
    if (!codebook_load(FILE_NAME, SCHEMA, &codebook, &why))
        fail_msg("%s", why);
    reg = codebook_find_register(codebook, "prove");
    answer = codebook_find_variable(reg, "svar");
    assert_int_equal(reg->class_count, 2);
    assert_true(reg->classes[0].counted);
    assert_false(reg->classes[1].counted);
    assert_string_equal(reg->classes[1].title.nynorsk, "Uten");
    assert_ptr_equal(answer->codes[0].counted_as, codebook_find_class(reg, "med"));
    assert_ptr_equal(answer->codes[1].counted_as, &reg->classes[1]);
    assert_null(answer->codes[2].counted_as);
    assert_null(codebook_find_class(reg, "ukjent"));
    assert_ptr_equal(codebook_find_computed(answer, "frist"), &answer->codes[1]);
    assert_null(codebook_find_computed(answer, "ukjent"));
    assert_string_equal(answer->codes[0].guidance.bokmal, "Når det er så.");
    assert_string_equal(answer->codes[0].guidance.nynorsk, "Når det er slik.");
    assert_string_equal(answer->codes[1].guidance.nynorsk, "Er over.");
    assert_null(answer->codes[2].guidance.bokmal);
    codebook_free(&codebook);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n3_codes_have_classes_guidance_and_what_finds_them_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
