/* One-line texts, and when a mail that failed is tried again (requirements A3, A4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "register/domain/mail/mail.h"

enum { MEMORY = 64 * 1024, MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, TWO_DAYS = 2 * 24 * 60 * 60 };

static void kinds(void **state)
{
    static const char *const names[MAIL_KINDS] = {"invitasjon", "passord", "passord-endret", "kodeapp-fjernet", "kodeapp-byttet", "tilknyttet"};
    enum mail_kind kind = MAIL_KINDS;

    (void)state;
    for (int i = 0; i < MAIL_KINDS; i++) {
        assert_true(mail_kind_named(names[i], &kind));
        assert_int_equal(kind, i);
    }
    assert_false(mail_kind_named("gave", &kind));
    assert_false(mail_kind_named(NULL, &kind));
}

static void a_line_is_one_line(void **state)
{
    static const struct {
        const char *text, *line;
    } cases[] = {
        {"Kari Nordmann", "Kari Nordmann"},
        {"  Kari \t Nordmann ", "Kari Nordmann"},
        {"Kari\r\nBcc: alle@example.no", "Kari Bcc: alle@example.no"},
        {"Kari\nNordmann\vHansen", "Kari Nordmann Hansen"},
        {"Kari\xC2\x85Nordmann\xE2\x80\xA8Hansen", "Kari Nordmann Hansen"},
        {"\xE2\x80\xAE" "annamdroN \x7F", "annamdroN"},
        {"\xC3\x85se \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "\xC3\x85se \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB"},
        {"Br\xF8 den", "Br den"},
        {"\xC3", ""},
        {"", ""},
    };
    struct arena *arena = arena_new(MEMORY);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(mail_line(arena, cases[i].text, 100), cases[i].line);
    assert_string_equal(mail_line(arena, "\xC3\x85\xC3\x85\xC3\x85\xC3\x85", 3), "\xC3\x85\xC3\x85\xC3\x85");
    arena_free(&arena);
}

/* A minute, two, four ... an hour; up to a fifth more. */
static void later_each_time(void **state)
{
    static const unsigned minutes[] = {1, 2, 4, 8, 16, 32, 60, 60};

    (void)state;
    for (unsigned tries = 0; tries < sizeof minutes / sizeof minutes[0]; tries++) {
        unsigned least = minutes[tries] * MINUTE_MS;

        assert_int_equal(mail_next_after(tries, 0, MINUTE_MS, 0).delay_ms, least);
        for (unsigned chance = 1; chance; chance *= 7) {
            unsigned delay = mail_next_after(tries, 0, MINUTE_MS, chance).delay_ms;

            assert_in_range(delay, least, least + least / 5);
            if (chance > 0x20000000U)
                break;
        }
    }
    assert_int_equal(mail_next_after(60000, 0, MINUTE_MS, 0).delay_ms, HOUR_MS);
    assert_int_equal(mail_next_after(60000, 0, HOUR_MS, 0).delay_ms, HOUR_MS);
    assert_int_equal(mail_next_after(0, 0, 1, 3).delay_ms, 1);
}

static void given_up_after_two_days(void **state)
{
    (void)state;
    assert_false(mail_next_after(0, 0, MINUTE_MS, 0).given_up);
    assert_false(mail_next_after(1000, TWO_DAYS - 1, MINUTE_MS, 0).given_up);
    assert_true(mail_next_after(1, TWO_DAYS, MINUTE_MS, 0).given_up);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(a_line_is_one_line),
        cmocka_unit_test(later_each_time),
        cmocka_unit_test(given_up_after_two_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
