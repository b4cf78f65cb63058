/* Identity numbers as tables: worked numbers, refusals with their words, and the change of 2032. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "register/domain/jobbsjansen/fodselsnummer.h"

#define TENOR FODSELSNUMMER_TENOR
#define DOLLY FODSELSNUMMER_DOLLY

static const struct fodselsnummer_rules demo = {FODSELSNUMMER_OLD, TENOR, true};
static const struct fodselsnummer_rules production = {FODSELSNUMMER_OLD, FODSELSNUMMER_REAL_ONLY, true};

/* What a number is by the old rules, when every kind and both sexes are let in. */
static const struct {
    const char *digits;
    bool d_number;
    enum fodselsnummer_synthetic synthetic;
    enum fodselsnummer_sex sex;
    struct date born;
} numbers[] = {
    {"15868549618", false, TENOR, FODSELSNUMMER_WOMAN, {1985, 6, 15}},
    {"15868549456", false, TENOR, FODSELSNUMMER_WOMAN, {1985, 6, 15}},
    {"03910199853", false, TENOR, FODSELSNUMMER_WOMAN, {2001, 11, 3}},
    {"03910199691", false, TENOR, FODSELSNUMMER_WOMAN, {2001, 11, 3}},
    {"29826849833", false, TENOR, FODSELSNUMMER_WOMAN, {1968, 2, 29}},
    {"01810799842", false, TENOR, FODSELSNUMMER_WOMAN, {2007, 1, 1}},
    {"24929049914", false, TENOR, FODSELSNUMMER_MAN, {1990, 12, 24}},
    {"24929049752", false, TENOR, FODSELSNUMMER_MAN, {1990, 12, 24}},
    {"47839299628", true, TENOR, FODSELSNUMMER_WOMAN, {1992, 3, 7}},
    {"47839299466", true, TENOR, FODSELSNUMMER_WOMAN, {1992, 3, 7}},
    {"03851598730", false, TENOR, FODSELSNUMMER_MAN, {2015, 5, 3}},
    {"41819077302", true, TENOR, FODSELSNUMMER_MAN, {1990, 1, 1}},
    {"41814061033", true, TENOR, FODSELSNUMMER_WOMAN, {1940, 1, 1}},
    {"41814065640", true, TENOR, FODSELSNUMMER_WOMAN, {1940, 1, 1}},
    {"41814075603", true, TENOR, FODSELSNUMMER_WOMAN, {1940, 1, 1}},
    {"41810021827", true, TENOR, FODSELSNUMMER_WOMAN, {2000, 1, 1}},
    {"41810025091", true, TENOR, FODSELSNUMMER_WOMAN, {2000, 1, 1}},
    {"41810034422", true, TENOR, FODSELSNUMMER_WOMAN, {2000, 1, 1}},
    {"02013299997", false, FODSELSNUMMER_REAL_ONLY, FODSELSNUMMER_MAN, {2032, 1, 2}},
    {"02013299806", false, FODSELSNUMMER_REAL_ONLY, FODSELSNUMMER_WOMAN, {2032, 1, 2}},
    {"15507600333", false, DOLLY, FODSELSNUMMER_MAN, {1976, 10, 15}},
    {"29422059278", false, DOLLY, FODSELSNUMMER_WOMAN, {2020, 2, 29}},
    {"55507608360", true, DOLLY, FODSELSNUMMER_MAN, {1976, 10, 15}},
    {"69422056629", true, DOLLY, FODSELSNUMMER_WOMAN, {2020, 2, 29}},
};

static void worked_numbers_are_read_whole(void **state)
{
    (void)state;
    struct fodselsnummer_rules all = {FODSELSNUMMER_OLD, TENOR | DOLLY | FODSELSNUMMER_SYNTPOP, false};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct fodselsnummer number;
        print_message("%s\n", numbers[i].digits);
        assert_int_equal(fodselsnummer_parse(numbers[i].digits, &all, &number), FODSELSNUMMER_ACCEPTED);
        assert_string_equal(number.digits, numbers[i].digits);
        assert_int_equal(number.d_number, numbers[i].d_number);
        assert_int_equal(number.synthetic, numbers[i].synthetic);
        assert_int_equal(number.sex, numbers[i].sex);
        assert_int_equal(date_compare(number.born, numbers[i].born), 0);
    }
}

