/* Properties of invented participants: valid and distinct numbers, clean answers, the same for the same seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/domain/demo/demo.h"
#include "register/domain/demo/number.h"
#include "register/domain/demo/place.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"

#define PARTICIPANTS 20000ul
#define ALL_GATES (CODEBOOK_GATE_CREATE | CODEBOOK_GATE_ANNUAL | CODEBOOK_GATE_ANNUAL_ENDED | CODEBOOK_GATE_DISCHARGE)

static const struct fodselsnummer_rules rules = {FODSELSNUMMER_OLD, FODSELSNUMMER_TENOR, true};
static const struct codebook *codebook;
static struct demo demo = {.seed = 1, .today = {2026, 11, 22}};

static int load_codebook(void **state)
{
    (void)state;
    char *why = NULL;
    if (!codebook_load(TEST_SOURCE_DIR "/codebook.xml", TEST_SOURCE_DIR "/codebook.rng", &codebook, &why)) {
        print_error("%s\n", why);
        free(why);
        return -1;
    }
    demo.reg = codebook_find_register(codebook, "jobbsjansen");
    return demo.reg == NULL ? -1 : 0;
}

static int free_codebook(void **state)
{
    (void)state;
    codebook_free(&codebook);
    return 0;
}

static const char *text_of(const struct demo_participant *participant, const char *name)
{
    const char *text = answers_get_named(participant->answers, name)->text;
    return text == NULL ? "" : text;
}

static struct date date_of(const struct demo_participant *participant, const char *name)
{
    return answer_date(answers_get_named(participant->answers, name));
}

static struct date day_of(const char *instant)
{
    char text[11] = "";
    struct date day = DATE_NONE;
    memcpy(text, instant, 10);
    assert_true(date_parse_iso(text, &day));
    return day;
}

static struct answer_judgement *judge(struct arena *arena, const struct demo_participant *participant)
{
    static const char *const oslo[] = {"kommune_har_bydeler", NULL}, *const elsewhere[] = {NULL};
    struct answer_world *world = arena_alloc(arena, sizeof *world);
    world->today = demo.today;
    world->facts = strcmp(text_of(participant, "kommunenummer"), "0301") == 0 ? oslo : elsewhere;
    return answer_judge(arena, participant->answers, world);
}

static void check_number(const struct demo_participant *participant)
{
    struct fodselsnummer number;
    struct date start = date_of(participant, "oppstartsdato");
    assert_int_equal(fodselsnummer_parse(text_of(participant, "fodselsnummer"), &rules, &number),
                     FODSELSNUMMER_ACCEPTED);
    assert_int_equal(number.synthetic, FODSELSNUMMER_TENOR);
    assert_int_equal(atoi(text_of(participant, "fodselsar")), number.born.year);
    assert_in_range(date_span_between(number.born, start).years, 18, 55);
    assert_true(atoi(text_of(participant, "ankomstar")) >= number.born.year);
}

/* What a caseworker could have typed: every value passes the checks of its own field. */
static void check_fields(struct arena *arena, const struct demo_participant *participant)
{
    const struct answer_format formats[] = {{"fodselsnummer", fodselsnummer_format, &rules}, {.name = NULL}};
    struct answer_world world = {.today = demo.today, .formats = formats};
    for (size_t i = 0; i < demo.reg->variable_count; i++) {
        const struct codebook_variable *variable = demo.reg->variables[i];
        const struct answer *answer = answers_get(participant->answers, variable);
        bool typed = codebook_is_asked(variable) && variable->source != CODEBOOK_SOURCE_APPLICATION;
        if (!typed || answer_is_empty(answer)) {
            continue;
        }
        const char *const *texts;
        size_t count = answer_field_texts(arena, variable, answer, &texts);
        struct answer again;
        const char *problem = NULL;
        if (!answer_parse(arena, variable, texts, count, &world, &again, &problem)) {
            fail_msg("%s: %s", variable->name, problem);
        }
        assert_true(answer_equal(answer, &again));
    }
}

