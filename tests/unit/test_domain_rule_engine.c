/* What ends a programme by itself, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "register/domain/introduksjon/programme.h"

#define DAY(y, m, d) {y, m, d}
#define ENDED(cause, y, m, d) {true, COMPUTED_##cause, DAY(y, m, d)}
#define RUNS_ON {.ends = false}
#define LATE(cause) .learned_since = {[COMPUTED_##cause] = true}

/* The goal's programme that is under way, by the newer law and by the older one. */
#define NEWER .law = LAW_INTEGRERINGSLOVEN, .goal = GOAL_WORK, .decided = DAY(2021, 1, 4)
#define OLDER .law = LAW_INTRODUKSJONSLOVEN, .decided = DAY(2019, 1, 7)

static const struct {
    const char *what;
    struct programme programme;
    struct date today;
    struct computed_end wanted;
} cases[] = {
    {"nothing is known", {0}, DAY(2025, 1, 1), RUNS_ON},
    {"nothing has come about", {NEWER}, DAY(2025, 1, 1), RUNS_ON},

    {"death, the day before", {NEWER, .dead = DAY(2024, 2, 29)}, DAY(2024, 2, 28), RUNS_ON},
    {"death, its own day", {NEWER, .dead = DAY(2024, 2, 29)}, DAY(2024, 2, 29), ENDED(DEAD, 2024, 2, 29)},
    {"death by the older law", {OLDER, .dead = DAY(2020, 2, 29)}, DAY(2020, 3, 1), ENDED(DEAD, 2020, 2, 29)},
    {"emigration, the day before", {NEWER, .emigrated = DAY(2024, 3, 1)}, DAY(2024, 2, 29), RUNS_ON},
    {"emigration, its own day", {NEWER, .emigrated = DAY(2024, 3, 1)}, DAY(2024, 3, 1), ENDED(EMIGRATED, 2024, 3, 1)},
    {"moving, the day before", {NEWER, .moved = DAY(2025, 1, 1)}, DAY(2024, 12, 31), RUNS_ON},
    {"moving, its own day", {NEWER, .moved = DAY(2025, 1, 1)}, DAY(2025, 1, 1), ENDED(MOVED, 2025, 1, 1)},
    {"rejected, the day before", {NEWER, .rejected = DAY(2024, 5, 2)}, DAY(2024, 5, 1), RUNS_ON},
    {"rejected, its own day", {NEWER, .rejected = DAY(2024, 5, 2)}, DAY(2024, 5, 2), ENDED(REJECTED, 2024, 5, 2)},
    {"rejected by who never had a decision made", {.law = LAW_INTEGRERINGSLOVEN, .rejected = DAY(2024, 5, 2)},
     DAY(2024, 5, 2), ENDED(REJECTED, 2024, 5, 2)},
    {"out of category, the day before", {NEWER, .out_of_category = DAY(2024, 5, 2)}, DAY(2024, 5, 1), RUNS_ON},
    {"out of category, its own day", {NEWER, .out_of_category = DAY(2024, 5, 2)}, DAY(2024, 5, 2),
     ENDED(NOT_IN_CATEGORY, 2024, 5, 2)},
    {"a stop, the day before", {NEWER, .stopped = DAY(2022, 9, 14)}, DAY(2022, 9, 13), RUNS_ON},
    {"a stop, its own day", {NEWER, .stopped = DAY(2022, 9, 14)}, DAY(2022, 9, 14), ENDED(PERMANENT_STOP, 2022, 9, 14)},
    {"a stop, years after", {OLDER, .stopped = DAY(2020, 9, 14)}, DAY(2025, 1, 1), ENDED(PERMANENT_STOP, 2020, 9, 14)},

    {"the start deadline's own day", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2023, 12, 31)},
     DAY(2023, 12, 31), RUNS_ON},
    {"the day after", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2023, 12, 31)}, DAY(2024, 1, 1),
     ENDED(START_DEADLINE, 2023, 12, 31)},
    {"a start deadline on a leap day", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2024, 2, 29)}, DAY(2024, 2, 29),
     RUNS_ON},
    {"and on the first of March", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2024, 2, 29)}, DAY(2024, 3, 1),
     ENDED(START_DEADLINE, 2024, 2, 29)},
    {"a decision without a goal is not enough",
     {.law = LAW_INTEGRERINGSLOVEN, .decided = DAY(2023, 12, 1), .start_deadline = DAY(2023, 12, 31)}, DAY(2024, 1, 1),
     ENDED(START_DEADLINE, 2023, 12, 31)},
    {"nor a goal without a decision",
     {.law = LAW_INTEGRERINGSLOVEN, .goal = GOAL_WORK, .start_deadline = DAY(2023, 12, 31)}, DAY(2024, 1, 1),
     ENDED(START_DEADLINE, 2023, 12, 31)},
    {"decision and goal are", {NEWER, .start_deadline = DAY(2023, 12, 31)}, DAY(2024, 1, 1), RUNS_ON},
    {"by the older law a decision is", {OLDER, .start_deadline = DAY(2019, 12, 31)}, DAY(2024, 1, 1), RUNS_ON},
    {"by the older law without a decision", {.law = LAW_INTRODUKSJONSLOVEN, .start_deadline = DAY(2019, 12, 31)},
     DAY(2020, 1, 1), ENDED(START_DEADLINE, 2019, 12, 31)},

    {"the deadline's own day", {NEWER, .deadline_set = DAY(2023, 11, 15)}, DAY(2023, 11, 15), RUNS_ON},
    {"the day after", {NEWER, .deadline_set = DAY(2023, 11, 15)}, DAY(2023, 11, 16), ENDED(DEADLINE, 2023, 11, 15)},
    {"a deadline on a leap day", {NEWER, .deadline_set = DAY(2024, 2, 29)}, DAY(2024, 2, 29), RUNS_ON},
    {"and on the first of March", {NEWER, .deadline_set = DAY(2024, 2, 29)}, DAY(2024, 3, 1), ENDED(DEADLINE, 2024, 2, 29)},
    {"started on a leap day, three years' last day", {NEWER, .started = DAY(2024, 2, 29)}, DAY(2027, 2, 28), RUNS_ON},
    {"the day after", {NEWER, .started = DAY(2024, 2, 29)}, DAY(2027, 3, 1), ENDED(DEADLINE, 2027, 2, 28)},
    {"the older law's two years", {OLDER, .started = DAY(2019, 2, 1)}, DAY(2021, 2, 1), RUNS_ON},
    {"are over the day after", {OLDER, .started = DAY(2019, 2, 1)}, DAY(2021, 2, 2), ENDED(DEADLINE, 2021, 2, 1)},
    {"neither decision nor goal, as an imported deadline has passed", {.deadline_set = DAY(2023, 11, 15)}, DAY(2023, 11, 16),
     ENDED(DEADLINE, 2023, 11, 15)},

    {"the municipality has said why", {NEWER, .deadline_set = DAY(2024, 2, 29), .end = {.by = ENDED_BY_MUNICIPALITY}},
     DAY(2024, 3, 1), RUNS_ON},
    {"and hers stands whatever comes", {NEWER, .dead = DAY(2024, 2, 29), .stopped = DAY(2023, 2, 1),
     .end = {.by = ENDED_BY_MUNICIPALITY}}, DAY(2024, 3, 1), RUNS_ON},
    {"an end by the engine decides nothing", {NEWER, .end = {.by = ENDED_BY_ENGINE}}, DAY(2024, 3, 1), RUNS_ON},
    {"what is to come does not count", {NEWER, .dead = DAY(2025, 1, 2), .moved = DAY(2025, 1, 1)}, DAY(2025, 1, 1),
     ENDED(MOVED, 2025, 1, 1)},
    {"what came first is not what counts first", {NEWER, .dead = DAY(2025, 1, 2), .deadline_set = DAY(2023, 1, 1)},
     DAY(2025, 1, 2), ENDED(DEAD, 2025, 1, 2)},

    {"reopened after the stop", {NEWER, .stopped = DAY(2022, 9, 14), .reopened = DAY(2022, 10, 1)}, DAY(2022, 10, 1), RUNS_ON},
    {"reopened on the stop's own day", {NEWER, .stopped = DAY(2022, 9, 14), .reopened = DAY(2022, 9, 14)}, DAY(2022, 9, 14),
     RUNS_ON},
    {"stopped anew", {NEWER, .stopped = DAY(2022, 10, 2), .reopened = DAY(2022, 10, 1)}, DAY(2022, 10, 2),
     ENDED(PERMANENT_STOP, 2022, 10, 2)},
    {"stopped on the day it was reopened, after that", {NEWER, .stopped = DAY(2022, 9, 14), .reopened = DAY(2022, 9, 14),
     LATE(PERMANENT_STOP)}, DAY(2022, 9, 14), ENDED(PERMANENT_STOP, 2022, 9, 14)},
    {"a stop of the day before, entered after the reopening", {NEWER, .stopped = DAY(2022, 9, 13), .reopened = DAY(2022, 9, 14),
     LATE(PERMANENT_STOP)}, DAY(2022, 9, 14), ENDED(PERMANENT_STOP, 2022, 9, 13)},
    {"rejected on the day it was reopened, before that", {NEWER, .rejected = DAY(2022, 9, 14), .reopened = DAY(2022, 9, 14)},
     DAY(2022, 9, 14), RUNS_ON},
    {"rejected on the day it was reopened, after that", {NEWER, .rejected = DAY(2022, 9, 14), .reopened = DAY(2022, 9, 14),
     LATE(REJECTED)}, DAY(2022, 9, 14), ENDED(REJECTED, 2022, 9, 14)},
    {"rejected the day after it was reopened", {NEWER, .rejected = DAY(2022, 9, 15), .reopened = DAY(2022, 9, 14), LATE(REJECTED)},
     DAY(2022, 9, 14), RUNS_ON},
    {"and when that day comes", {NEWER, .rejected = DAY(2022, 9, 15), .reopened = DAY(2022, 9, 14), LATE(REJECTED)},
     DAY(2022, 9, 15), ENDED(REJECTED, 2022, 9, 15)},
    {"known when it was reopened, that she was to move the day after", {NEWER, .moved = DAY(2022, 9, 15),
     .reopened = DAY(2022, 9, 14)}, DAY(2022, 9, 15), ENDED(MOVED, 2022, 9, 15)},
    {"moved before it was reopened, known after", {NEWER, .moved = DAY(2022, 8, 1), .reopened = DAY(2022, 9, 14), LATE(MOVED)},
     DAY(2022, 9, 20), ENDED(MOVED, 2022, 8, 1)},
    {"emigrated before it was reopened, known after", {NEWER, .emigrated = DAY(2022, 8, 1), .reopened = DAY(2022, 9, 14),
     LATE(EMIGRATED)}, DAY(2022, 9, 20), ENDED(EMIGRATED, 2022, 8, 1)},
    {"out of category before it was reopened, known after", {NEWER, .out_of_category = DAY(2022, 8, 1),
     .reopened = DAY(2022, 9, 14), LATE(NOT_IN_CATEGORY)}, DAY(2022, 9, 20), ENDED(NOT_IN_CATEGORY, 2022, 8, 1)},
    {"known of one, and not of the other", {NEWER, .emigrated = DAY(2022, 8, 1), .moved = DAY(2022, 8, 1),
     .reopened = DAY(2022, 9, 14), LATE(MOVED)}, DAY(2022, 9, 20), ENDED(MOVED, 2022, 8, 1)},
    {"reopened, and past its new deadline", {NEWER, .stopped = DAY(2022, 9, 14), .deadline_set = DAY(2023, 6, 30),
     .reopened = DAY(2022, 10, 1)}, DAY(2023, 7, 1), ENDED(DEADLINE, 2023, 6, 30)},
    {"reopened on the deadline's own day, which is within it", {NEWER, .deadline_set = DAY(2023, 6, 30),
     .reopened = DAY(2023, 6, 30)}, DAY(2023, 6, 30), RUNS_ON},
    {"and over the day after", {NEWER, .deadline_set = DAY(2023, 6, 30), .reopened = DAY(2023, 6, 30)}, DAY(2023, 7, 1),
     ENDED(DEADLINE, 2023, 6, 30)},
    {"a deadline that was moved to before the reopening", {NEWER, .deadline_set = DAY(2023, 6, 30),
     .reopened = DAY(2023, 9, 1)}, DAY(2023, 9, 2), ENDED(DEADLINE, 2023, 6, 30)},
    {"reopened after the start deadline, until a new one", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2023, 12, 31),
     .deadline_set = DAY(2024, 6, 30), .reopened = DAY(2024, 1, 1)}, DAY(2024, 6, 30), RUNS_ON},
    {"and over the day after that", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2023, 12, 31),
     .deadline_set = DAY(2024, 6, 30), .reopened = DAY(2024, 1, 1)}, DAY(2024, 7, 1), ENDED(DEADLINE, 2024, 6, 30)},
    {"reopened with no deadline to run on to", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2023, 12, 31),
     .reopened = DAY(2024, 1, 1)}, DAY(2024, 1, 1), ENDED(START_DEADLINE, 2023, 12, 31)},
    {"reopened on the start deadline's own day", {.law = LAW_INTEGRERINGSLOVEN, .start_deadline = DAY(2023, 12, 31),
     .reopened = DAY(2023, 12, 31)}, DAY(2024, 1, 1), ENDED(START_DEADLINE, 2023, 12, 31)},
    {"reopened by who came back", {NEWER, .emigrated = DAY(2022, 9, 14), .moved = DAY(2022, 9, 14),
     .rejected = DAY(2022, 9, 14), .out_of_category = DAY(2022, 9, 14), .reopened = DAY(2022, 10, 1)}, DAY(2022, 10, 2), RUNS_ON},
    {"nobody is reopened from death", {NEWER, .dead = DAY(2022, 9, 14), .reopened = DAY(2022, 10, 1)}, DAY(2022, 10, 2),
     ENDED(DEAD, 2022, 9, 14)},
};

