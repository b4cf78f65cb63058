/* Y1, C2b, Y3: who took part in a year, which gates apply, which year is current, which dates are right - at the border days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/codebook/codebook.h"
#include "register/domain/jobbsjansen/annual_report.h"

static const struct date none = {0, 0, 0};

static void y1_took_part_on_any_day_of_the_year(void **state)
{
    static const struct {
        struct date start, end;
        bool took_part; /* in 2025 */
    } cases[] = {
        {{2025, 1, 1}, {0, 0, 0}, true},      {{2025, 12, 31}, {0, 0, 0}, true},    {{2026, 1, 1}, {0, 0, 0}, false},
        {{2022, 5, 5}, {0, 0, 0}, true},      {{2024, 1, 1}, {2024, 12, 31}, false}, {{2024, 1, 1}, {2025, 1, 1}, true},
        {{2024, 12, 31}, {2025, 12, 31}, true}, {{2025, 6, 1}, {2025, 6, 1}, true},  {{2023, 1, 1}, {2026, 1, 1}, true},
        {{0, 0, 0}, {0, 0, 0}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(annual_report_took_part(cases[i].start, cases[i].end, 2025), cases[i].took_part);
}

static void c2b_pages_2_and_4_for_one_who_ended_that_year_alone(void **state)
{
    const unsigned more = CODEBOOK_GATE_ANNUAL | CODEBOOK_GATE_ANNUAL_ENDED;

    (void)state;
    assert_int_equal(annual_report_gates(none, 2025), CODEBOOK_GATE_ANNUAL);
    assert_int_equal(annual_report_gates((struct date){2024, 12, 31}, 2025), CODEBOOK_GATE_ANNUAL);
    assert_int_equal(annual_report_gates((struct date){2025, 1, 1}, 2025), more);
    assert_int_equal(annual_report_gates((struct date){2025, 12, 31}, 2025), more);
    assert_int_equal(annual_report_gates((struct date){2026, 1, 1}, 2025), CODEBOOK_GATE_ANNUAL);
}

static void y3_open_from_the_first_day_to_the_last(void **state)
{
    const struct reporting_year year = {2025, {2026, 1, 2}, {2026, 3, 31}, {2026, 4, 30}};

    (void)state;
    assert_false(annual_report_is_open(&year, (struct date){2026, 1, 1}));
    assert_true(annual_report_is_open(&year, (struct date){2026, 1, 2}));
    assert_true(annual_report_is_open(&year, (struct date){2026, 4, 1}));
    assert_true(annual_report_is_open(&year, (struct date){2026, 4, 30}));
    assert_false(annual_report_is_open(&year, (struct date){2026, 5, 1}));
}

static void y2_the_current_year_is_the_open_one_else_the_latest(void **state)
{
    static const struct reporting_year years[] = {
        {2024, {2025, 1, 2}, {2025, 3, 31}, {2025, 4, 30}},
        {2025, {2026, 1, 2}, {2026, 3, 31}, {2026, 4, 30}},
        {2023, {2024, 1, 2}, {2024, 3, 31}, {2026, 8, 31}}, /* open for long */
    };

    (void)state;
    assert_null(annual_report_current(years, 3, (struct date){2024, 1, 1}));
    assert_null(annual_report_current(NULL, 0, (struct date){2024, 1, 1}));
    assert_int_equal(annual_report_current(years, 3, (struct date){2025, 3, 1})->year, 2024);
    assert_int_equal(annual_report_current(years, 3, (struct date){2026, 2, 1})->year, 2025);
    assert_int_equal(annual_report_current(years, 3, (struct date){2026, 6, 1})->year, 2023);
    assert_int_equal(annual_report_current(years, 3, (struct date){2026, 9, 1})->year, 2025);
}

static void y2_years_are_bits(void **state)
{
    (void)state;
    assert_true(annual_report_bit(2020) == 1 && annual_report_bit(2025) == 32 && annual_report_bit(2083) == 1ull << 63);
    assert_true(annual_report_bit(2019) == 0 && annual_report_bit(2084) == 0 && annual_report_bit(-1) == 0);
}

static void y3_dates_in_order_and_a_sane_year(void **state)
{
    static const struct {
        struct reporting_year year;
        enum annual_report_fault fault;
    } cases[] = {
        {{2025, {2026, 1, 2}, {2026, 3, 31}, {2026, 4, 30}}, ANNUAL_REPORT_RIGHT},
        {{2025, {2025, 1, 1}, {2025, 1, 1}, {2025, 1, 1}}, ANNUAL_REPORT_RIGHT},
        {{2025, {2026, 1, 2}, {2026, 3, 31}, {2030, 12, 31}}, ANNUAL_REPORT_RIGHT},
        {{2025, {2026, 1, 2}, {2026, 3, 31}, {2031, 1, 1}}, ANNUAL_REPORT_TOO_LATE},
        {{2027, {2028, 1, 2}, {2028, 3, 31}, {2028, 4, 30}}, ANNUAL_REPORT_RIGHT},
        {{2028, {2029, 1, 2}, {2029, 3, 31}, {2029, 4, 30}}, ANNUAL_REPORT_YEAR},
        {{2022, {2023, 1, 2}, {2023, 3, 31}, {2023, 4, 30}}, ANNUAL_REPORT_RIGHT},
        {{2021, {2022, 1, 2}, {2022, 3, 31}, {2022, 4, 30}}, ANNUAL_REPORT_YEAR},
        {{2025, {2024, 12, 31}, {2026, 3, 31}, {2026, 4, 30}}, ANNUAL_REPORT_OPENS},
        {{2025, {2026, 4, 1}, {2026, 3, 31}, {2026, 4, 30}}, ANNUAL_REPORT_DEADLINE},
        {{2025, {2026, 1, 2}, {2026, 5, 1}, {2026, 4, 30}}, ANNUAL_REPORT_CLOSES},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(annual_report_check(&cases[i].year, (struct date){2026, 11, 22}), cases[i].fault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(y1_took_part_on_any_day_of_the_year),
        cmocka_unit_test(c2b_pages_2_and_4_for_one_who_ended_that_year_alone),
        cmocka_unit_test(y3_open_from_the_first_day_to_the_last),
        cmocka_unit_test(y2_the_current_year_is_the_open_one_else_the_latest),
        cmocka_unit_test(y2_years_are_bits),
        cmocka_unit_test(y3_dates_in_order_and_a_sane_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
