/* Status from facts, a programme's length in words, and who may do what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/access/grant.h"
#include "register/domain/jobbsjansen/programme.h"
#include "register/domain/jobbsjansen/status.h"

/* One woman's way through the register, a fact at a time. */
static const struct {
    struct status_facts facts;
    enum status status;
} way[] = {
    {{false, false, false}, STATUS_OPPRETTET}, {{true, false, false}, STATUS_ENDRET},
    {{true, true, false}, STATUS_AVSLUTTET},   {{true, false, false}, STATUS_ENDRET},
    {{true, true, false}, STATUS_AVSLUTTET},   {{true, true, true}, STATUS_UTSKREVET},
    {{true, false, true}, STATUS_UTSKREVET},   {{false, true, false}, STATUS_AVSLUTTET},
};

static void the_status_follows_the_facts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        assert_int_equal(status_of(way[i].facts), way[i].status);
    }
}

static void statuses_have_names(void **state)
{
    (void)state;
    for (enum status status = STATUS_OPPRETTET; status <= STATUS_UTSKREVET; status++) {
        assert_int_equal(status_named(status_name(status)), status);
    }
    assert_string_equal(status_shown(STATUS_UTSKREVET), "Utskrevet");
    assert_int_equal(status_named("Utskrevet"), STATUS_UNKNOWN);
    assert_int_equal(status_named(""), STATUS_UNKNOWN);
}

static const struct {
    struct date start, end;
    const char *text;
} lengths[] = {
    {{2023, 1, 1}, {2024, 4, 5}, "1 år, 3 måneder og 4 dager"},
    {{2023, 1, 1}, {2025, 2, 2}, "2 år, 1 måned og 1 dag"},
    {{2023, 1, 1}, {2024, 1, 1}, "1 år"},
    {{2023, 1, 1}, {2024, 2, 1}, "1 år og 1 måned"},
    {{2023, 1, 1}, {2024, 1, 3}, "1 år og 2 dager"},
    {{2023, 1, 31}, {2023, 3, 1}, "1 måned og 1 dag"},
    {{2023, 1, 1}, {2023, 1, 1}, "0 dager"},
    {{2023, 1, 1}, {2022, 1, 1}, "0 dager"},
    {{2025, 11, 1}, {0, 0, 0}, "19 dager"},
    {{0, 0, 0}, {2025, 1, 1}, ""},
};

static void a_length_is_said_in_norwegian(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        assert_string_equal(programme_length(arena, lengths[i].start, lengths[i].end, (struct date){2025, 11, 20}),
                            lengths[i].text);
    }
    arena_free(&arena);
}

#define REG "jobbsjansen"
#define GRANT(role_, kommune_, bydel_)                                                             \
    {.role = role_, .reg = REG, .kommunenummer = kommune_, .bydel = bydel_}

static const struct {
    enum access_role role;
    const char *name;
    bool see, change, people, reporting, log;
} table[] = {
    {ACCESS_NOBODY, "nobody", false, false, false, false, false},
    {ACCESS_CASEWORKER, "caseworker", true, true, false, true, false},
    {ACCESS_ADMINISTRATOR, "administrator", false, false, true, true, false},
    {ACCESS_IMDI, "imdi", true, false, false, true, false},
    {ACCESS_SYSTEM_OWNER, "system_owner", true, false, true, true, true},
    {ACCESS_MACHINE, "machine", true, false, false, false, false},
};

static void each_role_may_what_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct grant grant = GRANT(table[i].role, "0301", "");
        struct account account = {.grants = &grant, .grant_count = 1};
        assert_int_equal(access_may(&account, REG, ACCESS_SEE_PARTICIPANTS), table[i].see);
        assert_int_equal(access_may(&account, REG, ACCESS_CHANGE_PARTICIPANTS), table[i].change);
        assert_int_equal(access_may(&account, REG, ACCESS_PEOPLE), table[i].people);
        assert_int_equal(access_may(&account, REG, ACCESS_REPORTING), table[i].reporting);
        assert_int_equal(access_may(&account, REG, ACCESS_LOG), table[i].log);
        assert_int_equal(access_role_named(table[i].name), table[i].role);
        assert_false(access_may(&account, "introduksjon", ACCESS_SEE_PARTICIPANTS));
        assert_int_equal(access_may_change(&account, REG, "0301", ""), table[i].change);
    }
    assert_int_equal(access_role_named(""), ACCESS_NOBODY);
}

static void a_grant_reaches_its_own_place_alone(void **state)
{
    (void)state;
    struct grant grants[] = {GRANT(ACCESS_CASEWORKER, "5001", ""), GRANT(ACCESS_CASEWORKER, "0301", "030102"),
                             GRANT(ACCESS_ADMINISTRATOR, "4601", "")};
    struct account account = {.grants = grants, .grant_count = 3};
    assert_true(access_may_change(&account, REG, "5001", ""));
    assert_true(access_may_change(&account, REG, "0301", "030102"));
    assert_false(access_may_change(&account, REG, "0301", "030101"));
    assert_false(access_may_change(&account, REG, "0301", ""));
    assert_false(access_may_change(&account, REG, "4601", ""));
    assert_false(access_may_change(&account, REG, "", ""));
    assert_false(access_may_change(&account, "introduksjon", "5001", ""));
}

static void a_grant_over_every_register_sees_but_never_changes(void **state)
{
    (void)state;
    struct grant imdi = {.role = ACCESS_IMDI, .reg = "", .kommunenummer = "", .bydel = ""};
    struct grant odd = {.role = ACCESS_CASEWORKER, .reg = "", .kommunenummer = "5001", .bydel = ""};
    struct account account = {.grants = &imdi, .grant_count = 1};
    assert_true(access_may(&account, REG, ACCESS_SEE_PARTICIPANTS));
    assert_true(access_may(&account, "introduksjon", ACCESS_SEE_PARTICIPANTS));
    account.grants = &odd;
    assert_false(access_may_change(&account, REG, "5001", ""));
}

static void rights_of_two_grants_do_not_add_up(void **state)
{
    (void)state;
    struct grant grants[] = {GRANT(ACCESS_CASEWORKER, "5001", ""), GRANT(ACCESS_ADMINISTRATOR, "0301", "")};
    struct account account = {.grants = grants, .grant_count = 2};
    assert_false(access_may(&account, REG, ACCESS_CHANGE_PARTICIPANTS | ACCESS_PEOPLE));
    assert_true(access_may(&account, REG, ACCESS_SEE_PARTICIPANTS | ACCESS_CHANGE_PARTICIPANTS));
    account.grant_count = 0;
    assert_false(access_may(&account, REG, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_status_follows_the_facts),
        cmocka_unit_test(statuses_have_names),
        cmocka_unit_test(a_length_is_said_in_norwegian),
        cmocka_unit_test(each_role_may_what_the_table_says),
        cmocka_unit_test(a_grant_reaches_its_own_place_alone),
        cmocka_unit_test(a_grant_over_every_register_sees_but_never_changes),
        cmocka_unit_test(rights_of_two_grants_do_not_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
