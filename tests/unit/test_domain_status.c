/* The machine of statuses, a programme's length in words, and who may do what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/access/grant.h"
#include "register/domain/jobbsjansen/programme.h"
#include "register/domain/jobbsjansen/status.h"

/* Every state and every event; what is forbidden is said too. */
static const struct {
    enum status status;
    enum status after[STATUS_EVENT_COUNT]; /* by change, end, reopen, discharge */
} machine[] = {
    {STATUS_OPPRETTET, {STATUS_ENDRET, STATUS_AVSLUTTET, STATUS_UNKNOWN, STATUS_UNKNOWN}},
    {STATUS_ENDRET, {STATUS_ENDRET, STATUS_AVSLUTTET, STATUS_UNKNOWN, STATUS_UNKNOWN}},
    {STATUS_AVSLUTTET, {STATUS_AVSLUTTET, STATUS_UNKNOWN, STATUS_ENDRET, STATUS_UTSKREVET}},
    {STATUS_UTSKREVET, {STATUS_UTSKREVET, STATUS_UTSKREVET, STATUS_UTSKREVET, STATUS_UNKNOWN}},
};

static void p10_each_event_in_each_state_leads_where_it_should_or_nowhere(void **state)
{
    (void)state;
    assert_int_equal(sizeof machine / sizeof machine[0], STATUS_UTSKREVET);
    for (size_t i = 0; i < sizeof machine / sizeof machine[0]; i++) {
        for (enum status_event event = 0; event < STATUS_EVENT_COUNT; event++) {
            assert_int_equal(status_after(machine[i].status, event), machine[i].after[event]);
        }
    }
}

/* One woman's way through the register, and corrections after it. */
static void p10_a_life_ends_as_utskrevet_and_stays_so(void **state)
{
    (void)state;
    static const struct {
        enum status_event event;
        enum status status;
    } way[] = {
        {STATUS_EVENT_CHANGE, STATUS_ENDRET},      {STATUS_EVENT_END, STATUS_AVSLUTTET},
        {STATUS_EVENT_CHANGE, STATUS_AVSLUTTET},   {STATUS_EVENT_REOPEN, STATUS_ENDRET},
        {STATUS_EVENT_END, STATUS_AVSLUTTET},      {STATUS_EVENT_DISCHARGE, STATUS_UTSKREVET},
        {STATUS_EVENT_CHANGE, STATUS_UTSKREVET},   {STATUS_EVENT_REOPEN, STATUS_UTSKREVET},
        {STATUS_EVENT_END, STATUS_UTSKREVET},
    };
    enum status status = STATUS_OPPRETTET;
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        status = status_after(status, way[i].event);
        assert_int_equal(status, way[i].status);
    }
}

static void p10_what_happened_is_told_by_the_end_date(void **state)
{
    (void)state;
    assert_int_equal(status_event_of(false, false), STATUS_EVENT_CHANGE);
    assert_int_equal(status_event_of(true, true), STATUS_EVENT_CHANGE);
    assert_int_equal(status_event_of(false, true), STATUS_EVENT_END);
    assert_int_equal(status_event_of(true, false), STATUS_EVENT_REOPEN);
}

static void p10_nothing_leads_back_to_opprettet_and_only_a_discharge_to_utskrevet(void **state)
{
    (void)state;
    for (enum status status = STATUS_OPPRETTET; status <= STATUS_UTSKREVET; status++) {
        for (enum status_event event = 0; event < STATUS_EVENT_COUNT; event++) {
            assert_int_not_equal(status_after(status, event), STATUS_OPPRETTET);
            if (status != STATUS_UTSKREVET && event != STATUS_EVENT_DISCHARGE) {
                assert_int_not_equal(status_after(status, event), STATUS_UTSKREVET);
            }
        }
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
    assert_string_equal(status_event_name(STATUS_EVENT_REOPEN), "reopen");
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
    /* the same day, one day, a day before a whole month, year */
    {{2023, 1, 1}, {2023, 1, 1}, "0 dager"},
    {{2023, 1, 1}, {2023, 1, 2}, "1 dag"},
    {{2023, 1, 15}, {2023, 2, 14}, "30 dager"},
    {{2023, 1, 15}, {2024, 1, 14}, "11 måneder og 30 dager"},
    {{2022, 12, 31}, {2023, 1, 1}, "1 dag"},
    /* month ends: a day that the month lacks counts from its last */
    {{2023, 1, 31}, {2023, 2, 27}, "27 dager"},
    {{2023, 1, 31}, {2023, 2, 28}, "1 måned"},
    {{2023, 1, 31}, {2023, 3, 1}, "1 måned og 1 dag"},
    {{2023, 1, 31}, {2023, 3, 30}, "1 måned og 30 dager"},
    {{2023, 1, 31}, {2023, 3, 31}, "2 måneder"},
    {{2023, 3, 31}, {2023, 4, 30}, "1 måned"},
    /* leap days: begun on one, ended on one, over one */
    {{2024, 1, 31}, {2024, 2, 28}, "28 dager"},
    {{2024, 1, 31}, {2024, 2, 29}, "1 måned"},
    {{2024, 2, 29}, {2024, 3, 29}, "1 måned"},
    {{2024, 2, 29}, {2025, 2, 27}, "11 måneder og 29 dager"},
    {{2024, 2, 29}, {2025, 2, 28}, "1 år"},
    {{2024, 2, 29}, {2025, 3, 1}, "1 år og 1 dag"},
    {{2024, 2, 29}, {2028, 2, 29}, "4 år"},
    {{2023, 2, 28}, {2024, 2, 28}, "1 år"},
    {{2023, 2, 28}, {2024, 2, 29}, "1 år og 1 dag"},
    {{2023, 2, 27}, {2024, 3, 1}, "1 år og 3 dager"},
    {{2023, 3, 1}, {2024, 2, 29}, "11 måneder og 28 dager"},
    /* an end before the start is no time; without an end it runs to today */
    {{2023, 1, 1}, {2022, 1, 1}, "0 dager"},
    {{2023, 1, 2}, {2023, 1, 1}, "0 dager"},
    {{2025, 11, 1}, {0, 0, 0}, "19 dager"},
    {{2025, 11, 20}, {0, 0, 0}, "0 dager"},
    {{2025, 11, 21}, {0, 0, 0}, "0 dager"},
    {{2024, 2, 29}, {0, 0, 0}, "1 år, 8 måneder og 22 dager"},
    {{0, 0, 0}, {2025, 1, 1}, ""},
    {{0, 0, 0}, {0, 0, 0}, ""},
};

static void p9_a_programme_is_as_long_as_the_calendar_says_in_norwegian(void **state)
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
        cmocka_unit_test(p10_each_event_in_each_state_leads_where_it_should_or_nowhere),
        cmocka_unit_test(p10_a_life_ends_as_utskrevet_and_stays_so),
        cmocka_unit_test(p10_what_happened_is_told_by_the_end_date),
        cmocka_unit_test(p10_nothing_leads_back_to_opprettet_and_only_a_discharge_to_utskrevet),
        cmocka_unit_test(statuses_have_names),
        cmocka_unit_test(p9_a_programme_is_as_long_as_the_calendar_says_in_norwegian),
        cmocka_unit_test(each_role_may_what_the_table_says),
        cmocka_unit_test(a_grant_reaches_its_own_place_alone),
        cmocka_unit_test(a_grant_over_every_register_sees_but_never_changes),
        cmocka_unit_test(rights_of_two_grants_do_not_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
