/* States as a table, places as another. */
#include "register/domain/demo/introduksjon.h"

#include <assert.h>
#include <string.h>

#include "register/domain/demo/dice.h"
#include "register/domain/demo/person.h"
#include "register/domain/introduksjon/duf.h"
#include "register/domain/introduksjon/law.h"

enum { LINE_ARENA = 256 * 1024, CHECKS = 11, YEAR = 2099, FIRST_SERIAL = 100000, CAUSES = 23, CAUSES_OF_WORK = 6 };
enum { DAYS_OF_YEAR_LEFT = 300, DAYS_OF_TWO_LEFT = 650 };
enum { OLD_OFFER = 2500 }; /* days: before integreringsloven, whenever a demonstration is */

#define EACH_CAUSE (-1) /* one person for each that a municipality can choose */
#define NEVER 0

/* Days before today, NEVER (0) for what has not been; below zero it is to come. Each person is moved by a few days. */
struct state {
    int in_large, in_small; /* how many there are in the large place, and may be in each of the others */
    int law;
    int start_deadline, decided, started, deadline, days_off;
    int rejected, temporary_stop, stop, extended;
    int dead, emigrated, moved, out_of_category;
    int ended, cause;
    int ended_after, cause_after; /* entered after the rule engine had ended her */
    int reopened_after;
    bool annulled_after; /* the stop */
};

static const struct state states[] = {
    /* in the programme */
    {.in_large = 9, .in_small = 2, .law = 1, .start_deadline = 210, .decided = 270, .started = 250},
    {.in_large = 2, .in_small = 1, .law = 1, .start_deadline = 200, .decided = 260, .started = 240, .days_off = 25},
    {.in_large = 2, .law = 1, .start_deadline = 900, .decided = 1000, .started = 980, .extended = 60},
    {.in_large = 1, .law = 1, .start_deadline = 230, .decided = 300, .started = 290, .temporary_stop = 30},
    {.in_large = 3, .in_small = 1, .law = 1, .start_deadline = 640, .decided = 700, .started = 690, .deadline = -17},
    /* not begun */
    {.in_large = 2, .law = 1, .start_deadline = -40, .decided = 12},
    {.in_large = 3, .in_small = 1, .law = 1, .start_deadline = -14},
    {.in_large = 2, .in_small = 1, .law = 1, .start_deadline = -70},
    /* ended by the rule engine */
    {.in_large = 3, .in_small = 1, .law = 1, .start_deadline = 40},
    {.in_large = 5, .in_small = 1, .law = 1, .start_deadline = 780, .decided = 830, .started = 820, .deadline = 95},
    {.in_large = 2, .in_small = 1, .law = 1, .start_deadline = 250, .decided = 320, .started = 300, .stop = 20},
    {.in_large = 2, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .moved = 45},
    {.in_large = 1, .in_small = 1, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .emigrated = 60},
    {.in_large = 1, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .dead = 75},
    {.in_large = 2, .in_small = 1, .law = 1, .start_deadline = 120, .rejected = 150},
    {.in_large = 2, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .out_of_category = 50},
    /* ended by the municipality */
    {.in_large = CAUSES, .in_small = 3, .law = 1, .start_deadline = 600, .decided = 680, .started = 660, .ended = 90, .cause = EACH_CAUSE},
    /* ended by the rule engine first */
    {.in_large = 2, .law = 1, .start_deadline = 440, .decided = 500, .started = 490, .stop = 110, .ended_after = 110, .cause_after = 1},
    {.in_large = 2, .in_small = 1, .law = 1, .start_deadline = 900, .decided = 950, .started = 940, .deadline = 130, .ended_after = 130,
     .cause_after = 1},
    {.in_large = 1, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .stop = 40, .annulled_after = true},
    /* reopened */
    {.in_large = 1, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .stop = 35, .reopened_after = 10},
    {.in_large = 1, .law = 1, .start_deadline = 330, .decided = 400, .started = 380, .ended = 70, .cause = 13, .reopened_after = 15},
    /* by introduksjonsloven */
    {.in_large = 5, .in_small = 1, .law = 2, .start_deadline = OLD_OFFER - 60, .decided = OLD_OFFER, .started = OLD_OFFER - 20,
     .ended = OLD_OFFER - 600, .cause = EACH_CAUSE},
    {.in_large = 3, .in_small = 1, .law = 2, .start_deadline = OLD_OFFER - 60, .decided = OLD_OFFER, .started = OLD_OFFER - 20},
    {.in_large = 1, .law = 2, .start_deadline = OLD_OFFER - 60, .decided = OLD_OFFER, .started = OLD_OFFER - 20,
     .emigrated = OLD_OFFER - 400},
};

