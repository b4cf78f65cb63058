/* O4: what is typed in the boxes of a search, as terms; what is told where it is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "engine/base/buffer.h"
#include "register/domain/person_id.h"
#include "register/domain/person_search.h"

static const char one[] = "01810112345", other[] = "13895512399";

/* Numbers that can exist: the check digits are worked out here as they are in the register. */
static const char *number(struct arena *arena, int serial)
{
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2}, second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

    for (;; serial++) {
        char *digits = arena_printf(arena, "018101%03d00", serial);
        int a = 0, b = 0;

        for (int i = 0; i < 9; i++)
            a += (digits[i] - '0') * first[i];
        a = (11 - a % 11) % 11;
        digits[9] = (char)('0' + a);
        for (int i = 0; i < 10; i++)
            b += (digits[i] - '0') * second[i];
        b = (11 - b % 11) % 11;
        digits[10] = (char)('0' + b);
        if (a < 10 && b < 10)
            return digits;
    }
}

static void o4_numbers_are_read_as_people_type_them(void **state)
{
    struct arena *arena = arena_new(1024 * 1024);
    const char *a = number(arena, 100), *b = number(arena, 200);
    const char *typed[] = {
        arena_printf(arena, "%s,%s", a, b),
        arena_printf(arena, "%.6s %s, %.6s\u00A0%s", a, a + 6, b, b + 6),
        arena_printf(arena, " ,, %.6s-%s ;\n%.3s %.3s %s,", a, a + 6, b, b + 3, b + 6),
        arena_printf(arena, "%s\n%s\n", a, b),
    };

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct person_search search = {0};

        assert_null(person_search_read(arena, SEARCH_NUMBERS, typed[i], &search));
        assert_string_equal(person_search_list(arena, &search, SEARCH_NUMBERS), typed[0]);
        assert_false(person_search_is_empty(&search));
    }
    arena_free(&arena);
}

static void o4_what_is_no_number_is_told(void **state)
{
    static const char *const typed[] = {"123", "anne", "018101 1234", "018101 123456", "%", "01810112345 x", "' OR 1=1", "٠١٢٣٤٥٦٧٨٩٠", "💥"};
    struct arena *arena = arena_new(1024 * 1024);

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct person_search search = {0};
        const char *all = arena_printf(arena, "%s, %s", number(arena, 100), typed[i]);
        const char *message = person_search_read(arena, SEARCH_NUMBERS, all, &search);

        assert_non_null(message);
        assert_non_null(strstr(message, typed[i]));
    }
    arena_free(&arena);
}

static void o4_a_digit_wrong_is_told(void **state)
{
    struct arena *arena = arena_new(1024 * 1024);
    char *digits = arena_copy(arena, number(arena, 100));
    struct person_search search = {0};

    (void)state;
    digits[10] = digits[10] == '9' ? '0' : (char)(digits[10] + 1);
    assert_non_null(person_search_read(arena, SEARCH_NUMBERS, digits, &search));
    arena_free(&arena);
}

static void n1_a_duf_number_is_checked_unless_the_setting_says_otherwise(void **state)
{
    struct arena *arena = arena_new(1024 * 1024);
    struct person_search search = {.numbers_are = PERSON_ID_DUF};

    (void)state;
    assert_null(person_search_read(arena, SEARCH_NUMBERS, "2099 000001 03", &search));
    assert_non_null(person_search_read(arena, SEARCH_NUMBERS, "2099 000001 04", &search));
    search.any_duf_check = true;
    assert_null(person_search_read(arena, SEARCH_NUMBERS, "2099 000001 04", &search));
    assert_string_equal(search.boxes[SEARCH_NUMBERS].items[0], "209900000104");
    assert_non_null(person_search_read(arena, SEARCH_NUMBERS, "2099 000001 4", &search));
    arena_free(&arena);
}

