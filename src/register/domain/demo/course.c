/* Starts from 2022 on; most programmes last one to three years; the older ones have mostly ended. */
#include "register/domain/demo/course.h"

#include "register/domain/demo/dice.h"

#define NEW_DAYS 45 /* so recently registered, many have their first page alone */

/* The register opened in January 2023; starts of 2022 were entered then. */
static const struct date register_opened = {2023, 1, 9};

static struct date course_earlier(struct date a, struct date b)
{
    return date_compare(a, b) < 0 ? a : b;
}

static struct date course_later(struct date a, struct date b)
{
    return date_compare(a, b) > 0 ? a : b;
}

/* Any day from one to another, both included; `from` where they lie the other way round. */
static struct date course_day(struct dice *dice, struct date from, struct date to)
{
    long days = date_days_between(from, to);
    return days <= 0 ? from : date_add_days(from, dice_between(dice, 0, (int)days));
}

static struct date course_start(struct dice *dice, struct date yesterday, struct date born)
{
    struct date first = {2022, 1, 1}, second = {2023, 1, 1};
    struct date grown = date_add_years(born, 18);
    bool early = dice_percent(dice, 8) && date_compare(grown, first) <= 0;
    struct date from = course_later(early ? first : second, grown);
    return course_day(dice, from, early ? (struct date){2022, 12, 31} : date_add_days(yesterday, -1));
}

static struct date course_end(struct dice *dice, struct date start, struct date yesterday)
{
    bool breaks_off = dice_percent(dice, 12);
    int longer = 200 + dice_between(dice, 0, 600) + dice_between(dice, 0, 300);
    int length = breaks_off ? dice_between(dice, 30, 300) : longer;
    struct date end = date_add_days(start, length);
    bool entered = date_compare(end, yesterday) <= 0 && dice_percent(dice, 93);
    return entered ? end : DATE_NONE;
}

static enum course_filled course_fill(struct dice *dice, const struct course *course, struct date yesterday)
{
    bool new = date_days_between(course->registered, yesterday) < NEW_DAYS;
    if (date_is_set(course->discharged)) {
        return COURSE_ALL;
    }
    if (!date_is_set(course->end) && dice_percent(dice, new ? 55 : 3)) {
        return COURSE_FIRST_PAGE;
    }
    return dice_percent(dice, date_is_set(course->end) ? 40 : 60) ? COURSE_ALL : COURSE_SOME;
}

/* Discharged at last, once the end is some time back; seldom on the same day. */
static struct date course_discharge(struct dice *dice, const struct course *course, struct date yesterday)
{
    if (!date_is_set(course->end)) {
        return DATE_NONE;
    }
    bool long_ago = date_days_between(course->end, yesterday) > 90;
    struct date from = course_later(course->end, course->registered);
    struct date day = course_earlier(date_add_days(from, dice_between(dice, 0, 80)), yesterday);
    return dice_percent(dice, long_ago ? 75 : 35) ? day : DATE_NONE;
}

static struct date course_change(struct dice *dice, const struct course *course, struct date yesterday)
{
    if (course->filled == COURSE_FIRST_PAGE) {
        return DATE_NONE;
    }
    if (date_is_set(course->discharged)) {
        return course->discharged;
    }
    struct date from = course_later(course->end, course->registered);
    /* The later of two draws: most files were touched lately. */
    return course_later(course_day(dice, from, yesterday), course_day(dice, from, yesterday));
}

static enum status course_status(const struct course *course)
{
    enum status status = STATUS_OPPRETTET;
    if (date_is_set(course->changed)) {
        status = status_after(status, STATUS_EVENT_CHANGE);
    }
    if (date_is_set(course->end)) {
        status = status_after(status, STATUS_EVENT_END);
    }
    return date_is_set(course->discharged) ? status_after(status, STATUS_EVENT_DISCHARGE) : status;
}

struct course demo_course(unsigned long long seed, unsigned long n, struct date today, struct date born)
{
    struct dice dice = dice_new(seed, n, DICE_COURSE);
    struct date yesterday = date_add_days(today, -1);
    struct course course = {.start = course_start(&dice, yesterday, born)};
    struct date noted = date_add_days(course.start, dice_between(&dice, 0, 30));
    struct date possible = date_add_days(register_opened, dice_between(&dice, 0, 45));
    course.registered = course_earlier(course_later(noted, possible), yesterday);
    course.end = course_end(&dice, course.start, yesterday);
    course.discharged = course_discharge(&dice, &course, yesterday);
    course.filled = course_fill(&dice, &course, yesterday);
    course.changed = course_change(&dice, &course, yesterday);
    course.last_day = date_is_set(course.end) ? course.end : yesterday;
    course.status = course_status(&course);
    return course;
}
