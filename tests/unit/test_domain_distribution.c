/* The report's distribution over goal-attainment groups. */
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

/* Source 4's own line, with the second figure that gives its percentages (domain.md 6.2). */
static void n7_the_line_tells_each_group_and_those_left_out(void **state)
{
    static const struct distribution_group groups[] = {
        {"Arbeid", 2061, true}, {"Arbeid og utdanning", 76, true}, {"Utdanning - Høy/fagskole", 105, true},
        {"Utdanning - Vgo", 203, true}, {"Annet", 6184, true}, {"Inngår ikke i tallgrunnlaget", 615, false},
    };
    struct arena *arena = arena_new(4096);

    (void)state;
    assert_int_equal(distribution_counted(groups, 6), 8629);
    assert_int_equal(distribution_left_out(groups, 6), 615);
    assert_string_equal(distribution_line(arena, groups, 6),
                        "Fordeling: Arbeid: 2061 (23,88 %), Arbeid og utdanning: 76 (0,88 %), "
                        "Utdanning - Høy/fagskole: 105 (1,22 %), Utdanning - Vgo: 203 (2,35 %), Annet: 6184 (71,67 %), "
                        "Inngår ikke i tallgrunnlag: 615");
    assert_string_equal(distribution_line(arena, groups + 5, 1), "Fordeling: Inngår ikke i tallgrunnlag: 615");
    arena_free(&arena);
}

static void n7_of_nobody_every_share_is_nothing(void **state)
{
    static const struct distribution_group groups[] = {{"Arbeid", 0, true}, {"Utenfor", 0, false}};
    struct arena *arena = arena_new(4096);

    (void)state;
    assert_string_equal(distribution_line(arena, groups, 2), "Fordeling: Arbeid: 0 (0,00 %), Inngår ikke i tallgrunnlag: 0");
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n7_shares_have_two_decimals_half_up),
        cmocka_unit_test(n7_the_line_tells_each_group_and_those_left_out),
        cmocka_unit_test(n7_of_nobody_every_share_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