static bool is_same(const struct computed_end *a, const struct computed_end *b)
{
    return a->ends == b->ends && (!a->ends || (a->cause == b->cause && date_compare(a->date, b->date) == 0));
}

static void n6_each_rule_and_its_border_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programme_facts facts = programme_facts(&cases[i].programme);
        struct computed_end found = rule_engine_decide(&facts, cases[i].today);

        if (!is_same(&found, &cases[i].wanted))
            fail_msg("%zu %s: %d %d", i, cases[i].what, found.ends, found.cause);
    }
}

/* Of every pair, whichever of the two came first. */
static void n6_of_two_the_first_in_order_stands(void **state)
{
    const struct date days[] = {DAY(2024, 1, 1), DAY(2024, 1, 2), DAY(2024, 1, 3)};

    (void)state;
    for (int first = 0; first < COMPUTED_CAUSES; first++)
        for (int second = first + 1; second < COMPUTED_CAUSES; second++)
            for (int shift = 0; shift < 3; shift++) {
                struct programme_facts facts = {.has_basis = false};
                struct computed_end found, wanted = {true, (enum computed_cause)first, days[1]};

                facts.happened[first] = days[1];
                facts.happened[second] = days[shift];
                found = rule_engine_decide(&facts, (struct date)DAY(2024, 1, 4));
                assert_true(is_same(&found, &wanted));
                facts.happened[first] = DATE_NONE;
                assert_int_equal(rule_engine_decide(&facts, (struct date)DAY(2024, 1, 4)).cause, second);
            }
}

