/* What rows say of a programme, its deadline, and what the rule engine is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "register/domain/introduksjon/programme.h"

#define DAY(y, m, d) {y, m, d}
#define LENGTH(list) (sizeof(list) / sizeof *(list))

static void assert_day(struct date found, int year, int month, int day)
{
    if (found.year != year || found.month != month || found.day != day)
        fail_msg("%d-%d-%d, not %d-%d-%d", found.year, found.month, found.day, year, month, day);
}

static void n4_decisions_count_as_long_as_they_hold(void **state)
{
    const struct decision rows[] = {
        {DECISION_PROGRAMME, RESULT_MADE, DAY(2024, 3, 1), false, false},
        {DECISION_PROGRAMME, RESULT_MADE, DAY(2024, 2, 1), false, false},
        {DECISION_PROGRAMME, RESULT_MADE, DAY(2024, 1, 1), true, false},
        {DECISION_PROGRAMME, RESULT_ANNULLED, DAY(2023, 2, 1), false, false},
        {DECISION_PROGRAMME, RESULT_REJECTED, DAY(2024, 3, 1), false, false},
        {DECISION_PROGRAMME, RESULT_REJECTED, DAY(2024, 4, 1), false, false},
        {DECISION_EXTENSION, RESULT_MADE, DAY(2024, 5, 1), false, false},
        {DECISION_EXTENSION, RESULT_ANNULLED, DAY(2024, 6, 1), false, false},
        {DECISION_TEMPORARY_STOP, RESULT_MADE, DAY(2024, 7, 1), false, false},
        {DECISION_PERMANENT_STOP, RESULT_ANNULLED, DAY(2024, 8, 1), false, false},
        {DECISION_PERMANENT_STOP, RESULT_MADE, DAY(2022, 9, 14), false, false},
        {DECISION_PERMANENT_STOP, RESULT_MADE, DAY(2022, 9, 15), false, false},
    };
    struct programme programme = {0};

    (void)state;
    programme_take_decisions(&programme, rows, LENGTH(rows));
    assert_day(programme.decided, 2024, 2, 1);
    assert_day(programme.rejected, 2024, 4, 1);
    assert_day(programme.stopped, 2022, 9, 15);
    assert_true(programme.is_extended);
    programme_take_decisions(&programme, rows + 8, 2);
    assert_false(date_is_set(programme.decided) || date_is_set(programme.rejected) || date_is_set(programme.stopped) ||
                 programme.is_extended);
}

/* The database says the same of what is stored: tests/sql/introduksjon.test.mjs. */
static void n4_what_she_was_reopened_from_counts_where_there_is_no_other(void **state)
{
    const struct decision rows[] = {
        {DECISION_PERMANENT_STOP, RESULT_MADE, DAY(2022, 9, 14), false, false},
        {DECISION_PERMANENT_STOP, RESULT_MADE, DAY(2022, 9, 10), false, true},
        {DECISION_PERMANENT_STOP, RESULT_MADE, DAY(2022, 9, 11), true, true},
        {DECISION_PERMANENT_STOP, RESULT_MADE, DAY(2022, 9, 15), false, false},
        {DECISION_PROGRAMME, RESULT_REJECTED, DAY(2022, 9, 14), false, false},
        {DECISION_PROGRAMME, RESULT_ANNULLED, DAY(2022, 9, 14), false, true},
    };
    struct programme programme = {.reopened = DAY(2022, 9, 14)};

    (void)state;
    programme_take_decisions(&programme, rows, 1);
    assert_day(programme.stopped, 2022, 9, 14);
    assert_false(programme.learned_since[COMPUTED_PERMANENT_STOP]);
    programme_take_decisions(&programme, rows, 3);
    assert_day(programme.stopped, 2022, 9, 10);
    assert_true(programme.learned_since[COMPUTED_PERMANENT_STOP]);
    programme_take_decisions(&programme, rows, LENGTH(rows));
    assert_day(programme.stopped, 2022, 9, 15);
    assert_day(programme.rejected, 2022, 9, 14);
    assert_false(programme.learned_since[COMPUTED_REJECTED]);
    assert_true(programme_facts(&programme).learned_since[COMPUTED_PERMANENT_STOP]);
}

