/* Numbers with decimals, as people type them and as they are shown. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/base/decimal.h"

static const struct {
    const char *typed;
    unsigned places;
    long long number;
    const char *shown; /* NULL: refused */
} cases[] = {
    {"37,5", 1, 375, "37,5"},  {"37.5", 1, 375, "37,5"},     {"30", 1, 300, "30,0"},     {"0,5", 1, 5, "0,5"},
    {"168", 1, 1680, "168,0"}, {"007", 1, 70, "7,0"},        {"0", 1, 0, "0,0"},         {"-0,5", 1, -5, "-0,5"},
    {"-3", 1, -30, "-3,0"},    {"3,05", 2, 305, "3,05"},     {"3,5", 2, 350, "3,50"},    {"12", 0, 12, "12"},
    {"-12", 0, -12, "-12"},    {"168,1", 1, 0, NULL},        {"-3,1", 1, 0, NULL},       {"", 1, 0, NULL},
    {"37,55", 1, 0, NULL},     {"37,", 1, 0, NULL},          {",5", 1, 0, NULL},         {"1e2", 1, 0, NULL},
    {"37 ,5", 1, 0, NULL},     {"30 timer", 1, 0, NULL},     {"3,5", 0, 0, NULL},        {"+3", 1, 0, NULL},
    {"3,5,5", 2, 0, NULL},     {"--3", 1, 0, NULL},          {"-", 1, 0, NULL},          {"3,-5", 2, 0, NULL},
    {"99999999999999999999999999", 1, 0, NULL},
};

static void n2_decimals_are_taken_with_comma_or_point(void **state)
{
    struct arena *arena = arena_new(64 * 1024);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        long long number = LLONG_MIN;
        bool read = decimal_read(cases[i].typed, cases[i].places, -30, 1680, &number);
        if (read != (cases[i].shown != NULL) || (read && number != cases[i].number)) {
            fail_msg("\"%s\": %d %lld", cases[i].typed, read, number);
        }
        if (read) {
            assert_string_equal(decimal_write(arena, number, cases[i].places, ','), cases[i].shown);
        }
    }
    arena_free(&arena);
}

static void texts_are_written_as_they_are_held(void **state)
{
    struct arena *arena = arena_new(64 * 1024);
    (void)state;
    assert_string_equal(decimal_write_text(arena, "375", 1, '.'), "37.5");
    assert_string_equal(decimal_write_text(arena, "375", 0, '.'), "375");
    assert_string_equal(decimal_write_text(arena, "-5", 1, ','), "-0,5");
    assert_string_equal(decimal_write_text(arena, "5x", 1, ','), "5x");
    assert_string_equal(decimal_write_text(arena, "", 1, ','), "");
    assert_string_equal(decimal_write(arena, LLONG_MAX, 4, ','), "922337203685477,5807");
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n2_decimals_are_taken_with_comma_or_point),
        cmocka_unit_test(texts_are_written_as_they_are_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
