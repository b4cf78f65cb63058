/* Dates as tables of inputs and answers; stored instants as wall time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/clock.h"
#include "engine/base/date.h"

static const struct date today = {2025, 11, 20};

static struct date iso(const char *text)
{
    struct date date;
    if (!date_parse_iso(text, &date)) {
        fail_msg("no date: %s", text);
    }
    return date;
}

static void assert_date(struct date date, const char *expected)
{
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    assert_string_equal(text, expected);
}

static const struct {
    const char *typed, *expected; /* NULL = refused */
} typed_dates[] = {
    {"1.8.25", "2025-08-01"},      {"01082025", "2025-08-01"},    {"010825", "2025-08-01"},
    {"1/8/2025", "2025-08-01"},    {"01 08 2025", "2025-08-01"},  {"2025-08-01", "2025-08-01"},
    {" 01.08.2025 ", "2025-08-01"}, {"1. 8. 2025", "2025-08-01"}, {"1-8-2025", "2025-08-01"},
    {"01\u00A008\u00A025", "2025-08-01"}, {"2025-8-1", "2025-08-01"},
    {"29.02.2024", "2024-02-29"},  {"29.02.2023", NULL},          {"31.04.2025", NULL},
    {"00.00.2025", NULL},          {"01.13.2025", NULL},          {"01.01.0000", NULL},
    {"01.01.9999", NULL},          {"1.1.35", "2035-01-01"},      {"1.1.36", "1936-01-01"},
    {"1.1.00", "2000-01-01"},      {"311299", "1999-12-31"},      {"29.02.1900", NULL},
    {"", NULL},                    {" ", NULL},                   {"i dag", NULL},
    {"1.8", NULL},                 {"1.8.", NULL},                {"1.8.2", NULL},
    {"1.8.202", NULL},             {"1.8.2025.", NULL},           {"1.8.2025 12", NULL},
    {"1..8.2025", NULL},           {"1/8.2025", NULL},            {"10825", NULL},
    {"0108202", NULL},             {"001082025", NULL},           {"-1.8.2025", NULL},
    {"1.8.+25", NULL},             {"١.٨.٢٠٢٥", NULL},            {"123.8.2025", NULL},
    {"99999999999999999999", NULL}, {"2025/08/01", NULL},         {"2025-13-01", NULL},
    {"0x1.8.2025", NULL},
};

static void typed_dates_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof typed_dates / sizeof typed_dates[0]; i++) {
        struct date date = DATE_NONE;
        bool read = date_parse_typed(typed_dates[i].typed, today, &date);
        if (read != (typed_dates[i].expected != NULL)) {
            fail_msg("%s was %s", typed_dates[i].typed, read ? "read" : "refused");
        }
        assert_date(date, read ? typed_dates[i].expected : "");
    }
}

static void iso_is_strict(void **state)
{
    (void)state;
    static const char *const refused[] = {"", "2025-8-01", "2025-08-1",   "2025-08-32", "2025 08 01",
                                          "2025-08-01 ", "+025-08-01", "20250801", "1799-12-31", "2200-01-01"};
    struct date date;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_false(date_parse_iso(refused[i], &date));
    }
    assert_true(date_parse_iso("1800-01-01", &date));
    assert_true(date_parse_iso("2199-12-31", &date));
}

static void day_counts_agree_with_the_calendar(void **state)
{
    (void)state;
    struct date walk = iso("1800-01-01");
    int year = 1800, month = 1, day = 1;
    long count = 0;
    while (year < 2200) {
        assert_int_equal(walk.year * 10000 + walk.month * 100 + walk.day, year * 10000 + month * 100 + day);
        assert_int_equal(date_days_between(iso("1800-01-01"), walk), count);
        walk = date_add_days(walk, 1);
        count++;
        day++;
        if (!date_is_valid(year, month, day)) {
            day = 1;
            month = month % 12 + 1;
            year += month == 1;
        }
    }
    assert_int_equal(count, 146097);
    assert_date(date_add_days(iso("2024-03-01"), -1), "2024-02-29");
    assert_date(date_add_years(iso("2024-02-29"), -1), "2023-02-28");
    assert_date(date_add_years(iso("2024-02-29"), 4), "2028-02-29");
}

static const struct {
    const char *from, *to;
    int years, months, days;
} spans[] = {
    {"2023-01-01", "2024-04-05", 1, 3, 4}, {"2024-01-31", "2024-02-29", 0, 1, 0}, {"2024-01-31", "2024-03-01", 0, 1, 1},
    {"2023-01-31", "2023-02-28", 0, 1, 0}, {"2024-02-29", "2025-02-28", 1, 0, 0}, {"2024-02-29", "2028-02-29", 4, 0, 0},
    {"2024-05-05", "2024-05-05", 0, 0, 0}, {"2024-05-05", "2024-05-04", 0, 0, 0},
    {"2024-12-15", "2025-01-14", 0, 0, 30},
    {"2024-12-15", "2025-01-15", 0, 1, 0}, {"2024-11-30", "2025-02-27", 0, 2, 28},
};

