/* Norwegian tests, as the test register would have told of them. */
#include "register/domain/demo/tests.h"

#define PARTS 4
#define MOST_SITTINGS 3

/* Codes of provetype and proveresultat: reading, listening, writing and speaking, from below A1 to B2. */
enum { TYPE_READING = 1, TYPE_C1_FIRST = 5, TYPE_C1_LAST = 6, RESULT_FAILED = 2, RESULT_LOWEST = 3, RESULT_HIGHEST = 7,
       RESULT_C1 = 8, RESULT_NO_GROUNDS = 10 };

static int tests_result(struct dice *dice, int level)
{
    int result = level + dice_between(dice, -1, 1);
    if (dice_percent(dice, 2)) {
        return RESULT_NO_GROUNDS;
    }
    return result < RESULT_LOWEST ? RESULT_LOWEST : result > RESULT_HIGHEST ? RESULT_HIGHEST : result;
}

/* All four parts on one day, now and then three of them. */
static void tests_sit(struct demo_participant *participant, struct demo_test *tests, struct dice *dice,
                      struct date date, int level)
{
    int parts = dice_percent(dice, 85) ? PARTS : PARTS - 1;
    for (int part = 0; part < parts; part++) {
        tests[participant->test_count++] = (struct demo_test){date, TYPE_READING + part, tests_result(dice, level)};
    }
}

/* The test at C1 has two parts, and is passed at C1 or not at all. */
static void tests_sit_c1(struct demo_participant *participant, struct demo_test *tests, struct dice *dice,
                         struct date date)
{
    for (int type = TYPE_C1_FIRST; type <= TYPE_C1_LAST; type++) {
        tests[participant->test_count++] =
            (struct demo_test){date, type, dice_percent(dice, 60) ? RESULT_C1 : RESULT_FAILED};
    }
}

void demo_tests(struct demo_participant *participant, const struct pages *pages, struct arena *arena)
{
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_TESTS);
    struct demo_test *tests = arena_alloc_many(arena, MOST_SITTINGS * PARTS, sizeof *tests);
    struct date date = {(short)(pages->arrival + 1), 1, 15};
    int level = dice_between(&dice, RESULT_LOWEST, RESULT_HIGHEST - 2);
    int sittings = dice_between(&dice, 0, MOST_SITTINGS);
    for (int i = 0; i < sittings; i++) {
        date = date_add_days(date, dice_between(&dice, 60, 700));
        bool fetched = date_compare(date, pages->course.last_day) <= 0;
        if (fetched && level >= RESULT_HIGHEST && dice_percent(&dice, 20)) {
            tests_sit_c1(participant, tests, &dice, date);
        } else if (fetched) {
            tests_sit(participant, tests, &dice, date, level++);
        }
    }
    participant->tests = tests;
}
