/* What is fetched in the register's words, what may be confirmed, when to ask again (requirements P3, P8, E1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/arena.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/country.h"
#include "register/domain/jobbsjansen/fetched.h"
#include "register/domain/jobbsjansen/lookup.h"

enum { MEMORY = 1024 * 1024, NAME_AT_MOST = 602 };

static int open_arena(void **state)
{
    *state = arena_new(MEMORY);
    return 0;
}

static int close_arena(void **state)
{
    struct arena *arena = *state;

    arena_free(&arena);
    return 0;
}

static const struct {
    const char *first, *middle, *last, *line;
} names[] = {
    {"Amina", NULL, "Celikdal", "Amina Celikdal"},
    {"Amina", "Bakke", "Celikdal", "Amina Bakke Celikdal"},
    {" Amina\t Sofie\n", "", "Celik\xC2\xA0" "dal ", "Amina Sofie Celik dal"},
    {"Ami\r\nna", NULL, "Celik\xE2\x80\xA8" "dal", "Ami na Celik dal"},
    {"\xE2\x80\xAE" "anima", NULL, "Celik\xE2\x80\x8B" "dal\xEF\xBB\xBF", "anima Celikdal"},
    {"Zażółć", NULL, "Ængström-O’Neil", "Zażółć Ængström-O’Neil"},
    {"أمينة", NULL, "李", "أمينة 李"},
    {NULL, NULL, "Celikdal", "Celikdal"},
    {"<b>Amina</b>", NULL, "=1+1", "<b>Amina</b> =1+1"},
    {NULL, NULL, NULL, NULL},
    {"", " ", "\xE2\x80\x8B", NULL},
    {"Ami\x01na", NULL, "Celikdal", NULL},
    {"Ami\x7Fna", NULL, NULL, NULL},
    {"Ami\xFFna", NULL, NULL, NULL},
    {"Ami\xEF\xBF\xBFna", NULL, NULL, NULL},
};

static void names_become_one_line(void **state)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *line = fetched_name(*state, names[i].first, names[i].middle, names[i].last, NAME_AT_MOST);

        if (!text_equal(line, names[i].line))
            fail_msg("%zu: %s", i, line ? line : "none");
    }
}

static void a_name_too_long_is_none_rather_than_half(void **state)
{
    struct arena *arena = *state;
    char *most = arena_alloc(arena, 2 * NAME_AT_MOST + 3);

    for (size_t i = 0; i < NAME_AT_MOST; i++)
        memcpy(most + 2 * i, "Ø", 2);
    assert_string_equal(fetched_name(arena, most, NULL, NULL, NAME_AT_MOST), most);
    assert_null(fetched_name(arena, most, NULL, "A", NAME_AT_MOST));
    most = arena_alloc(arena, 100000);
    memset(most, 'x', 99999);
    assert_null(fetched_name(arena, most, most, most, NAME_AT_MOST));
}

static void codes_become_words(void **state)
{
    assert_string_equal(fetched_marital(*state, "enkeEllerEnkemann"), "Enke/enkemann");
    assert_string_equal(fetched_marital(*state, "samboer"), "samboer");
    assert_null(fetched_marital(*state, NULL));
    assert_null(fetched_marital(*state, "\x01"));
    assert_string_equal(fetched_residence(*state, "opplysningMangler"), "Opplysning mangler");
    assert_string_equal(fetched_country(*state, "SOM"), "Somalia");
    assert_string_equal(fetched_country(*state, "XXX"), "Statsløs");
    assert_string_equal(fetched_country(*state, "QQQ"), "QQQ");
    assert_null(fetched_country(*state, NULL));
    assert_null(fetched_country(*state, ""));
}

static void countries_are_found_from_the_first_to_the_last(void **state)
{
    static const char *const codes[] = {"ABW", "AFG", "ERI", "NOR", "PSE", "SYR", "XXK", "ZWE"};

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!country_name(codes[i]))
            fail_msg("%s", codes[i]);
    assert_null(country_name("som"));
    assert_null(country_name("SOMA"));
    assert_null(country_name("SO"));
}

static void what_is_stored_is_read(void **state)
{
    (void)state;
    assert_int_equal(lookup_state_named("failing"), LOOKUP_FAILING);
    assert_int_equal(lookup_state_named("withheld"), LOOKUP_WITHHELD);
    assert_int_equal(lookup_state_named("?"), LOOKUP_NONE);
    assert_int_equal(lookup_state_named(NULL), LOOKUP_NONE);
    assert_int_equal(lookup_notes_named("man,number_changed"), LOOKUP_MAN | LOOKUP_NUMBER_CHANGED);
    assert_int_equal(lookup_notes_named("name_arrived"), LOOKUP_NAME_ARRIVED);
    assert_int_equal(lookup_notes_named("woman,mann"), 0);
    assert_int_equal(lookup_notes_named(""), 0);
    assert_int_equal(lookup_notes_named(NULL), 0);
}

/* P3: the tick needs a name or another way; another way is offered whenever there is no name and nothing just runs. */
static void the_gate(void **state)
{
    static const enum lookup_state states[] = {LOOKUP_NONE,  LOOKUP_WAITING,  LOOKUP_FAILING,
                                               LOOKUP_FOUND, LOOKUP_WITHHELD, LOOKUP_ABSENT};

    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct lookup without = {.state = states[i]};
        struct lookup with = {.state = states[i], .reason = "Har vist pass."};

        assert_false(lookup_may_tick(&without, NULL));
        assert_false(lookup_may_tick(&without, " "));
        assert_true(lookup_may_tick(&without, "Amina"));
        assert_true(lookup_may_tick(&with, NULL));
        assert_false(lookup_may_give_reason(&without, "Amina", true));
        assert_true(lookup_may_give_reason(&without, NULL, true));
        assert_int_equal(lookup_may_give_reason(&without, NULL, false), states[i] != LOOKUP_WAITING);
    }
}