/* The large place has all states, the others some. */
static const struct place {
    const char *municipality, *district;
} places[] = {
    {"3201", ""},       {"0301", "030101"}, {"0301", "030102"}, {"0301", "030111"}, {"3203", ""},
    {"5001", ""},       {"4601", ""},       {"4204", ""},       {"4223", ""},
};

struct telling {
    const struct demo *demo;
    enum demo_part part;
    struct arena *arena; /* of one person */
    demo_line_taker *take;
    void *context;
    const struct state *state;
    const struct place *place;
    unsigned serial;
    unsigned nth; /* in her state and place */
    unsigned first_cause;
    int moved_by; /* days that all of hers are earlier */
    struct dice dice;
    const char *duf;
};

const char *demo_duf(struct arena *arena, unsigned serial)
{
    char digits[DUF_SIZE];

    for (int check = 0; check < CHECKS; check++) {
        const char *number = arena_printf(arena, "%d%06u%02d", YEAR, serial, check);

        if (duf_read(number, digits) == DUF_ACCEPTED)
            return number;
    }
    assert(!"every serial number has a check");
    return "";
}

static const char *number(const struct telling *telling, int value)
{
    return arena_printf(telling->arena, "%d", value);
}

/* NULL for NEVER. */
static const char *day(const struct telling *telling, int days_ago)
{
    char text[DATE_TEXT_SIZE];

    if (days_ago == NEVER)
        return NULL;
    date_format_iso(date_add_days(telling->demo->today, -days_ago - (days_ago > 0 ? telling->moved_by : 0)), text);
    return arena_copy(telling->arena, text);
}

static void tell(const struct telling *telling, enum import_kind kind, const char **values)
{
    values[IMPORT_RAD] = import_kind_name(kind);
    values[IMPORT_DUF] = telling->duf;
    values[IMPORT_MUNICIPALITY] = telling->place->municipality;
    telling->take(telling->context, (const char *const *)values);
}

static void tell_decision(const struct telling *telling, int kind, int result, int days_ago)
{
    const char *values[IMPORT_COLUMNS] = {
        [IMPORT_DECISION_KIND] = number(telling, kind),
        [IMPORT_DECISION_RESULT] = number(telling, result),
        [IMPORT_DECISION_DATE] = day(telling, days_ago),
    };

    if (days_ago != NEVER)
        tell(telling, IMPORT_DECISION, values);
}

/* One that gives a year or two is for those who have not been there as long, whatever day it is. */
static int choose_goal(const struct telling *telling)
{
    static const int goals[] = {GOAL_WHOLE_UPPER_SECONDARY, GOAL_WORK, GOAL_PART_UPPER_SECONDARY, GOAL_VOCATIONAL,
                                GOAL_PRIOR_EDUCATION};
    int goal = goals[telling->nth % (sizeof goals / sizeof *goals)], started = telling->state->started;

    if ((goal == GOAL_PRIOR_EDUCATION && started > DAYS_OF_YEAR_LEFT) || (goal == GOAL_WORK && started > DAYS_OF_TWO_LEFT))
        return GOAL_PART_UPPER_SECONDARY;
    return goal;
}

/* By integreringsloven alone; on the decision's day. */
static void tell_goal(const struct telling *telling)
{
    const struct state *state = telling->state;
    const char *values[IMPORT_COLUMNS] = {
        [IMPORT_GOAL_KIND] = number(telling, choose_goal(telling)),
        [IMPORT_GOAL_DATE] = day(telling, state->decided),
    };

    if (state->law == 1 && state->decided != NEVER)
        tell(telling, IMPORT_GOAL, values);
}

