/* One participant whole: number, place, course, answers, tests, and who did what when. */
#include "register/domain/demo/demo.h"

#include <assert.h>
#include <string.h>

#include "register/domain/demo/number.h"
#include "register/domain/demo/pages.h"
#include "register/domain/demo/tests.h"

#define ALL_GATES (CODEBOOK_GATE_CREATE | CODEBOOK_GATE_ANNUAL | CODEBOOK_GATE_ANNUAL_ENDED | CODEBOOK_GATE_DISCHARGE)

/* Page 4 is for those who have ended. */
static unsigned demo_gates(const struct course *course)
{
    return date_is_set(course->end) ? ALL_GATES : CODEBOOK_GATE_CREATE | CODEBOOK_GATE_ANNUAL;
}

static const char *demo_instant(struct arena *arena, struct dice *dice, struct date date, int first_hour)
{
    char day[DATE_TEXT_SIZE];
    date_format_iso(date, day);
    int hour = first_hour + dice_between(dice, 0, 2), minute = dice_between(dice, 0, 59);
    return arena_printf(arena, "%s %02d:%02d:%02d.%06d", day, hour, minute, dice_between(dice, 0, 59),
                        dice_between(dice, 0, 999999));
}

/* Mornings for creating, afternoons for what follows: never the wrong way round on one day. */
static void demo_events(struct demo_participant *participant, const struct pages *pages, size_t place,
                        struct arena *arena)
{
    const struct course *course = &pages->course;
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_EVENTS);
    size_t first = place * CASEWORKERS_PER_PLACE;
    participant->created_by = first + dice_roll(&dice, CASEWORKERS_PER_PLACE);
    participant->created_at = demo_instant(arena, &dice, course->registered, 6);
    participant->changed_by = dice_percent(&dice, 80) ? participant->created_by
                                                      : first + dice_roll(&dice, CASEWORKERS_PER_PLACE);
    if (date_is_set(course->changed)) {
        participant->changed_at = demo_instant(arena, &dice, course->changed, 11);
    }
    if (date_is_set(course->discharged)) {
        participant->discharged_at = participant->changed_at;
    }
}

/* She took part in the year and was registered in time; those whose forms are complete are nearly all confirmed. */
static bool demo_confirmed(const struct pages *pages, struct dice *dice, int year, struct date at)
{
    const struct course *course = &pages->course;
    bool took_part = course->start.year <= year && (!date_is_set(course->end) || course->end.year >= year);
    bool in_time = date_compare(course->registered, at) < 0 && date_compare(at, pages->demo->today) < 0;
    unsigned percent = year == pages->demo->today.year - 1 ? 65 : 92;
    return dice_percent(dice, percent) && took_part && in_time && course->filled == COURSE_ALL;
}

static void demo_confirm(struct demo_participant *participant, const struct pages *pages, struct arena *arena)
{
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_CONFIRM);
    int years = pages->demo->today.year - 2023;
    struct demo_confirmation *confirmations = arena_alloc_many(arena, (size_t)years, sizeof *confirmations);
    for (int year = 2023; year < pages->demo->today.year; year++) {
        struct date at = date_add_days((struct date){(short)(year + 1), 2, 1}, dice_between(&dice, 0, 70));
        if (demo_confirmed(pages, &dice, year, at)) {
            confirmations[participant->confirmation_count++] = (struct demo_confirmation){
                .year = year, .at = demo_instant(arena, &dice, at, 9), .by = participant->created_by};
        }
    }
    participant->confirmations = confirmations;
}

/* Some were corrected after they had been confirmed: then what was confirmed and what is registered differ (Y2). */
static void demo_correct(struct demo_participant *participant, const struct pages *pages)
{
    const struct codebook_variable *variable =
        codebook_find_variable(pages->demo->reg, "behov_arbeidsevne_vurdering");
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_CORRECT);
    bool changed_later = participant->confirmation_count > 0 && participant->changed_at != NULL &&
                         strcmp(participant->confirmations[participant->confirmation_count - 1].at,
                                participant->changed_at) < 0;
    if (variable == NULL || !changed_later || date_is_set(pages->course.discharged) || !dice_percent(&dice, 30) ||
        answer_is_empty(answers_get(participant->answers, variable))) {
        return;
    }
    bool was_standard = strcmp(answers_get(participant->answers, variable)->text, "2") == 0;
    participant->corrected = variable;
    participant->corrected_from = was_standard ? "3" : "2";
}

static void demo_fill(struct pages *pages, struct arena *arena)
{
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_GAPS);
    unsigned gates = demo_gates(&pages->course);
    if (pages->course.filled == COURSE_FIRST_PAGE) {
        questions_complete(&pages->questions, &dice, CODEBOOK_GATE_CREATE, arena);
        return;
    }
    demo_page_background(pages);
    demo_page_programme(pages);
    if (date_is_set(pages->course.end)) {
        demo_page_end(pages);
    }
    questions_complete(&pages->questions, &dice, gates, arena);
    if (pages->course.filled == COURSE_SOME) {
        questions_forget(&pages->questions, &dice, 30, arena);
    }
}

static struct date demo_judged(const struct demo *demo, struct date start)
{
    return date_compare(start, demo->reg->first_date) < 0 ? demo->reg->first_date : start;
}

static void demo_begin(struct pages *pages, const struct demo *demo, const struct answer_world *world,
                       struct arena *arena)
{
    char digits[FODSELSNUMMER_SIZE];
    demo_number(demo, pages->n, digits, &pages->born);
    pages->course = demo_course(demo->seed, pages->n, demo->today, pages->born);
    pages->judged = demo_judged(demo, pages->course.start);
    pages->questions = (struct questions){answers_new(arena, demo->reg), world, pages->course.last_day};
    demo_page_person(pages, arena_copy(arena, digits));
}

struct demo_participant *demo_participant(const struct demo *demo, unsigned long n, struct arena *arena)
{
    static const char *const with_districts[] = {"kommune_har_bydeler", NULL}, *const without[] = {NULL};
    assert(n < DEMO_MOST && demo->today.year >= 2024);
    struct demo_participant *participant = arena_alloc(arena, sizeof *participant);
    struct dice dice = dice_new(demo->seed, n, DICE_PLACE);
    size_t place = demo_place_choose(&dice);
    struct pages pages = {.demo = demo, .n = n, .place = demo_place_at(place)};
    struct answer_world world = {.today = date_add_days(demo->today, -1),
                                 .facts = pages.place->bydel[0] == '\0' ? without : with_districts};
    demo_begin(&pages, demo, &world, arena);
    demo_fill(&pages, arena);
    participant->answers = pages.questions.answers;
    participant->status = pages.course.status;
    demo_events(participant, &pages, place, arena);
    demo_confirm(participant, &pages, arena);
    demo_correct(participant, &pages);
    demo_tests(participant, &pages, arena);
    return participant;
}