static void n6_what_is_done_with_what_stands(void **state)
{
    const struct computed_end none = RUNS_ON, stop = ENDED(PERMANENT_STOP, 2024, 1, 1),
                              later_stop = ENDED(PERMANENT_STOP, 2024, 1, 2), death = ENDED(DEAD, 2024, 1, 1);

    (void)state;
    assert_int_equal(rule_engine_change(&none, &none), CHANGE_NOTHING);
    assert_int_equal(rule_engine_change(&none, &stop), CHANGE_ENTER);
    assert_int_equal(rule_engine_change(&stop, &none), CHANGE_WITHDRAW);
    assert_int_equal(rule_engine_change(&stop, &stop), CHANGE_NOTHING);
    assert_int_equal(rule_engine_change(&stop, &later_stop), CHANGE_REPLACE);
    assert_int_equal(rule_engine_change(&stop, &death), CHANGE_REPLACE);
}

/* Random persons. */

enum { PERSONS = 2000, ROUNDS = 20, DAYS = 400 };

struct scene { /* a person and what the engine has entered on her */
    struct programme_facts facts;
    struct computed_end stands;
};

static struct date some_day(void)
{
    return date_add_days((struct date)DAY(2024, 1, 1), rand() % DAYS);
}

static struct date perhaps_some_day(void)
{
    return rand() % 3 ? DATE_NONE : some_day();
}