static void spans_count_whole_years_months_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        struct date_span span = date_span_between(iso(spans[i].from), iso(spans[i].to));
        assert_int_equal(span.years, spans[i].years);
        assert_int_equal(span.months, spans[i].months);
        assert_int_equal(span.days, spans[i].days);
    }
}

static void dates_are_shown_and_compared(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    date_format_norwegian(iso("2025-08-01"), text);
    assert_string_equal(text, "01.08.2025");
    date_format_norwegian(DATE_NONE, text);
    assert_string_equal(text, "");
    assert_false(date_is_set(DATE_NONE));
    assert_true(date_compare(iso("2024-12-31"), iso("2025-01-01")) < 0);
    assert_true(date_compare(iso("2025-02-01"), iso("2025-01-31")) > 0);
    assert_true(date_compare(iso("2025-01-31"), iso("2025-01-31")) == 0);
}

static const struct {
    const char *utc, *minute, *date;
} instants[] = {
    {"2026-11-20 12:01:02.123456", "20.11.2026 kl. 13.01", "20.11.2026"},
    {"2026-07-01 22:30:00", "02.07.2026 kl. 00.30", "02.07.2026"},
    {"2025-12-31 23:00:00.000000", "01.01.2026 kl. 00.00", "01.01.2026"},
    {"2026-03-29 00:59:59", "29.03.2026 kl. 01.59", "29.03.2026"},
    {"2026-03-29 01:00:00", "29.03.2026 kl. 03.00", "29.03.2026"},
    {"2026-10-25 01:00:00", "25.10.2026 kl. 02.00", "25.10.2026"},
    {"", "", ""}, {NULL, "", ""}, {"2026-11-20", "", ""}, {"2026-13-20 12:00:00", "", ""},
    {"2026-11-20 25:00:00", "", ""}, {"2026-11-20 12:00:00Z", "", ""}, {"2026-11-20 12:00:-1", "", ""},
};

static void instants_are_shown_as_norwegian_time(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    clock_init();
    for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
        assert_string_equal(clock_show_minute(arena, instants[i].utc), instants[i].minute);
        assert_string_equal(clock_show_date(arena, instants[i].utc), instants[i].date);
    }
    arena_free(&arena);
}

static void norwegian_wall_time_as_it_is_stored(void **state)
{
    static const struct {
        struct date date;
        int minute;
        const char *stored;
    } cases[] = {
        {{2026, 11, 20}, 13 * 60 + 1, "2026-11-20 12:01:00"}, {{2026, 7, 1}, 0, "2026-06-30 22:00:00"},
        {{2026, 12, 31}, 24 * 60, "2026-12-31 23:00:00"},     {{2026, 3, 29}, 3 * 60, "2026-03-29 01:00:00"},
        {{2026, 10, 25}, 60, "2026-10-24 23:00:00"},          {{2026, 10, 25}, 3 * 60, "2026-10-25 02:00:00"},
    };

    (void)state;
    struct arena *arena = arena_new(100000);
    clock_init();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(clock_utc_of(arena, cases[i].date, cases[i].minute), cases[i].stored);
    }
    assert_string_equal(clock_show_second(arena, "2026-11-20 12:01:02.999999"), "20.11.2026 kl. 13.01.02");
    assert_string_equal(clock_show_second(arena, "i dag"), "");
    assert_string_equal(clock_show_second(arena, NULL), "");
    arena_free(&arena);
}

static void instants_as_mail_has_them(void **state)
{
    static const struct {
        const char *utc, *shown;
    } cases[] = {
        {"2026-11-20 12:01:02.123456", "Fri, 20 Nov 2026 12:01:02 +0000"},
        {"2026-07-05 23:59:59", "Sun, 05 Jul 2026 23:59:59 +0000"},
        {"2028-02-29 00:00:00", "Tue, 29 Feb 2028 00:00:00 +0000"},
        {"2026-02-29 00:00:00", ""},
        {"yesterday", ""},
        {NULL, ""},
    };
    struct arena *arena = arena_new(100000);
    (void)state;
    clock_init();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(clock_show_internet(arena, cases[i].utc), cases[i].shown);
    }
    arena_free(&arena);
}

static void the_clock_runs(void **state)
{
    (void)state;
    clock_init();
    long long before = clock_monotonic_micro();
    assert_true(clock_monotonic_micro() >= before);
    assert_true(llabs(clock_now_micro() / 1000000 - (long long)time(NULL)) <= 2);
    struct date now = clock_today();
    assert_true(date_is_valid(now.year, now.month, now.day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_dates_are_read_or_refused),
        cmocka_unit_test(iso_is_strict),
        cmocka_unit_test(day_counts_agree_with_the_calendar),
        cmocka_unit_test(spans_count_whole_years_months_days),
        cmocka_unit_test(dates_are_shown_and_compared),
        cmocka_unit_test(instants_are_shown_as_norwegian_time),
        cmocka_unit_test(norwegian_wall_time_as_it_is_stored),
        cmocka_unit_test(instants_as_mail_has_them),
        cmocka_unit_test(the_clock_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
