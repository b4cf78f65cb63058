/* Shares of a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/introduksjon/distribution.h"

static const struct {
    unsigned long part, whole;
    const char *shown;
} cases[] = {
    /* Source 4's own figures, whose second must have been 76 (domain.md 6.2). */
    {2061, 8629, "23,88"}, {76, 8629, "0,88"}, {105, 8629, "1,22"}, {203, 8629, "2,35"}, {6184, 8629, "71,67"},
    {0, 0, "0,00"},        {0, 7, "0,00"},     {7, 7, "100,00"},    {1, 3, "33,33"},     {2, 3, "66,67"},
    {1, 20000, "0,01"},    {1, 20001, "0,00"}, {1, 8, "12,50"},     {1, 16, "6,25"},     {1, 32, "3,13"},
};

static void n7_shares_have_two_decimals_half_up(void **state)
{
    struct arena *arena = arena_new(1024);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(distribution_percent(arena, cases[i].part, cases[i].whole), cases[i].shown);
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n7_shares_have_two_decimals_half_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
