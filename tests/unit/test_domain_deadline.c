/* Until when a programme must have been carried through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/introduksjon/deadline.h"

static const struct {
    enum law law;
    enum goal goal;
    struct programme_dates dates;
    struct date deadline;
} cases[] = {
    {LAW_INTRODUKSJONSLOVEN, GOAL_NONE, {{2019, 5, 1}, {2019, 6, 3}, 0, false}, {2021, 6, 3}},
    {LAW_INTRODUKSJONSLOVEN, GOAL_NONE, {{2019, 5, 1}, {2019, 6, 3}, 0, true}, {2022, 6, 3}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{2021, 1, 1}, {2021, 1, 31}, 0, false}, {2024, 1, 31}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{2025, 12, 31}, {2026, 2, 1}, 0, false}, {2029, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{2026, 1, 1}, {2026, 2, 1}, 0, false}, {2028, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{2026, 1, 1}, {2026, 2, 1}, 0, true}, {2028, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_PRIOR_EDUCATION, {{2026, 1, 1}, {2026, 2, 1}, 0, true}, {2027, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_PART_UPPER_SECONDARY, {{2025, 1, 1}, {2025, 2, 1}, 0, true}, {2029, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WHOLE_UPPER_SECONDARY, {{2024, 12, 31}, {2025, 2, 1}, 0, false}, {2028, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WHOLE_UPPER_SECONDARY, {{2025, 1, 1}, {2025, 2, 1}, 0, false}, {2029, 2, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_VOCATIONAL, {{2025, 1, 1}, {2025, 2, 1}, 0, true}, {2030, 2, 1}},
    /* A leap day's programme ends on the last of February; days off come on top. */
    {LAW_INTEGRERINGSLOVEN, GOAL_VOCATIONAL, {{2024, 1, 1}, {2024, 2, 29}, 0, false}, {2027, 2, 28}},
    {LAW_INTEGRERINGSLOVEN, GOAL_VOCATIONAL, {{2024, 1, 1}, {2024, 2, 29}, 1, true}, {2028, 3, 1}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{2020, 12, 31}, {2021, 1, 1}, 0, false}, {0, 0, 0}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{2026, 1, 1}, {0, 0, 0}, 0, false}, {0, 0, 0}},
    {LAW_INTEGRERINGSLOVEN, GOAL_WORK, {{0, 0, 0}, {2026, 1, 1}, 0, false}, {0, 0, 0}},
};

static void n6_the_deadline_follows_law_goal_and_the_day_of_the_offer(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date found = deadline_of(cases[i].law, cases[i].goal, &cases[i].dates);

        if (date_compare(found, cases[i].deadline) != 0)
            fail_msg("row %zu: %d-%d-%d", i, found.year, found.month, found.day);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n6_the_deadline_follows_law_goal_and_the_day_of_the_offer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
