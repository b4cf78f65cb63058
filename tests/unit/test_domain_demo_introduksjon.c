/* The demonstration's persons of the introduction programme: right whatever day it is, and in every state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/base/text.h"
#include "register/domain/demo/introduksjon.h"
#include "register/domain/introduksjon/duf.h"
#include "register/domain/introduksjon/programme.h"

enum { PERSONS_MOST = 400, DECISIONS_MOST = 8, DAYS = 3000, STEP = 37, CAUSES = 23 };

static struct arena *arena;
static const struct codebook *codebook;
static struct import_heading heading;

static int open_scene(void **state)
{
    const char *names[IMPORT_COLUMNS];
    struct problems problems;
    char *why = NULL;

    (void)state;
    arena = arena_new(64000000);
    if (!codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &codebook, &why))
        fail_msg("%s", why);
    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        names[column] = import_column_name(column);
    problems_init(&problems, arena);
    assert_true(import_heading_read(names, IMPORT_COLUMNS, &heading, &problems));
    return 0;
}

static int close_scene(void **state)
{
    (void)state;
    codebook_free(&codebook);
    arena_free(&arena);
    return 0;
}

/* A person as the register comes to know her, line by line. */
struct known {
    char duf[DUF_SIZE];
    bool is_large;
    struct programme programme;
    struct decision decisions[DECISIONS_MOST];
    size_t decision_count;
    struct goal_choice goal;
};

struct scene {
    struct import_rules rules;
    struct arena *lines;
    struct known known[PERSONS_MOST];
    size_t count;
    unsigned computed[COMPUTED_CAUSES], causes[CAUSES + 1], reopened, soon, large;
};

static struct date date_in(const struct import_line *line, enum import_column column)
{
    struct date date = DATE_NONE;

    if (line->values[column])
        assert_true(date_parse_iso(line->values[column], &date));
    return date;
}

static int code_in(const struct import_line *line, enum import_column column)
{
    long long number = 0;

    if (line->values[column])
        assert_true(text_to_integer(line->values[column], 0, CODEBOOK_CODE_MOST, &number));
    return (int)number;
}

static struct known *find(struct scene *scene, const char *duf)
{
    for (size_t i = scene->count; i-- > 0;)
        if (text_equal(scene->known[i].duf, duf))
            return &scene->known[i];
    assert_true(scene->count < PERSONS_MOST);
    memcpy(scene->known[scene->count].duf, duf, DUF_SIZE);
    return &scene->known[scene->count++];
}

static void know_person(struct known *her, const struct import_line *line)
{
    struct programme *programme = &her->programme;

    programme->law = code_in(line, IMPORT_LAW) == 1 ? LAW_INTEGRERINGSLOVEN : LAW_INTRODUKSJONSLOVEN;
    programme->start_deadline = date_in(line, IMPORT_START_DEADLINE);
    programme->started = date_in(line, IMPORT_STARTED);
    programme->deadline_set = date_in(line, IMPORT_DEADLINE);
    programme->days_off = code_in(line, IMPORT_DAYS_OFF);
    programme->dead = date_in(line, IMPORT_DEAD);
    programme->emigrated = date_in(line, IMPORT_EMIGRATED);
    programme->moved = date_in(line, IMPORT_MOVED);
    programme->out_of_category = date_in(line, IMPORT_OUT_OF_CATEGORY);
    programme->reopened = date_in(line, IMPORT_REOPENED);
    if (date_is_set(programme->reopened))
        programme->end = (struct programme_end){0};
    her->is_large = text_equal(line->values[IMPORT_MUNICIPALITY], "3201");
}

static void know_decision(struct known *her, const struct import_line *line)
{
    struct decision decision = {(enum decision_kind)code_in(line, IMPORT_DECISION_KIND),
                                (enum decision_result)code_in(line, IMPORT_DECISION_RESULT), date_in(line, IMPORT_DECISION_DATE), false, false};

    for (size_t i = 0; i < her->decision_count; i++)
        if (her->decisions[i].kind == decision.kind && date_compare(her->decisions[i].date, decision.date) == 0)
            her->decisions[i].is_deleted = true;
    assert_true(her->decision_count < DECISIONS_MOST);
    her->decisions[her->decision_count++] = decision;
}

static void know_row(struct known *her, const struct import_line *line)
{
    struct programme *programme = &her->programme;

    if (line->kind == IMPORT_DECISION)
        know_decision(her, line);
    if (line->kind == IMPORT_GOAL)
        her->goal = (struct goal_choice){(enum goal)code_in(line, IMPORT_GOAL_KIND), date_in(line, IMPORT_GOAL_DATE), false};
    programme_take_decisions(programme, her->decisions, her->decision_count);
    programme_take_goals(programme, &her->goal, her->goal.goal ? 1 : 0);
    if (line->kind == IMPORT_END)
        programme->end = (struct programme_end){ENDED_BY_MUNICIPALITY, code_in(line, IMPORT_END_CAUSE), date_in(line, IMPORT_END_DATE)};
}