static void check_judgement(struct arena *arena, const struct demo_participant *participant)
{
    struct answer_judgement *judgement = judge(arena, participant);
    if (judgement->broken.count > 0) {
        fail_msg("%s: %s", judgement->broken.items[0].field, judgement->broken.items[0].message);
    }
    for (size_t i = 0; i < demo.reg->variable_count; i++) {
        assert_false(judgement->states[i].would_empty);
        assert_false(judgement->states[i].expired &&
                     !answer_is_empty(answers_get(participant->answers, demo.reg->variables[i])) &&
                     !text_equal(demo.reg->variables[i]->name, "finansieringstype"));
    }
    assert_int_equal(answer_gaps(arena, judgement, CODEBOOK_GATE_CREATE).count, 0);
    if (participant->status == STATUS_UTSKREVET) {
        assert_int_equal(answer_gaps(arena, judgement, ALL_GATES).count, 0);
    }
    if (participant->confirmation_count > 0) {
        assert_int_equal(answer_gaps(arena, judgement, CODEBOOK_GATE_ANNUAL).count, 0);
    }
}

static void check_status(const struct demo_participant *participant)
{
    bool changed = participant->changed_at != NULL;
    bool ended = date_is_set(date_of(participant, "avslutningsdato"));
    bool discharged = participant->discharged_at != NULL;
    assert_int_equal(participant->status, discharged ? STATUS_UTSKREVET
                                          : ended    ? STATUS_AVSLUTTET
                                          : changed  ? STATUS_ENDRET
                                                     : STATUS_OPPRETTET);
    assert_true(!discharged || ended);
}

static void check_instants(const struct demo_participant *participant)
{
    struct date start = date_of(participant, "oppstartsdato");
    assert_true(date_compare(start, day_of(participant->created_at)) <= 0);
    assert_true(date_compare(day_of(participant->created_at), demo.today) < 0);
    if (participant->changed_at != NULL) {
        assert_true(strcmp(participant->created_at, participant->changed_at) < 0);
        assert_true(date_compare(day_of(participant->changed_at), demo.today) < 0);
        assert_true(date_compare(date_of(participant, "avslutningsdato"), day_of(participant->changed_at)) <= 0);
    }
    for (size_t i = 0; i < participant->confirmation_count; i++) {
        const struct demo_confirmation *confirmation = &participant->confirmations[i];
        assert_true(i == 0 || confirmation->year > confirmation[-1].year);
        assert_int_equal(day_of(confirmation->at).year, confirmation->year + 1);
        assert_true(strcmp(participant->created_at, confirmation->at) < 0);
        assert_true(start.year <= confirmation->year);
        assert_true(participant->corrected == NULL || strcmp(confirmation->at, participant->changed_at) < 0);
    }
    if (participant->corrected != NULL) {
        assert_true(participant->confirmation_count > 0);
        assert_string_not_equal(participant->corrected_from, answers_get(participant->answers, participant->corrected)->text);
    }
}

static void check_place(struct arena *arena, const struct demo_participant *participant)
{
    struct demo_caseworker creator = demo_caseworker(arena, participant->created_by);
    const struct demo_place *place = demo_place_at(participant->created_by / CASEWORKERS_PER_PLACE);
    bool old = day_of(participant->created_at).year < 2024;
    assert_string_equal(text_of(participant, "kommunenummer"), old ? place->number_until_2023 : creator.kommunenummer);
    assert_string_equal(text_of(participant, "bydel"), creator.bydel);
    assert_int_equal(participant->changed_by / CASEWORKERS_PER_PLACE, participant->created_by / CASEWORKERS_PER_PLACE);
}

static void check_tests(const struct demo_participant *participant)
{
    const struct codebook_variable *type = codebook_find_variable(demo.reg, "provetype");
    const struct codebook_variable *result = codebook_find_variable(demo.reg, "proveresultat");
    for (size_t i = 0; i < participant->test_count; i++) {
        const struct demo_test *test = &participant->tests[i];
        assert_true(i == 0 || date_compare(test[-1].date, test->date) <= 0);
        assert_true(date_compare(test->date, demo.today) < 0);
        assert_non_null(codebook_find_code(type, test->type));
        assert_non_null(codebook_find_code(result, test->result));
        assert_true(test->type <= 4 ? test->result >= 3 && test->result != 8 : test->result == 8 || test->result == 2);
    }
}

