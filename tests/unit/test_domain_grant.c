/* Grants in two registers (requirements A1, N0). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/access/grant.h"

static const struct grant bergen = {.role = ACCESS_CASEWORKER, .reg = REGISTER_JOBBSJANSEN, .kommunenummer = "4601", .bydel = ""};
static const struct grant baerum = {.role = ACCESS_ADMINISTRATOR, .reg = REGISTER_INTRODUKSJON, .kommunenummer = "3201", .bydel = ""};
static const struct grant country = {.role = ACCESS_IMDI, .reg = "", .kommunenummer = "", .bydel = ""};

static void n0_a_grant_in_one_register_gives_nothing_in_the_other(void **state)
{
    const struct account account = {.grants = &bergen, .grant_count = 1};

    (void)state;
    assert_true(access_has(&account, REGISTER_JOBBSJANSEN));
    assert_false(access_has(&account, REGISTER_INTRODUKSJON));
    assert_true(access_may(&account, REGISTER_JOBBSJANSEN, ACCESS_SEE_PARTICIPANTS));
    assert_false(access_may(&account, REGISTER_INTRODUKSJON, ACCESS_SEE_PARTICIPANTS));
    assert_true(access_may_change(&account, REGISTER_JOBBSJANSEN, "4601", ""));
    assert_false(access_may_change(&account, REGISTER_INTRODUKSJON, "4601", ""));
}

static void n0_the_roles_of_two_registers_are_not_added_up(void **state)
{
    const struct grant grants[] = {bergen, baerum};
    const struct account account = {.grants = grants, .grant_count = 2};

    (void)state;
    assert_true(access_has(&account, REGISTER_JOBBSJANSEN));
    assert_true(access_has(&account, REGISTER_INTRODUKSJON));
    assert_false(access_may(&account, REGISTER_JOBBSJANSEN, ACCESS_PEOPLE));
    assert_true(access_may(&account, REGISTER_INTRODUKSJON, ACCESS_PEOPLE));
    assert_true(access_may_anywhere(&account, ACCESS_PEOPLE));
    assert_false(access_may(&account, REGISTER_INTRODUKSJON, ACCESS_SEE_PARTICIPANTS));
}

static void n0_a_grant_of_every_register_shows_both_and_changes_none(void **state)
{
    const struct account account = {.grants = &country, .grant_count = 1};

    (void)state;
    assert_true(access_is_in(&country, REGISTER_JOBBSJANSEN));
    assert_true(access_is_in(&country, REGISTER_INTRODUKSJON));
    assert_true(access_may(&account, REGISTER_INTRODUKSJON, ACCESS_SEE_PARTICIPANTS));
    assert_false(access_may_change(&account, REGISTER_INTRODUKSJON, "3201", ""));
}

static void a1_who_has_no_grant_has_no_register(void **state)
{
    const struct account account = {0};

    (void)state;
    assert_false(access_has(&account, REGISTER_JOBBSJANSEN));
    assert_false(access_may_anywhere(&account, ACCESS_REPORTING));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n0_a_grant_in_one_register_gives_nothing_in_the_other),
        cmocka_unit_test(n0_the_roles_of_two_registers_are_not_added_up),
        cmocka_unit_test(n0_a_grant_of_every_register_shows_both_and_changes_none),
        cmocka_unit_test(a1_who_has_no_grant_has_no_register),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