static void o4_names_are_taken_as_they_are(void **state)
{
    struct arena *arena = arena_new(1024 * 1024);
    struct person_search search = {0};

    (void)state;
    assert_null(person_search_read(arena, SEARCH_NAMES, " Anne\u00A0 Kari ,, %, o'b\"r_\\ , Čáhppe Ŋ💥", &search));
    assert_int_equal(search.boxes[SEARCH_NAMES].count, 4);
    assert_string_equal(search.boxes[SEARCH_NAMES].items[0], "Anne Kari");
    assert_string_equal(search.boxes[SEARCH_NAMES].items[1], "%");
    assert_string_equal(search.boxes[SEARCH_NAMES].items[2], "o'b\"r_\\");
    assert_string_equal(search.boxes[SEARCH_NAMES].items[3], "Čáhppe Ŋ💥");
    assert_string_equal(person_search_show(arena, &search, SEARCH_NAMES, 2), "Anne Kari, % og 2 til");
    arena_free(&arena);
}

static void o4_person_ids_with_or_without_hyphens(void **state)
{
    static const char whole[] = "0a1b2c3d-4e5f-8a6b-9c7d-0123456789ab";
    static const char *const typed[] = {whole, "0A1B2C3D-4E5F-8A6B-9C7D-0123456789AB", " 0a1b2c3d4e5f8a6b9c7d0123456789ab "};
    static const char *const wrong[] = {"0a1b", "0a1b2c3d-4e5f-8a6b-9c7d-0123456789abc", "0a1b2c3d-4e5f-8a6b-9c7d-0123456789ag", "01810112345"};
    struct arena *arena = arena_new(1024 * 1024);
    struct person_search search = {0};

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        assert_null(person_search_read(arena, SEARCH_PERSON_IDS, typed[i], &search));
        assert_string_equal(person_search_list(arena, &search, SEARCH_PERSON_IDS), whole);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_non_null(person_search_read(arena, SEARCH_PERSON_IDS, wrong[i], &search));
    arena_free(&arena);
}

static const char *repeated(struct arena *arena, const char *term, size_t count)
{
    struct buffer out;

    buffer_init(&out, arena, 1024 * 1024);
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&out, "%s,", term);
    return buffer_text(&out);
}

static void o4_lists_have_an_end(void **state)
{
    struct arena *arena = arena_new(32UL * 1024 * 1024);
    const char *term = number(arena, 100);
    struct person_search search = {0};

    (void)state;
    assert_null(person_search_read(arena, SEARCH_NUMBERS, repeated(arena, term, 1000), &search));
    assert_int_equal(strlen(person_search_list(arena, &search, SEARCH_NUMBERS)), 11999);
    assert_non_null(strstr(person_search_read(arena, SEARCH_NUMBERS, repeated(arena, term, 10000), &search), "10000"));
    assert_null(person_search_read(arena, SEARCH_NAMES, repeated(arena, "ÅÆØ", 20), &search));
    assert_non_null(person_search_read(arena, SEARCH_NAMES, repeated(arena, "ÅÆØ", 21), &search));
    assert_non_null(person_search_read(arena, SEARCH_NAMES, "a b c d e f g h i j k", &search));
    assert_non_null(person_search_read(arena, SEARCH_NAMES, repeated(arena, "åååååååååååååååååååå-åååååååååååååååååååå-åååååååååååååååååååå-åååååååååååååååååååå-åååååååååååååååååååå", 1), &search));
    arena_free(&arena);
}

static void o4_nothing_is_no_search(void **state)
{
    static const char *const typed[] = {"", "  ", ",", " , ;\u00A0\n"};
    struct arena *arena = arena_new(1024 * 1024);

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct person_search search = {0};

        for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
            assert_null(person_search_read(arena, box, typed[i], &search));
        assert_true(person_search_is_empty(&search));
    }
    arena_free(&arena);
}