static struct programme_facts some_facts(void)
{
    struct programme_facts facts = {.has_basis = rand() % 2, .ended_by_municipality = rand() % 4 == 0,
                                    .reopened = perhaps_some_day()};

    for (int cause = 0; cause < COMPUTED_CAUSES; cause++) {
        facts.happened[cause] = perhaps_some_day();
        facts.learned_since[cause] = rand() % 2;
    }
    return facts;
}

/* The job in small: true where something changed. What a municipality has entered took the place of the engine's. */
static bool run(struct scene *scene, struct date today)
{
    struct computed_end wanted = rule_engine_decide(&scene->facts, today);
    struct computed_end before = scene->stands;
    enum rule_engine_change change;

    if (scene->facts.ended_by_municipality)
        scene->stands = (struct computed_end)RUNS_ON;
    change = rule_engine_change(&scene->stands, &wanted);
    if (change != CHANGE_NOTHING)
        scene->stands = change == CHANGE_WITHDRAW ? (struct computed_end)RUNS_ON : wanted;
    return !is_same(&before, &scene->stands);
}

static void n6_running_twice_changes_nothing(void **state)
{
    (void)state;
    srand(6);
    for (int i = 0; i < PERSONS * ROUNDS; i++) {
        struct scene scene = {.facts = some_facts()};
        struct date today = some_day();

        run(&scene, today);
        assert_false(run(&scene, today));
    }
}