static void check_name(const struct demo_participant *participant)
{
    const char *name = text_of(participant, "navn");
    assert_true(text_is_clean(name, strlen(name)) && strchr(name, ' ') != NULL && text_length(name) < 100);
    assert_string_not_equal(text_of(participant, "fodeland"), "");
}

struct tally {
    int status[STATUS_UTSKREVET + 1];
    int oslo, old_numbers, d_numbers, started_2022, confirmed, gaps, tested;
};

static void count(struct arena *arena, const struct demo_participant *participant, struct tally *tally)
{
    tally->status[participant->status]++;
    tally->oslo += strcmp(text_of(participant, "kommunenummer"), "0301") == 0;
    tally->old_numbers += strcmp(text_of(participant, "kommunenummer"), "3025") == 0;
    tally->d_numbers += text_of(participant, "fodselsnummer")[0] >= '4';
    tally->started_2022 += date_of(participant, "oppstartsdato").year == 2022;
    tally->confirmed += participant->confirmation_count > 0;
    tally->tested += participant->test_count > 0;
    tally->gaps += participant->status == STATUS_AVSLUTTET &&
                   answer_gaps(arena, judge(arena, participant), CODEBOOK_GATE_DISCHARGE).count > 0;
}

static int compare_numbers(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void assert_distinct(char (*numbers)[FODSELSNUMMER_SIZE], size_t total)
{
    qsort(numbers, total, sizeof *numbers, compare_numbers);
    for (size_t i = 1; i < total; i++) {
        assert_string_not_equal(numbers[i - 1], numbers[i]);
    }
}

static void assert_share(const char *what, int part, double least, double most)
{
    double share = (double)part / (double)PARTICIPANTS;
    print_message("%-14s %.3f\n", what, share);
    if (share < least || share > most) {
        fail_msg("%s: %f", what, share);
    }
}

static void assert_tally(const struct tally *tally)
{
    assert_share("Oslo", tally->oslo, 0.19, 0.21);
    assert_share("3025", tally->old_numbers, 0.005, 0.04);
    assert_share("D-numbers", tally->d_numbers, 0.02, 0.04);
    assert_share("started 2022", tally->started_2022, 0.04, 0.1);
    assert_share("opprettet", tally->status[STATUS_OPPRETTET], 0.02, 0.1);
    assert_share("endret", tally->status[STATUS_ENDRET], 0.25, 0.6);
    assert_share("avsluttet", tally->status[STATUS_AVSLUTTET], 0.1, 0.4);
    assert_share("utskrevet", tally->status[STATUS_UTSKREVET], 0.2, 0.5);
    assert_share("confirmed", tally->confirmed, 0.3, 0.8);
    assert_share("ended, gaps", tally->gaps, 0.05, 0.3);
    assert_share("tests", tally->tested, 0.4, 0.9);
}

static void participants_are_valid_clean_and_mixed(void **state)
{
    (void)state;
    char(*numbers)[FODSELSNUMMER_SIZE] = calloc(PARTICIPANTS, sizeof *numbers);
    struct arena *arena = arena_new(1000000);
    struct tally tally = {.oslo = 0};
    assert_non_null(numbers);
    for (unsigned long n = 0; n < PARTICIPANTS; n++) {
        struct demo_participant *participant = demo_participant(&demo, n, arena);
        check_number(participant);
        check_fields(arena, participant);
        check_judgement(arena, participant);
        check_status(participant);
        check_instants(participant);
        check_place(arena, participant);
        check_tests(participant);
        check_name(participant);
        count(arena, participant, &tally);
        memcpy(numbers[n], text_of(participant, "fodselsnummer"), FODSELSNUMMER_SIZE);
        arena_reset(arena);
    }
    assert_distinct(numbers, PARTICIPANTS);
    assert_tally(&tally);
    arena_free(&arena);
    free(numbers);
}

static void numbers_are_distinct_to_the_end(void **state)
{
    (void)state;
    const size_t total = 60000;
    char(*numbers)[FODSELSNUMMER_SIZE] = calloc(total, sizeof *numbers);
    assert_non_null(numbers);
    for (size_t i = 0; i < total; i++) {
        struct date born;
        demo_number(&demo, DEMO_MOST - 1 - i * (DEMO_MOST / total), numbers[i], &born);
    }
    assert_distinct(numbers, total);
    free(numbers);
}

static uint64_t mix(uint64_t hash, const char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
    }
    return hash * 31;
}