static const struct {
    const char *typed;
    enum fodselsnummer_refusal refusal;
} typed_numbers[] = {
    {"15868549618", FODSELSNUMMER_ACCEPTED},
    {"158685 49618", FODSELSNUMMER_ACCEPTED},
    {"  158685\u00A049618\t", FODSELSNUMMER_ACCEPTED},
    {"158685-49618", FODSELSNUMMER_ACCEPTED},
    {"158685_49618", FODSELSNUMMER_ACCEPTED},
    {"158685\u201349618", FODSELSNUMMER_ACCEPTED},
    {"15 86 85 496 18", FODSELSNUMMER_ACCEPTED},
    {"47839299628", FODSELSNUMMER_ACCEPTED},
    {"", FODSELSNUMMER_EMPTY},
    {" - ", FODSELSNUMMER_EMPTY},
    {"1586854961a", FODSELSNUMMER_NOT_DIGITS},
    {"O5868549618", FODSELSNUMMER_NOT_DIGITS},
    {"158685.49618", FODSELSNUMMER_NOT_DIGITS},
    {"١٥٨٦٨٥٤٩٦١٨", FODSELSNUMMER_NOT_DIGITS},
    {"１５８６８５４９６１８", FODSELSNUMMER_NOT_DIGITS},
    {"+15868549618", FODSELSNUMMER_NOT_DIGITS},
    {"👩", FODSELSNUMMER_NOT_DIGITS},
    {"1586854961", FODSELSNUMMER_WRONG_LENGTH},
    {"158685496180", FODSELSNUMMER_WRONG_LENGTH},
    {"0", FODSELSNUMMER_WRONG_LENGTH},
    {"00000000000", FODSELSNUMMER_NO_DATE},
    {"99999999999", FODSELSNUMMER_NO_DATE},
    {"32868549618", FODSELSNUMMER_NO_DATE},
    {"31868549618", FODSELSNUMMER_NO_DATE},
    {"15138549618", FODSELSNUMMER_NO_DATE},
    {"15938549618", FODSELSNUMMER_NO_DATE},
    {"29827049833", FODSELSNUMMER_NO_DATE},
    {"80000000000", FODSELSNUMMER_NO_DATE},
    {"29820049833", FODSELSNUMMER_NO_DATE},   /* 29.02.1900 */
    {"15864561018", FODSELSNUMMER_NO_SERIES}, /* born 45 with 610: a D-number's series */
    {"15868549619", FODSELSNUMMER_WRONG_CHECK},
    {"15868549681", FODSELSNUMMER_WRONG_CHECK},
    {"16117548867", FODSELSNUMMER_WRONG_CHECK},
    {"20036914712", FODSELSNUMMER_WRONG_CHECK},
    {"04088245162", FODSELSNUMMER_WRONG_CHECK},
    {"12038812345", FODSELSNUMMER_WRONG_CHECK},
    {"15868599801", FODSELSNUMMER_WRONG_CHECK},
    {"15868599658", FODSELSNUMMER_WRONG_CHECK},
    {"15868599828", FODSELSNUMMER_WRONG_CHECK},
    {"30908299902", FODSELSNUMMER_WRONG_CHECK},
    {"41819077906", FODSELSNUMMER_WRONG_CHECK},
    {"24929049914", FODSELSNUMMER_IS_MAN},
    {"24929049752", FODSELSNUMMER_IS_MAN},
    {"15507600333", FODSELSNUMMER_IS_SYNTHETIC},
    {"29422059278", FODSELSNUMMER_IS_SYNTHETIC},
};

static void typed_numbers_are_accepted_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof typed_numbers / sizeof typed_numbers[0]; i++) {
        struct fodselsnummer number;
        enum fodselsnummer_refusal refusal = fodselsnummer_parse(typed_numbers[i].typed, &demo, &number);
        if (refusal != typed_numbers[i].refusal) {
            fail_msg("%s: %d, not %d", typed_numbers[i].typed, (int)refusal, (int)typed_numbers[i].refusal);
        }
    }
}

static void valid_numbers_elsewhere_have_valid_check_digits(void **state)
{
    (void)state;
    static const char *const valid[] = {"10915596784", "50846202355", "13527248013", "68467038838"};
    struct fodselsnummer_rules all = {FODSELSNUMMER_OLD, TENOR | DOLLY, false};
    struct fodselsnummer number;
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++) {
        assert_int_equal(fodselsnummer_parse(valid[i], &all, &number), FODSELSNUMMER_ACCEPTED);
    }
}