static void shuffle(size_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)rand() % i, kept = order[i - 1];

        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static void n6_the_order_of_persons_changes_nothing(void **state)
{
    static struct scene forward[PERSONS], shuffled[PERSONS];
    static size_t order[PERSONS];

    (void)state;
    srand(7);
    for (size_t i = 0; i < PERSONS; i++) {
        forward[i] = shuffled[i] = (struct scene){.facts = some_facts()};
        order[i] = i;
    }
    for (int round = 0; round < ROUNDS; round++) {
        struct date today = some_day();

        shuffle(order, PERSONS);
        for (size_t i = 0; i < PERSONS; i++) {
            run(&forward[i], today);
            run(&shuffled[order[i]], today);
        }
        for (size_t i = 0; i < PERSONS; i++)
            assert_true(is_same(&forward[i].stands, &shuffled[i].stands));
    }
}

static void change_something(struct programme_facts *facts)
{
    switch (rand() % 5) {
    case 0:
        facts->has_basis = !facts->has_basis;
        break;
    case 1:
        facts->ended_by_municipality = !facts->ended_by_municipality;
        break;
    case 2:
        facts->reopened = perhaps_some_day();
        break;
    case 3:
        facts->learned_since[rand() % COMPUTED_CAUSES] = rand() % 2;
        break;
    default:
        facts->happened[rand() % COMPUTED_CAUSES] = perhaps_some_day();
    }
}

/* However she came there, she stands as the facts of now and the day say: nothing that was is remembered. */
static void n6_what_was_annulled_leaves_no_trace(void **state)
{
    (void)state;
    srand(8);
    for (int i = 0; i < PERSONS; i++) {
        struct scene scene = {.facts = some_facts()};

        for (int round = 0; round < ROUNDS; round++) {
            struct date today = some_day();
            struct scene fresh;

            change_something(&scene.facts);
            fresh = (struct scene){.facts = scene.facts};
            run(&scene, today);
            run(&fresh, today);
            assert_true(is_same(&scene.stands, &fresh.stands));
        }
    }
}

/* Without the deadline that a programme was reopened to, that of the start holds again. */
static bool is_start_again(const struct scene *scene, const struct computed_end *was)
{
    return was->cause == COMPUTED_DEADLINE && scene->stands.cause == COMPUTED_START_DEADLINE &&
           date_is_set(scene->facts.reopened);
}