static void n1_the_latest_goal_that_is_not_deleted_counts(void **state)
{
    const struct goal_choice rows[] = {
        {GOAL_VOCATIONAL, DAY(2025, 2, 1), true},
        {GOAL_WORK, DAY(2025, 1, 1), false},
        {GOAL_PART_UPPER_SECONDARY, DAY(2024, 1, 1), false},
        {GOAL_PRIOR_EDUCATION, DAY(2025, 1, 1), false},
    };
    struct programme programme = {.goal = GOAL_VOCATIONAL};

    (void)state;
    programme_take_goals(&programme, rows, 3);
    assert_int_equal(programme.goal, GOAL_WORK);
    programme_take_goals(&programme, rows, 4);
    assert_int_equal(programme.goal, GOAL_PRIOR_EDUCATION);
    programme_take_goals(&programme, rows, 1);
    assert_int_equal(programme.goal, GOAL_NONE);
}

static void n6_the_deadline_that_was_set_wins_over_the_computed_one(void **state)
{
    struct programme programme = {.law = LAW_INTEGRERINGSLOVEN, .goal = GOAL_PART_UPPER_SECONDARY,
                                  .decided = DAY(2025, 1, 1), .started = DAY(2025, 2, 28), .days_off = 2};

    (void)state;
    assert_day(programme_deadline(&programme), 2028, 3, 1);
    programme.is_extended = true;
    assert_day(programme_deadline(&programme), 2029, 3, 2);
    programme.deadline_set = (struct date)DAY(2026, 1, 1);
    assert_day(programme_deadline(&programme), 2026, 1, 1);
}

static void n6_no_deadline_before_decision_start_and_law(void **state)
{
    const struct programme whole = {.law = LAW_INTEGRERINGSLOVEN, .goal = GOAL_WORK, .decided = DAY(2025, 1, 1),
                                    .started = DAY(2025, 2, 1)};
    struct programme lacks_decision = whole, lacks_start = whole, lacks_law = whole;

    (void)state;
    assert_day(programme_deadline(&whole), 2028, 2, 1);
    lacks_decision.decided = DATE_NONE;
    lacks_start.started = DATE_NONE;
    lacks_law.law = LAW_NONE;
    assert_false(date_is_set(programme_deadline(&lacks_decision)));
    assert_false(date_is_set(programme_deadline(&lacks_start)));
    assert_false(date_is_set(programme_deadline(&lacks_law)));
}

static void n2_the_newer_law_asks_for_a_goal_too(void **state)
{
    struct programme programme = {.law = LAW_INTEGRERINGSLOVEN, .decided = DAY(2025, 1, 1)};

    (void)state;
    assert_false(programme_has_basis(&programme));
    programme.goal = GOAL_WORK;
    assert_true(programme_has_basis(&programme));
    programme.decided = DATE_NONE;
    assert_false(programme_has_basis(&programme));
    programme = (struct programme){.law = LAW_INTRODUKSJONSLOVEN};
    assert_false(programme_has_basis(&programme));
    programme.decided = (struct date)DAY(2019, 1, 1);
    assert_true(programme_has_basis(&programme));
}