static void production_takes_no_synthetic_number(void **state)
{
    (void)state;
    struct fodselsnummer number;
    assert_int_equal(fodselsnummer_parse("15868549618", &production, &number), FODSELSNUMMER_IS_SYNTHETIC);
    assert_int_equal(fodselsnummer_parse("47839299628", &production, &number), FODSELSNUMMER_IS_SYNTHETIC);
    assert_int_equal(fodselsnummer_parse("02013299806", &production, &number), FODSELSNUMMER_ACCEPTED);
    assert_int_equal(fodselsnummer_parse("02013299997", &production, &number), FODSELSNUMMER_IS_MAN);
}

static void from_2032_the_first_check_may_leave_up_to_three(void **state)
{
    (void)state;
    static const char *const accepted[] = {"15868599801", "15868599658", "15868599828", "30908299902", "41819077906",
                                           "30108299939", "02013299903", "02013299997", "02013299806", "15868549618",
                                           "24929049914"};
    static const char *const refused[] = {"20036914712", "16117548867", "15868549619", "15868549628"};
    struct fodselsnummer_rules both = {FODSELSNUMMER_BOTH, TENOR, true};
    struct fodselsnummer number;
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        assert_int_equal(fodselsnummer_parse(accepted[i], &both, &number), FODSELSNUMMER_ACCEPTED);
        assert_int_equal(number.sex, FODSELSNUMMER_SEX_UNKNOWN);
        assert_false(date_is_set(number.born));
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_int_equal(fodselsnummer_parse(refused[i], &both, &number), FODSELSNUMMER_WRONG_CHECK);
    }
    assert_int_equal(fodselsnummer_parse("31918549618", &both, &number), FODSELSNUMMER_NO_DATE);
}

static void each_refusal_has_words_of_its_own(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    for (int i = FODSELSNUMMER_EMPTY; i < FODSELSNUMMER_REFUSALS; i++) {
        const char *message = fodselsnummer_message(arena, (enum fodselsnummer_refusal)i, "123 456");
        assert_true(strlen(message) > 20 && message[strlen(message) - 1] == '.');
        for (int j = FODSELSNUMMER_EMPTY; j < i; j++) {
            assert_string_not_equal(message, fodselsnummer_message(arena, (enum fodselsnummer_refusal)j, "123 456"));
        }
    }
    assert_string_equal(fodselsnummer_message(arena, FODSELSNUMMER_WRONG_LENGTH, "123 456"),
                        "Et fødselsnummer har 11 siffer. Du har skrevet 6.");
    arena_free(&arena);
}

static void the_format_gives_digits_or_a_message(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    const char *text = NULL;
    assert_null(fodselsnummer_format(arena, "158685 49618", &demo, &text));
    assert_string_equal(text, "15868549618");
    text = NULL;
    assert_non_null(strstr(fodselsnummer_format(arena, "24929049914", &demo, &text), "mann"));
    assert_null(text);
    assert_string_equal(fodselsnummer_show(arena, "15868549618"), "158685\u00A049618");
    assert_string_equal(fodselsnummer_show(arena, "158"), "158");
    arena_free(&arena);
}

static void completed_numbers_are_accepted(void **state)
{
    (void)state;
    char digits[FODSELSNUMMER_SIZE];
    int made = 0;
    for (int serial = 0; serial < 500; serial += 2) {
        struct fodselsnummer number;
        snprintf(digits, sizeof digits, "158685%03u", (unsigned)serial % 1000);
        if (fodselsnummer_complete(digits)) {
            assert_int_equal(fodselsnummer_parse(digits, &demo, &number), FODSELSNUMMER_ACCEPTED);
            made++;
        }
    }
    assert_in_range(made, 190, 220); /* about 100 of 121 have check digits */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_numbers_are_read_whole),
        cmocka_unit_test(typed_numbers_are_accepted_or_refused),
        cmocka_unit_test(valid_numbers_elsewhere_have_valid_check_digits),
        cmocka_unit_test(production_takes_no_synthetic_number),
        cmocka_unit_test(from_2032_the_first_check_may_leave_up_to_three),
        cmocka_unit_test(each_refusal_has_words_of_its_own),
        cmocka_unit_test(the_format_gives_digits_or_a_message),
        cmocka_unit_test(completed_numbers_are_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
