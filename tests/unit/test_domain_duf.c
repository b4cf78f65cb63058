/* DUF numbers, as typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/introduksjon/duf.h"

static const struct {
    const char *typed;
    enum duf_refusal refusal;
} cases[] = {
    {"201212345603", DUF_ACCEPTED},     {"209900000103", DUF_ACCEPTED}, {"209900000208", DUF_ACCEPTED},
    {"2099 1234 5608", DUF_ACCEPTED},   {"209900000700", DUF_ACCEPTED}, {"209900000910", DUF_ACCEPTED},
    {"20990000-0103 ", DUF_ACCEPTED},   {"", DUF_EMPTY},                {" \u00A0-", DUF_EMPTY},
    {"201234567890", DUF_WRONG_CHECK},  {"209900000104", DUF_WRONG_CHECK},
    {"20990000010", DUF_WRONG_LENGTH},  {"2099000001030", DUF_WRONG_LENGTH},
    {"20990000010x", DUF_NOT_DIGITS},   {"\u0662\u0660", DUF_NOT_DIGITS},
    {"209900000103' OR 1", DUF_NOT_DIGITS},
};

static void n1_a_duf_number_is_twelve_digits_that_fit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char digits[DUF_SIZE];
        enum duf_refusal refusal = duf_read(cases[i].typed, digits);

        if (refusal != cases[i].refusal)
            fail_msg("%s: %d", cases[i].typed, refusal);
        if (refusal != DUF_ACCEPTED)
            assert_non_null(duf_message(refusal));
    }
}

static void n1_of_all_checks_one_alone_fits(void **state)
{
    char typed[] = "209912345600", digits[DUF_SIZE];
    int accepted = 0;

    (void)state;
    for (int check = 0; check < 100; check++) {
        typed[10] = (char)('0' + check / 10);
        typed[11] = (char)('0' + check % 10);
        accepted += duf_read(typed, digits) == DUF_ACCEPTED;
    }
    assert_int_equal(accepted, 1);
}

static void n1_a_duf_number_is_shown_in_its_parts(void **state)
{
    struct arena *arena = arena_new(1000);

    (void)state;
    assert_string_equal(duf_show(arena, "201212345603"), "2012\u00A0123456\u00A003");
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n1_a_duf_number_is_twelve_digits_that_fit),
        cmocka_unit_test(n1_of_all_checks_one_alone_fits),
        cmocka_unit_test(n1_a_duf_number_is_shown_in_its_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