/* P4: the same as she is given when she is registered. */
static void l4_numbers_stand_for_person_ids(void **state)
{
    static const unsigned char key[] = "a key of thirty-two letters, not.";
    struct arena *arena = arena_new(1024 * 1024);
    struct person_search search = {0};
    char expected[2][PERSON_ID_TEXT];

    (void)state;
    assert_string_equal(person_search_number_ids(arena, &search, key, 32), "");
    search.boxes[SEARCH_NUMBERS] = person_search_terms_of(arena, arena_printf(arena, "%s,%s", one, other));
    person_id_make(key, 32, PERSON_ID_FODSELSNUMMER, one, expected[0]);
    person_id_make(key, 32, PERSON_ID_FODSELSNUMMER, other, expected[1]);
    assert_string_equal(person_search_number_ids(arena, &search, key, 32),
                        arena_printf(arena, "%s,%s", expected[0], expected[1]));
    arena_free(&arena);
}

static void o4_numbers_are_shown_as_6_and_5(void **state)
{
    struct arena *arena = arena_new(1024 * 1024);
    const char *list = arena_printf(arena, "%s,%s,%s,%s", one, other, one, other);
    struct person_search search = {0};

    (void)state;
    search.boxes[SEARCH_NUMBERS] = person_search_terms_of(arena, list);
    assert_string_equal(person_search_show(arena, &search, SEARCH_NUMBERS, 3),
                        "018101\u00A012345, 138955\u00A012399, 018101\u00A012345 og 1 til");
    assert_string_equal(person_search_list(arena, &search, SEARCH_NUMBERS), list);
    arena_free(&arena);
}

static void n1_a_search_can_be_for_duf_numbers(void **state)
{
    static const unsigned char key[] = "a key of thirty-two letters, not.";
    struct arena *arena = arena_new(1024 * 1024);
    struct person_search search = {.numbers_are = PERSON_ID_DUF};
    char expected[PERSON_ID_TEXT];

    (void)state;
    assert_null(person_search_read(arena, SEARCH_NUMBERS, "2012 123456 03, 209900000103", &search));
    assert_string_equal(person_search_list(arena, &search, SEARCH_NUMBERS), "201212345603,209900000103");
    assert_string_equal(person_search_show(arena, &search, SEARCH_NUMBERS, 1), "2012\u00A0123456\u00A003 og 1 til");
    person_id_make(key, 32, PERSON_ID_DUF, "201212345603", expected);
    assert_non_null(strstr(person_search_number_ids(arena, &search, key, 32), expected));
    assert_true(person_search_is_of(&search, PERSON_ID_DUF));
    assert_false(person_search_is_of(&search, PERSON_ID_FODSELSNUMMER));
    arena_free(&arena);
}

static void n1_a_wrong_check_is_told_as_one(void **state)
{
    struct arena *arena = arena_new(1024 * 1024);
    struct person_search search = {.numbers_are = PERSON_ID_DUF};

    (void)state;
    assert_non_null(strstr(person_search_read(arena, SEARCH_NUMBERS, "201212345604", &search), "Kontrollsifrene"));
    assert_null(strstr(person_search_read(arena, SEARCH_NUMBERS, "2012123456", &search), "Kontrollsifrene"));
    assert_non_null(person_search_read(arena, SEARCH_NUMBERS, number(arena, 100), &search));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(n1_a_search_can_be_for_duf_numbers), cmocka_unit_test(n1_a_wrong_check_is_told_as_one),
        cmocka_unit_test(o4_numbers_are_read_as_people_type_them), cmocka_unit_test(o4_what_is_no_number_is_told),
        cmocka_unit_test(o4_a_digit_wrong_is_told),                cmocka_unit_test(n1_a_duf_number_is_checked_unless_the_setting_says_otherwise),
        cmocka_unit_test(o4_names_are_taken_as_they_are),
        cmocka_unit_test(o4_person_ids_with_or_without_hyphens),   cmocka_unit_test(o4_lists_have_an_end),
        cmocka_unit_test(o4_nothing_is_no_search),                 cmocka_unit_test(o4_numbers_are_shown_as_6_and_5),
        cmocka_unit_test(l4_numbers_stand_for_person_ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