static void asking_again_takes_longer_each_time(void **state)
{
    unsigned before = 0;

    (void)state;
    for (unsigned failed = 0; failed < 10; failed++) {
        struct lookup_retry retry = lookup_retry_after(LOOKUP_AWAY, failed, 0, 0);

        assert_true(retry.delay_ms > before);
        assert_int_equal(retry.pause_ms, 0);
        assert_int_equal(retry.told, failed >= 1);
        before = retry.delay_ms;
    }
    assert_int_equal(lookup_retry_after(LOOKUP_AWAY, 60000, 0, 0).delay_ms, 15 * 60 * 1000);
    assert_true(lookup_retry_after(LOOKUP_AWAY, 60000, 0, UINT32_MAX).delay_ms < 18 * 60 * 1000);
}

static void a_busy_register_is_left_alone_as_long_as_it_says(void **state)
{
    struct lookup_retry retry = lookup_retry_after(LOOKUP_BUSY, 0, 5000, 0);

    (void)state;
    assert_int_equal(retry.pause_ms, 5000);
    assert_true(retry.delay_ms >= 5000);
    assert_int_equal(lookup_retry_after(LOOKUP_BUSY, 0, 0, 0).pause_ms, 1000);
    assert_int_equal(lookup_retry_after(LOOKUP_BUSY, 0, UINT32_MAX, 0).pause_ms, 5 * 60 * 1000);
    assert_int_equal(lookup_retry_after(LOOKUP_REFUSED, 0, 0, 0).pause_ms, 10 * 1000);
    assert_int_equal(lookup_retry_after(LOOKUP_GARBAGE, 3, 9000, 0).pause_ms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_become_one_line, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_name_too_long_is_none_rather_than_half, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(codes_become_words, open_arena, close_arena),
        cmocka_unit_test(countries_are_found_from_the_first_to_the_last),
        cmocka_unit_test(what_is_stored_is_read),
        cmocka_unit_test(the_gate),
        cmocka_unit_test(asking_again_takes_longer_each_time),
        cmocka_unit_test(a_busy_register_is_left_alone_as_long_as_it_says),
    };

    return cmocka_run_group_tests_name("domain lookup", tests, NULL, NULL);
}
