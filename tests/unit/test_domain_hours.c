/* Hours of work a week. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/introduksjon/hours.h"

static const struct {
    const char *typed;
    int tenths; /* 0: refused */
    const char *shown;
} cases[] = {
    {"37,5", 375, "37,5"}, {"37.5", 375, "37,5"}, {"30", 300, "30,0"},    {"0,5", 5, "0,5"},
    {"168", 1680, "168,0"}, {"61", 610, "61,0"},  {"007", 70, "7,0"},     {"", 0, NULL},
    {"0", 0, NULL},        {"0,0", 0, NULL},      {"168,1", 0, NULL},     {"-3", 0, NULL},
    {"37,55", 0, NULL},    {"37,", 0, NULL},      {",5", 0, NULL},        {"1e2", 0, NULL},
    {"9999999999", 0, NULL}, {"37 ,5", 0, NULL},  {"30 timer", 0, NULL},
};

static void n2_hours_are_taken_with_comma_or_point(void **state)
{
    struct arena *arena = arena_new(1024);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int tenths = 0;
        bool read = hours_read(cases[i].typed, &tenths);

        if (read != (cases[i].tenths > 0) || (read && tenths != cases[i].tenths))
            fail_msg("%s: %d %d", cases[i].typed, read, tenths);
        if (read)
            assert_string_equal(hours_show(arena, tenths), cases[i].shown);
    }
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n2_hours_are_taken_with_comma_or_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
