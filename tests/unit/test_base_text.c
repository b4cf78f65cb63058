/* Text: clean UTF-8, blanks, numbers and percent-encoding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"

static const struct {
    const char *bytes;
    size_t length;
    bool clean;
} utf8[] = {
    {"", 0, true},
    {"Čáhppes-Ánne Đ Ŋ Š Ŧ Ž", sizeof "Čáhppes-Ánne Đ Ŋ Š Ŧ Ž" - 1, true},
    {"a\tb\r\nc", 6, true},
    {"👩🏽‍🎓", sizeof "👩🏽‍🎓" - 1, true},
    {"a\0b", 3, false},
    {"a\x01", 2, false},
    {"\x7f", 1, false},
    {"\xC2\x85", 2, false},
    {"\xC0\x80", 2, false},
    {"\xE0\x80\xAF", 3, false},
    {"\xF0\x80\x80\xAF", 4, false},
    {"\xED\xA0\x80", 3, false},
    {"\xF4\x90\x80\x80", 4, false},
    {"\xF4\x8F\xBF\xBD", 4, true},
    {"\xF8\x88\x80\x80\x80", 5, false},
    {"\xC3", 1, false},
    {"\xE2\x82", 2, false},
    {"\x80", 1, false},
    {"\xEF\xBF\xBF", 3, false},
    {"\xEF\xB7\x90", 3, false},
    {"\xE2\x80\xAE", 3, false},
    {"\xE2\x81\xA6", 3, false},
    {"\xD8\x9C", 2, false},
};

static void only_clean_utf8_passes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof utf8 / sizeof utf8[0]; i++) {
        if (text_is_clean(utf8[i].bytes, utf8[i].length) != utf8[i].clean) {
            fail_msg("row %zu", i);
        }
    }
}

static void blanks_are_trimmed(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    assert_string_equal(text_trim(arena, " \u00A0\t a \u00A0 b\u202F\r\n"), "a \u00A0 b");
    assert_string_equal(text_trim(arena, "\u00A0"), "");
    assert_string_equal(text_trim(arena, ""), "");
    assert_string_equal(text_trim(arena, "à"), "à");
    assert_string_equal(text_squeeze(arena, "\u00A0 a\u00A0b \u202F\t c à "), "a b c à");
    assert_string_equal(text_squeeze(arena, " \u00A0"), "");
    assert_true(text_is_empty(NULL));
    assert_true(text_is_empty(" \u00A0\n"));
    assert_false(text_is_empty(" à"));
    arena_free(&arena);
}

static const struct {
    const char *text;
    long long least, most;
    bool read;
    long long number;
} integers[] = {
    {"0", 0, 9, true, 0},       {"20", 1, 20, true, 20},  {"21", 1, 20, false, 0},  {"-1", -5, 5, true, -1},
    {"-1", 0, 5, false, 0},     {"007", 0, 9, true, 7},   {"+1", 0, 9, false, 0},   {" 1", 0, 9, false, 0},
    {"1 ", 0, 9, false, 0},     {"", 0, 9, false, 0},     {NULL, 0, 9, false, 0},   {"-", -9, 9, false, 0},
    {"0x10", 0, 99, false, 0},  {"1e3", 0, 9999, false, 0}, {"1.0", 0, 9, false, 0}, {"١", 0, 9, false, 0},
    {"9223372036854775807", 0, LLONG_MAX, true, LLONG_MAX}, {"9223372036854775808", 0, LLONG_MAX, false, 0},
    {"-9223372036854775809", LLONG_MIN, 0, false, 0},
};

static void integers_are_whole_and_in_range(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof integers / sizeof integers[0]; i++) {
        long long number = 0;
        bool read = text_to_integer(integers[i].text, integers[i].least, integers[i].most, &number);
        if (read != integers[i].read || number != integers[i].number) {
            fail_msg("row %zu", i);
        }
    }
}

static void numbers_are_written_in_digits(void **state)
{
    static const long long numbers[] = {0, 7, 10, -1, -10, 1234567890, LLONG_MAX, LLONG_MIN};
    char text[TEXT_NUMBER_SIZE], expected[32];

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        unsigned long long size = (unsigned long long)numbers[i];
        size_t length = text_write_number(numbers[i] < 0 ? 0 - size : size, numbers[i] < 0, text);

        snprintf(expected, sizeof expected, "%lld", numbers[i]);
        assert_string_equal(text, expected);
        assert_int_equal(length, strlen(expected));
    }
    text_write_number(ULLONG_MAX, false, text);
    assert_string_equal(text, "18446744073709551615");
}

static void the_rest(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    assert_string_equal(text_percent_encode(arena, "a b&c=æ/~-._%"), "a%20b%26c%3D%C3%A6%2F~-._%25");
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal(NULL, ""));
    assert_true(text_equal("a", "a"));
    assert_true(text_starts_with("abc", "ab"));
    assert_false(text_starts_with("a", "ab"));
    assert_int_equal(text_length("Åse 👍"), 5);
    arena_free(&arena);
}

static void parts_are_found_whatever_their_case(void **state)
{
    static const struct {
        const char *text, *part;
        bool found;
    } rows[] = {
        {"Fødselsår", "FØDSELSÅR", true}, {"ÆØÅ", "øå", true},   {"abc", "", true},  {"", "", true},
        {"", "a", false},                 {"abc", "bd", false},  {"ab", "abc", false}, {"aab", "ab", true},
        {"3 × 4", "3 ÷ 4", false},        {"100 %", "%", true}, {"a_b", "a.b", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (text_contains(rows[i].text, rows[i].part) != rows[i].found)
            fail_msg("row %zu", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_clean_utf8_passes),
        cmocka_unit_test(blanks_are_trimmed),
        cmocka_unit_test(integers_are_whole_and_in_range),
        cmocka_unit_test(numbers_are_written_in_digits),
        cmocka_unit_test(parts_are_found_whatever_their_case),
        cmocka_unit_test(the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