static void n6_an_annulled_fact_withdraws_what_it_caused(void **state)
{
    (void)state;
    srand(9);
    for (int i = 0; i < PERSONS * ROUNDS; i++) {
        struct scene scene = {.facts = some_facts()};
        struct date today = some_day();
        struct computed_end was;

        run(&scene, today);
        was = scene.stands;
        if (!was.ends)
            continue;
        scene.facts.happened[was.cause] = DATE_NONE;
        assert_true(run(&scene, today));
        assert_true(!scene.stands.ends || scene.stands.cause > was.cause || is_start_again(&scene, &was));
    }
}

/* A day that comes ends more, and never what nothing had come about for. */
static void n6_no_end_is_dated_after_its_day(void **state)
{
    (void)state;
    srand(10);
    for (int i = 0; i < PERSONS * ROUNDS; i++) {
        struct programme_facts facts = some_facts();
        struct date today = some_day();
        struct computed_end now = rule_engine_decide(&facts, today);
        struct computed_end tomorrow = rule_engine_decide(&facts, date_add_days(today, 1));

        assert_true(!now.ends || date_compare(now.date, today) <= 0);
        assert_true(!now.ends || (tomorrow.ends && tomorrow.cause <= now.cause));
        assert_true(!now.ends || !facts.ended_by_municipality);
    }
}

static void n6_every_cause_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        for (enum computed_cause other = 0; other < cause; other++)
            assert_string_not_equal(computed_cause_name(cause), computed_cause_name(other));
}

static void n4_causes_are_known_by_their_names(void **state)
{
    bool named[COMPUTED_CAUSES];

    (void)state;
    computed_causes_named("flyttet,permanent_stans", named);
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        assert_int_equal(named[cause], cause == COMPUTED_MOVED || cause == COMPUTED_PERMANENT_STOP);
    computed_causes_named("flytte,avvist,dodt,", named);
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        assert_int_equal(named[cause], cause == COMPUTED_REJECTED);
    computed_causes_named(NULL, named);
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        assert_false(named[cause]);
}

/* What a page tells is what the engine does. */
static void n4_what_is_passed_over_is_what_the_programme_was_reopened_from(void **state)
{
    (void)state;
    srand(11);
    for (int i = 0; i < PERSONS * ROUNDS; i++) {
        struct programme_facts facts = some_facts(), fresh;
        enum computed_cause cause = (enum computed_cause)(rand() % COMPUTED_PERMANENT_STOP);
        struct date far = DAY(2030, 1, 1);

        for (int other = 0; other < COMPUTED_CAUSES; other++)
            if (other != (int)cause)
                facts.happened[other] = DATE_NONE;
        facts.ended_by_municipality = false;
        fresh = facts;
        fresh.reopened = DATE_NONE;
        assert_int_equal(rule_engine_passes_over(&facts, cause),
                         rule_engine_decide(&fresh, far).ends && !rule_engine_decide(&facts, far).ends);
    }
}

static void n4_n5_of_two_causes_the_municipality_is_asked(void **state)
{
    (void)state;
    for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
        assert_int_equal(computed_cause_waits(cause), cause == COMPUTED_PERMANENT_STOP || cause == COMPUTED_DEADLINE);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(n4_n5_of_two_causes_the_municipality_is_asked),
        cmocka_unit_test(n4_causes_are_known_by_their_names),
        cmocka_unit_test(n4_what_is_passed_over_is_what_the_programme_was_reopened_from),
        cmocka_unit_test(n6_each_rule_and_its_border_days),
        cmocka_unit_test(n6_of_two_the_first_in_order_stands),
        cmocka_unit_test(n6_what_is_done_with_what_stands),
        cmocka_unit_test(n6_running_twice_changes_nothing),
        cmocka_unit_test(n6_the_order_of_persons_changes_nothing),
        cmocka_unit_test(n6_what_was_annulled_leaves_no_trace),
        cmocka_unit_test(n6_an_annulled_fact_withdraws_what_it_caused),
        cmocka_unit_test(n6_no_end_is_dated_after_its_day),
        cmocka_unit_test(n6_every_cause_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