/* As the import judges a termination. */
static void judge_end(const struct known *her)
{
    struct date end = her->programme.end.date, deadline = programme_deadline(&her->programme);

    assert_true(programme_has_basis(&her->programme));
    assert_true(date_compare(end, her->programme.started) >= 0);
    assert_true(date_compare(end, deadline) <= 0);
}

static void take_line(void *context, const char *const values[IMPORT_COLUMNS])
{
    struct scene *scene = context;
    const char *cells[IMPORT_COLUMNS];
    struct import_line line;
    struct problems problems;
    struct known *her;

    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        cells[column] = values[column] ? values[column] : "";
    if (values[IMPORT_END_HOURS])
        cells[IMPORT_END_HOURS] = arena_printf(scene->lines, "%.*s,%s", (int)strlen(values[IMPORT_END_HOURS]) - 1,
                                               values[IMPORT_END_HOURS], values[IMPORT_END_HOURS] + strlen(values[IMPORT_END_HOURS]) - 1);
    problems_init(&problems, scene->lines);
    if (!import_line_read(&scene->rules, scene->lines, &heading, cells, IMPORT_COLUMNS, &line, &problems))
        fail_msg("%s %s: %s", line.values[IMPORT_RAD], problems.items[0].field, problems.items[0].message);
    assert_memory_equal(line.values[IMPORT_DUF], "2099", 4);
    her = find(scene, line.values[IMPORT_DUF]);
    if (line.kind == IMPORT_PERSON)
        know_person(her, &line);
    else
        know_row(her, &line);
}

static void count_one(struct scene *scene, const struct known *her)
{
    const struct programme_facts facts = programme_facts(&her->programme);
    const struct computed_end end = rule_engine_decide(&facts, scene->rules.today);
    struct date deadline = programme_deadline(&her->programme);

    if (her->programme.end.by == ENDED_BY_MUNICIPALITY)
        judge_end(her);
    if (!her->is_large)
        return;
    scene->large++;
    if (end.ends)
        scene->computed[end.cause]++;
    if (her->programme.end.by == ENDED_BY_MUNICIPALITY)
        scene->causes[her->programme.end.cause]++;
    scene->reopened += date_is_set(her->programme.reopened) && !end.ends;
    scene->soon += !end.ends && date_is_set(deadline) && date_compare(deadline, scene->rules.today) >= 0 &&
                   date_days_between(scene->rules.today, deadline) <= 30;
}

static void make(struct scene *scene, struct date today)
{
    struct demo demo = {.seed = 1, .today = today};

    scene->rules = (struct import_rules){.reg = codebook_find_register(codebook, "introduksjon"), .today = today};
    scene->lines = arena_new(16000000);
    for (enum demo_part part = 0; part < DEMO_PARTS; part++)
        demo_introduksjon(&demo, part, take_line, scene);
    for (size_t i = 0; i < scene->count; i++)
        count_one(scene, &scene->known[i]);
    arena_free(&scene->lines);
}

static void i3_every_day_has_persons_in_every_state(void **state)
{
    (void)state;
    for (int day = 0; day < DAYS; day += STEP) {
        struct scene *scene = arena_alloc(arena, sizeof *scene);

        make(scene, date_add_days((struct date){2026, 1, 15}, day));
        assert_true(scene->large >= 60);
        for (enum computed_cause cause = 0; cause < COMPUTED_CAUSES; cause++)
            if (scene->computed[cause] == 0)
                fail_msg("day %d: nobody is %s", day, computed_cause_name(cause));
        for (int cause = 1; cause <= CAUSES; cause++)
            assert_true(scene->causes[cause] > 0);
        assert_true(scene->reopened > 0);
        assert_true(scene->soon > 0);
        arena_reset(arena);
    }
}

static void the_same_seed_makes_the_same_persons(void **state)
{
    struct scene *first = arena_alloc(arena, sizeof *first), *second = arena_alloc(arena, sizeof *second);

    (void)state;
    make(first, (struct date){2028, 2, 29});
    make(second, (struct date){2028, 2, 29});
    assert_int_equal(first->count, second->count);
    for (size_t i = 0; i < first->count; i++)
        assert_string_equal(first->known[i].duf, second->known[i].duf);
    for (size_t i = 1; i < first->count; i++)
        assert_true(strcmp(first->known[i - 1].duf, first->known[i].duf) < 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(i3_every_day_has_persons_in_every_state, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(the_same_seed_makes_the_same_persons, open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