static uint64_t hash_of(const struct demo_participant *participant)
{
    uint64_t hash = (uint64_t)participant->status + participant->created_by * 7 + participant->changed_by * 11;
    for (size_t i = 0; i < demo.reg->variable_count; i++) {
        const struct answer *answer = answers_get(participant->answers, demo.reg->variables[i]);
        hash = mix(hash, answer->text);
        for (size_t j = 0; j < answer->code_count; j++) {
            hash = hash * 131 + (uint64_t)answer->codes[j];
        }
    }
    hash = mix(mix(mix(hash, participant->created_at), participant->changed_at), participant->discharged_at);
    for (size_t i = 0; i < participant->test_count; i++) {
        hash = hash * 131 + (uint64_t)(participant->tests[i].type * 100 + participant->tests[i].result);
    }
    for (size_t i = 0; i < participant->confirmation_count; i++) {
        hash = mix(hash, participant->confirmations[i].at);
    }
    return hash;
}

static uint64_t hash_alone(uint64_t seed, unsigned long n)
{
    struct demo other = demo;
    other.seed = seed;
    struct arena *arena = arena_new(1000000);
    uint64_t hash = hash_of(demo_participant(&other, n, arena));
    arena_free(&arena);
    return hash;
}

static void the_same_seed_gives_the_same_participants(void **state)
{
    (void)state;
    struct arena *arena = arena_new(10000000);
    uint64_t hashes[300];
    for (unsigned long n = 0; n < 300; n++) {
        hashes[n] = hash_of(demo_participant(&demo, n, arena));
        arena_reset(arena);
    }
    for (unsigned long n = 300; n-- > 0;) {
        assert_int_equal(hash_alone(demo.seed, n), hashes[n]);
        assert_int_not_equal(hash_alone(demo.seed + 1, n), hashes[n]);
        assert_true(n == 0 || hashes[n] != hashes[n - 1]);
    }
    arena_free(&arena);
}

static bool file_has_line(const char *file, const char *start)
{
    char path[512], line[512];
    bool found = false;
    snprintf(path, sizeof path, "%s/data/%s", TEST_SOURCE_DIR, file);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    while (!found && fgets(line, sizeof line, in) != NULL) {
        found = text_starts_with(line, start);
    }
    fclose(in);
    return found;
}

static void places_are_those_of_the_data_files(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    for (size_t i = 0; i < demo_place_count(); i++) {
        const struct demo_place *place = demo_place_at(i);
        const char *old = arena_printf(arena, "%s;%s;", place->number_until_2023, place->kommunenavn);
        assert_true(file_has_line("kommuner.csv", arena_printf(arena, "%s;", place->kommunenummer)));
        assert_true(file_has_line("kommuner-2020-2023.csv", old));
        assert_true(place->bydel[0] == '\0' || file_has_line("bydeler.csv", arena_printf(arena, "%s;", place->bydel)));
    }
    assert_false(file_has_line("kommuner.csv", "3025;"));
    arena_free(&arena);
}

static void caseworkers_are_distinct(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1000000);
    size_t total = demo_caseworker_count();
    struct demo_caseworker *all = arena_alloc_many(arena, total, sizeof *all);
    for (size_t i = 0; i < total; i++) {
        all[i] = demo_caseworker(arena, i);
        assert_true(strlen(all[i].username) < 40 && strstr(all[i].email, ".example") != NULL);
        for (const char *at = all[i].email; *at != '\0'; at++) {
            assert_true((unsigned char)*at < 0x80 && *at != ' ');
        }
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(all[i].username, all[j].username);
            assert_string_not_equal(all[i].name, all[j].name);
            assert_string_not_equal(all[i].email, all[j].email);
        }
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(participants_are_valid_clean_and_mixed),
        cmocka_unit_test(numbers_are_distinct_to_the_end),
        cmocka_unit_test(the_same_seed_gives_the_same_participants),
        cmocka_unit_test(places_are_those_of_the_data_files),
        cmocka_unit_test(caseworkers_are_distinct),
    };
    return cmocka_run_group_tests(tests, load_codebook, free_codebook);
}
