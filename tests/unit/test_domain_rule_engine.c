/* What ends a programme by itself, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "register/domain/introduksjon/rule_engine.h"

#define DAY(y, m, d) {y, m, d}

static const struct {
    const char *what;
    struct programme_facts facts;
    struct date today;
    struct computed_end wanted;
} cases[] = {
    {"nothing has come about", {.law = LAW_INTEGRERINGSLOVEN, .has_decision = true, .has_goal = true}, DAY(2025, 1, 1), {.ends = false}},
    {"the deadline's own day", {.happened = {[COMPUTED_DEADLINE] = DAY(2024, 2, 29)}}, DAY(2024, 2, 29), {.ends = false}},
    {"the day after", {.happened = {[COMPUTED_DEADLINE] = DAY(2024, 2, 29)}}, DAY(2024, 3, 1),
     {true, COMPUTED_DEADLINE, DAY(2024, 2, 29)}},
    {"the municipality has said why", {.happened = {[COMPUTED_DEADLINE] = DAY(2024, 2, 29)}, .ended_by_municipality = true},
     DAY(2024, 3, 1), {.ends = false}},
    {"the start deadline's own day", {.law = LAW_INTEGRERINGSLOVEN, .happened = {[COMPUTED_START_DEADLINE] = DAY(2023, 12, 31)}},
     DAY(2023, 12, 31), {.ends = false}},
    {"the start deadline is over", {.law = LAW_INTEGRERINGSLOVEN, .happened = {[COMPUTED_START_DEADLINE] = DAY(2023, 12, 31)}},
     DAY(2024, 1, 1), {true, COMPUTED_START_DEADLINE, DAY(2023, 12, 31)}},
    {"a decision without a goal does not begin", {.law = LAW_INTEGRERINGSLOVEN, .has_decision = true,
     .happened = {[COMPUTED_START_DEADLINE] = DAY(2023, 12, 31)}}, DAY(2024, 1, 1),
     {true, COMPUTED_START_DEADLINE, DAY(2023, 12, 31)}},
    {"by the older law it does", {.law = LAW_INTRODUKSJONSLOVEN, .has_decision = true,
     .happened = {[COMPUTED_START_DEADLINE] = DAY(2019, 12, 31)}}, DAY(2024, 1, 1), {.ends = false}},
    {"decision and goal", {.law = LAW_INTEGRERINGSLOVEN, .has_decision = true, .has_goal = true,
     .happened = {[COMPUTED_START_DEADLINE] = DAY(2023, 12, 31)}}, DAY(2024, 1, 1), {.ends = false}},
    {"a stop holds from its own day", {.happened = {[COMPUTED_PERMANENT_STOP] = DAY(2022, 9, 14)}}, DAY(2022, 9, 14),
     {true, COMPUTED_PERMANENT_STOP, DAY(2022, 9, 14)}},
    {"not before", {.happened = {[COMPUTED_PERMANENT_STOP] = DAY(2022, 9, 14)}}, DAY(2022, 9, 13), {.ends = false}},
    {"what is to come does not count", {.happened = {[COMPUTED_DEAD] = DAY(2025, 1, 2), [COMPUTED_MOVED] = DAY(2025, 1, 1)}},
     DAY(2025, 1, 1), {true, COMPUTED_MOVED, DAY(2025, 1, 1)}},
    {"reopened after the stop", {.happened = {[COMPUTED_PERMANENT_STOP] = DAY(2022, 9, 14)}, .reopened = DAY(2022, 10, 1)},
     DAY(2022, 10, 1), {.ends = false}},
    {"reopened, and past its new deadline", {.happened = {[COMPUTED_PERMANENT_STOP] = DAY(2022, 9, 14),
     [COMPUTED_DEADLINE] = DAY(2023, 6, 30)}, .reopened = DAY(2022, 10, 1)}, DAY(2023, 7, 1),
     {true, COMPUTED_DEADLINE, DAY(2023, 6, 30)}},
    {"nobody is reopened from death", {.happened = {[COMPUTED_DEAD] = DAY(2022, 9, 14)}, .reopened = DAY(2022, 10, 1)},
     DAY(2022, 10, 2), {true, COMPUTED_DEAD, DAY(2022, 9, 14)}},
};

static bool is_same(const struct computed_end *a, const struct computed_end *b)
{
    return a->ends == b->ends && (!a->ends || (a->cause == b->cause && date_compare(a->date, b->date) == 0));
}

static void n6_each_rule_and_its_border_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct computed_end found = rule_engine_decide(&cases[i].facts, cases[i].today);

        if (!is_same(&found, &cases[i].wanted))
            fail_msg("%s: %d %d", cases[i].what, found.ends, found.cause);
    }
}

static void n6_of_several_the_first_in_order_stands(void **state)
{
    struct programme_facts facts = {.law = LAW_INTEGRERINGSLOVEN};

    (void)state;
    for (int cause = COMPUTED_CAUSES - 1; cause >= 0; cause--) {
        facts.happened[cause] = (struct date)DAY(2024, 1, 1);
        assert_int_equal(rule_engine_decide(&facts, (struct date)DAY(2024, 5, 1)).cause, cause);
    }
}

static struct date some_day(void)
{
    return rand() % 3 ? DATE_NONE : date_add_days((struct date)DAY(2024, 1, 1), rand() % 400);
}

static struct programme_facts some_facts(void)
{
    struct programme_facts facts = {.law = rand() % 2 ? LAW_INTEGRERINGSLOVEN : LAW_INTRODUKSJONSLOVEN,
                                    .has_decision = rand() % 2, .has_goal = rand() % 2,
                                    .ended_by_municipality = rand() % 4 == 0, .reopened = some_day()};

    for (int cause = 0; cause < COMPUTED_CAUSES; cause++)
        facts.happened[cause] = some_day();
    return facts;
}

/* What stands after a change, as the job leaves it. */
static struct computed_end changed(struct computed_end standing, struct computed_end wanted)
{
    return rule_engine_change(&standing, &wanted) == CHANGE_NOTHING ? standing : wanted;
}

static void n6_running_twice_changes_nothing_and_an_annulled_fact_withdraws_its_own(void **state)
{
    (void)state;
    srand(6);
    for (int i = 0; i < 20000; i++) {
        struct programme_facts facts = some_facts();
        struct date today = date_add_days((struct date)DAY(2024, 1, 1), rand() % 400);
        struct computed_end wanted = rule_engine_decide(&facts, today);
        struct computed_end stands = changed((struct computed_end){.ends = false}, wanted), again;

        assert_int_equal(rule_engine_change(&stands, &wanted), CHANGE_NOTHING);
        if (!wanted.ends)
            continue;
        facts.happened[wanted.cause] = DATE_NONE;
        again = rule_engine_decide(&facts, today);
        assert_true(!again.ends || again.cause > wanted.cause);
        assert_int_equal(rule_engine_change(&stands, &again), again.ends ? CHANGE_REPLACE : CHANGE_WITHDRAW);
    }
}

static void n6_every_cause_has_a_name(void **state)
{
    (void)state;
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        assert_non_null(computed_cause_name(cause));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n6_each_rule_and_its_border_days),
        cmocka_unit_test(n6_of_several_the_first_in_order_stands),
        cmocka_unit_test(n6_running_twice_changes_nothing_and_an_annulled_fact_withdraws_its_own),
        cmocka_unit_test(n6_every_cause_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