static void tell_end(struct telling *telling, int days_ago, int cause)
{
    int chosen = cause == EACH_CAUSE ? 1 + (int)((telling->first_cause + telling->nth) % CAUSES) : cause;
    const char *values[IMPORT_COLUMNS] = {
        [IMPORT_END_DATE] = day(telling, days_ago),
        [IMPORT_END_CAUSE] = number(telling, chosen),
        [IMPORT_END_HOURS] = chosen <= CAUSES_OF_WORK ? number(telling, dice_between(&telling->dice, 30, 75) * 5) : NULL,
    };

    if (days_ago != NEVER)
        tell(telling, IMPORT_END, values);
}

static void tell_person(struct telling *telling)
{
    const struct state *state = telling->state;
    bool after = telling->part == DEMO_AFTER;
    const char *values[IMPORT_COLUMNS] = {
        [IMPORT_DISTRICT] = *telling->place->district ? telling->place->district : NULL,
        [IMPORT_NAME] = demo_person_choose(&telling->dice, telling->arena).name,
        [IMPORT_CATEGORY] = dice_percent(&telling->dice, 75) ? "1" : "2",
        [IMPORT_LAW] = number(telling, state->law),
        [IMPORT_START_DEADLINE] = day(telling, state->start_deadline),
        [IMPORT_STARTED] = day(telling, state->started),
        [IMPORT_DEADLINE] = day(telling, state->deadline),
        [IMPORT_DAYS_OFF] = state->days_off != 0 ? number(telling, state->days_off) : NULL,
        [IMPORT_DEAD] = day(telling, state->dead),
        [IMPORT_EMIGRATED] = day(telling, state->emigrated),
        [IMPORT_MOVED] = day(telling, state->moved),
        [IMPORT_OUT_OF_CATEGORY] = day(telling, state->out_of_category),
        [IMPORT_REOPENED] = after ? day(telling, state->reopened_after) : NULL,
    };

    if (!after || state->reopened_after != NEVER)
        tell(telling, IMPORT_PERSON, values);
}

static void tell_rows(struct telling *telling)
{
    const struct state *state = telling->state;

    if (telling->part == DEMO_AFTER) {
        tell_end(telling, state->ended_after, state->cause_after);
        if (state->annulled_after)
            tell_decision(telling, 4, 3, state->stop);
        return;
    }
    tell_decision(telling, 1, 1, state->decided);
    tell_decision(telling, 1, 2, state->rejected);
    tell_decision(telling, 2, 1, state->extended);
    tell_decision(telling, 3, 1, state->temporary_stop);
    tell_decision(telling, 4, 1, state->stop);
    tell_goal(telling);
    tell_end(telling, state->ended, state->cause);
}

static void tell_one(struct telling *telling)
{
    telling->dice = dice_new(telling->demo->seed, telling->serial, DICE_INTRODUCTION);
    telling->moved_by = dice_between(&telling->dice, 0, 9);
    telling->duf = demo_duf(telling->arena, FIRST_SERIAL + telling->serial);
    tell_person(telling);
    tell_rows(telling);
    telling->serial++;
    arena_reset(telling->arena);
}

void demo_introduksjon(const struct demo *demo, enum demo_part part, demo_line_taker *take, void *context)
{
    struct telling telling = {.demo = demo, .part = part, .arena = arena_new(LINE_ARENA), .take = take, .context = context};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        telling.place = &places[i];
        telling.first_cause = (unsigned)i * CAUSES_OF_WORK / 2;
        for (size_t j = 0; j < sizeof states / sizeof *states; j++) {
            int count = i == 0 ? states[j].in_large : states[j].in_small;

            telling.state = &states[j];
            for (telling.nth = 0; telling.nth < (unsigned)count; telling.nth++)
                tell_one(&telling);
        }
    }
    arena_free(&telling.arena);
}