static void n2_a_termination_lies_within_the_programme(void **state)
{
    const struct programme whole = {.law = LAW_INTRODUKSJONSLOVEN, .decided = DAY(2019, 1, 7), .started = DAY(2019, 2, 1)};
    const struct date deadline = DAY(2021, 2, 1);
    struct programme bare = whole, unstarted = whole;

    (void)state;
    bare.decided = DATE_NONE;
    unstarted.started = DATE_NONE;
    assert_int_equal(programme_end_fault(&bare, deadline, (struct date)DAY(2020, 1, 1)), END_WITHOUT_BASIS);
    assert_int_equal(programme_end_fault(&whole, deadline, deadline), END_FITS);
    assert_int_equal(programme_end_fault(&whole, deadline, (struct date)DAY(2021, 2, 2)), END_AFTER_DEADLINE);
    assert_int_equal(programme_end_fault(&whole, DATE_NONE, (struct date)DAY(2021, 2, 2)), END_FITS);
    assert_int_equal(programme_end_fault(&whole, deadline, whole.started), END_FITS);
    assert_int_equal(programme_end_fault(&whole, deadline, (struct date)DAY(2019, 1, 31)), END_BEFORE_START);
    assert_int_equal(programme_end_fault(&unstarted, deadline, unstarted.decided), END_FITS);
    assert_int_equal(programme_end_fault(&unstarted, deadline, (struct date)DAY(2019, 1, 6)), END_BEFORE_DECISION);
}

static void n6_a_decision_of_before_its_law_needs_another_end(void **state)
{
    struct programme programme = {.law = LAW_INTEGRERINGSLOVEN, .decided = DAY(2020, 12, 31)};

    (void)state;
    assert_true(programme_is_endless(&programme));
    programme.end.by = ENDED_BY_MUNICIPALITY;
    assert_false(programme_is_endless(&programme));
    programme.end.by = ENDED_BY_ENGINE;
    assert_true(programme_is_endless(&programme));
    programme.deadline_set = (struct date)DAY(2022, 1, 1);
    assert_false(programme_is_endless(&programme));
    programme = (struct programme){.law = LAW_INTEGRERINGSLOVEN, .decided = DAY(2021, 1, 1)};
    assert_false(programme_is_endless(&programme));
    programme.decided = DATE_NONE;
    assert_false(programme_is_endless(&programme));
}

static void n6_each_fact_is_asked_about_under_its_own_cause(void **state)
{
    const struct programme programme = {
        .law = LAW_INTRODUKSJONSLOVEN, .start_deadline = DAY(2019, 1, 7), .started = DAY(2019, 1, 1),
        .decided = DAY(2018, 12, 1), .dead = DAY(2019, 1, 1), .emigrated = DAY(2019, 1, 2), .moved = DAY(2019, 1, 3),
        .rejected = DAY(2019, 1, 4), .out_of_category = DAY(2019, 1, 5), .stopped = DAY(2019, 1, 6),
        .deadline_set = DAY(2019, 1, 8), .reopened = DAY(2019, 1, 9),
        .end = {.by = ENDED_BY_MUNICIPALITY},
    };
    struct programme open = programme;
    struct programme_facts facts = programme_facts(&programme);

    (void)state;
    for (int cause = 0; cause < COMPUTED_CAUSES; cause++)
        assert_day(facts.happened[cause], 2019, 1, 1 + cause);
    assert_day(facts.reopened, 2019, 1, 9);
    assert_true(facts.has_basis && facts.ended_by_municipality);
    open.end.by = ENDED_BY_ENGINE;
    assert_false(programme_facts(&open).ended_by_municipality);
    open.end.by = ENDED_BY_NOBODY;
    assert_false(programme_facts(&open).ended_by_municipality);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n2_a_termination_lies_within_the_programme),
        cmocka_unit_test(n6_a_decision_of_before_its_law_needs_another_end),
        cmocka_unit_test(n4_decisions_count_as_long_as_they_hold),
        cmocka_unit_test(n4_what_she_was_reopened_from_counts_where_there_is_no_other),
        cmocka_unit_test(n1_the_latest_goal_that_is_not_deleted_counts),
        cmocka_unit_test(n6_the_deadline_that_was_set_wins_over_the_computed_one),
        cmocka_unit_test(n6_no_deadline_before_decision_start_and_law),
        cmocka_unit_test(n2_the_newer_law_asks_for_a_goal_too),
        cmocka_unit_test(n6_each_fact_is_asked_about_under_its_own_cause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
