/* Rules between answers (C4), validity at dates (C5), gates (C2b), and what a change may do. */
#include "answer_scene.h"

#define STARTED "oppstartsdato=2024-01-01 "

static void check_lock(const struct scene *scene, const char *given, const char *name, enum answer_lock lock,
                       bool obligatory)
{
    const struct answer_judgement *judgement = scene_judge(scene, given);
    const struct answer_state *state = scene_state(scene, judgement, name);
    if (state->lock != lock || state->obligatory != obligatory) {
        fail_msg("%s with %s: lock %d, obligatory %d", name, given, (int)state->lock, state->obligatory);
    }
    assert_int_equal(state->reason == NULL, lock == ANSWER_OPEN);
}

static void rules_open_and_lock(void **state)
{
    static const struct {
        const char *given, *name;
        enum answer_lock lock;
        bool obligatory;
    } rows[] = {
        {"", "intro_avsluttet_dato", ANSWER_LOCKED_RULE, false},
        {"deltatt_intro=1", "intro_avsluttet_dato", ANSWER_OPEN, true},
        {"deltatt_intro=2", "intro_avsluttet_dato", ANSWER_LOCKED_RULE, false},
        {"", "antall_barn", ANSWER_LOCKED_RULE, false},
        {"omsorgsansvar_barn=1", "antall_barn", ANSWER_OPEN, false},
        {"omsorgsansvar_barn=2", "antall_barn", ANSWER_LOCKED_RULE, false},
        {"omsorgsansvar_barn=9", "antall_barn", ANSWER_LOCKED_RULE, false},
        {"", "hovedarsak_avbrutt", ANSWER_LOCKED_RULE, false},
        {"hovedarsak_avslutning=16", "hovedarsak_avbrutt", ANSWER_OPEN, true},
        {"hovedarsak_avslutning=15", "hovedarsak_avbrutt", ANSWER_LOCKED_RULE, false},
        {"", "reservasjon_dato", ANSWER_LOCKED_RULE, false},
        {"reservasjon_deling=1", "reservasjon_dato", ANSWER_LOCKED_RULE, false},
        {"reservasjon_deling=2", "reservasjon_dato", ANSWER_OPEN, true},
        {"", "oppstartsdato_forste_praksis", ANSWER_OPEN, true},
        {"sted_arbeidspraksis=1", "oppstartsdato_forste_praksis", ANSWER_OPEN, true},
        {"sted_arbeidspraksis=9", "oppstartsdato_forste_praksis", ANSWER_LOCKED_RULE, false},
        {"sted_arbeidspraksis=9 norskopplaring_spraktrening=1,2", "oppstartsdato_forste_praksis",
         ANSWER_LOCKED_RULE, false},
        {"sted_arbeidspraksis=9 norskopplaring_spraktrening=1,3", "oppstartsdato_forste_praksis", ANSWER_OPEN,
         true},
        {"sted_arbeidspraksis=2 norskopplaring_spraktrening=99", "oppstartsdato_forste_praksis", ANSWER_OPEN,
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_lock(*state, rows[i].given, rows[i].name, rows[i].lock, rows[i].obligatory);
    }
}

/* 41, 42 and 43 over every code of 36. */
static void work_is_asked_after_causes_with_work(void **state)
{
    static const char *const asked[] = {"type_arbeid", "stillingsprosent_arbeid", "type_naring_arbeid"};
    const struct scene *scene = *state;
    const struct codebook_variable *cause = scene_variable(scene, "hovedarsak_avslutning");
    int opening = 0;
    for (size_t i = 0; i < cause->code_count; i++) {
        int number = cause->codes[i].number;
        bool opens = number == 1 || number == 2 || (number >= 8 && number <= 12);
        opening += opens;
        const char *given = arena_printf(scene->arena, "hovedarsak_avslutning=%d", number);
        for (size_t j = 0; j < 3; j++) {
            check_lock(scene, given, asked[j], opens ? ANSWER_OPEN : ANSWER_LOCKED_RULE, opens);
        }
    }
    assert_int_equal(opening, 7);
    check_lock(scene, "", "type_arbeid", ANSWER_LOCKED_RULE, false);
}

static void districts_are_asked_where_there_are_any(void **state)
{
    static const char *const facts[] = {"noe_annet", "kommune_har_bydeler", NULL};
    struct scene *scene = *state;
    check_lock(scene, "kommunenummer=5001", "bydel", ANSWER_ABSENT, false);
    check_lock(scene, "kommunenummer=5001 bydel=030102", "bydel", ANSWER_LOCKED_RULE, false);
    scene->world.facts = facts;
    check_lock(scene, "kommunenummer=0301", "bydel", ANSWER_OPEN, true);
    scene->world.facts = facts + 2;
    check_lock(scene, "kommunenummer=0301", "bydel", ANSWER_ABSENT, false);
}

static void what_comes_from_elsewhere_is_locked(void **state)
{
    static const char *const names[] = {"person_id",       "fodselsar", "navn",       "kommunenavn",
                                        "ankomstar",       "fodeland",  "sivilstand", "oppholdsgrunnlag",
                                        "proveresultater", "provedato", "provetype",  "proveresultat"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        check_lock(*state, "", names[i], ANSWER_LOCKED_SOURCE, false);
    }
}

static void locking_tells_what_is_to_be_emptied(void **state)
{
    const struct scene *scene = *state;
    const struct answer_judgement *judgement =
        scene_judge(scene, STARTED "deltatt_intro=2 intro_avsluttet_dato=2025-01-01 omsorgsansvar_barn=2 "
                                   "sted_arbeidspraksis=9 oppstartsdato_forste_praksis=2023-12-01");
    assert_true(scene_state(scene, judgement, "intro_avsluttet_dato")->would_empty);
    assert_true(scene_state(scene, judgement, "oppstartsdato_forste_praksis")->would_empty);
    assert_false(scene_state(scene, judgement, "antall_barn")->would_empty);
    /* What is to be emptied breaks and warns of nothing. */
    assert_int_equal(judgement->broken.count, 0);
    assert_int_equal(judgement->warnings.count, 0);
}

static void rules_between_dates(void **state)
{
    static const struct {
        const char *given, *broken, *warned;
    } rows[] = {
        {STARTED "avslutningsdato=2024-01-01", NULL, NULL},
        {STARTED "avslutningsdato=2023-12-31", "avslutningsdato", NULL},
        {"avslutningsdato=2023-12-31", NULL, NULL},
        {STARTED "avslutningsdato=2025-06-01 oppstartsdato_forste_praksis=2025-06-01", NULL, NULL},
        {STARTED "avslutningsdato=2025-06-01 oppstartsdato_forste_praksis=2025-06-02",
         "oppstartsdato_forste_praksis", NULL},
        {STARTED "oppstartsdato_forste_praksis=2024-01-01", NULL, NULL},
        {STARTED "oppstartsdato_forste_praksis=2023-12-31", NULL, "oppstartsdato_forste_praksis"},
        {STARTED "deltatt_intro=1 intro_avsluttet_dato=2024-01-01", NULL, NULL},
        {STARTED "deltatt_intro=1 intro_avsluttet_dato=2024-01-02", "intro_avsluttet_dato", NULL},
        {"deltatt_intro=1 intro_avsluttet_dato=2024-01-02", NULL, NULL},
        {"oppstartsdato=2021-08-01", NULL, NULL},
        {"oppstartsdato=2021-07-31", NULL, "oppstartsdato"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct answer_judgement *judgement = scene_judge(*state, rows[i].given);
        assert_int_equal(judgement->broken.count, rows[i].broken != NULL);
        assert_int_equal(judgement->warnings.count, rows[i].warned != NULL);
        assert_int_equal(rows[i].broken == NULL || problems_find(&judgement->broken, rows[i].broken) != NULL,
                         true);
        assert_int_equal(
            rows[i].warned == NULL || problems_find(&judgement->warnings, rows[i].warned) != NULL, true);
    }
}

static void messages_say_what_is_wrong(void **state)
{
    const struct answer_judgement *judgement = scene_judge(*state, STARTED "avslutningsdato=2023-12-31");
    assert_string_equal(problems_find(&judgement->broken, "avslutningsdato")->message,
                        "Dato for avslutning kan ikke være før dato for oppstart.");
}

/* Financing exists for starts up to 31.12.2025, and the register began on 01.01.2023 (C5). */
static void validity_is_judged_at_the_participants_date(void **state)
{
    static const struct {
        const char *given;
        enum answer_lock lock;
        bool expired;
        struct date date;
    } rows[] = {
        {"oppstartsdato=2022-08-01 finansieringstype=1", ANSWER_OPEN, false, {2023, 1, 1}},
        {"oppstartsdato=2022-12-31", ANSWER_OPEN, false, {2023, 1, 1}},
        {"oppstartsdato=2023-01-01 finansieringstype=2", ANSWER_OPEN, false, {2023, 1, 1}},
        {"oppstartsdato=2025-12-31 finansieringstype=1", ANSWER_OPEN, false, {2025, 12, 31}},
        {"oppstartsdato=2026-01-01", ANSWER_ABSENT, false, {2026, 1, 1}},
        {"oppstartsdato=2026-01-01 finansieringstype=1", ANSWER_LOCKED_RULE, true, {2026, 1, 1}},
        {"", ANSWER_ABSENT, false, {2026, 8, 1}},
    };
    const struct scene *scene = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct answer_judgement *judgement = scene_judge(scene, rows[i].given);
        const struct answer_state *financing = scene_state(scene, judgement, "finansieringstype");
        assert_int_equal(financing->lock, rows[i].lock);
        assert_int_equal(financing->expired, rows[i].expired);
        assert_int_equal(financing->obligatory, rows[i].lock == ANSWER_OPEN);
        assert_false(financing->would_empty);
        assert_int_equal(date_compare(financing->date, rows[i].date), 0);
        assert_int_equal(judgement->broken.count, 0);
    }
}

static void page_four_is_judged_at_the_end(void **state)
{
    const struct scene *scene = *state;
    const struct answer_judgement *ended = scene_judge(scene, STARTED "avslutningsdato=2025-03-04");
    const struct answer_judgement *going_on = scene_judge(scene, STARTED);
    assert_int_equal(date_compare(scene_state(scene, ended, "fravar")->date, (struct date){2025, 3, 4}), 0);
    assert_int_equal(date_compare(scene_state(scene, going_on, "fravar")->date, (struct date){2026, 8, 1}),
                     0);
    assert_int_equal(date_compare(scene_state(scene, ended, "bydel")->date, (struct date){2024, 1, 1}), 0);
    assert_int_equal(
        date_compare(scene_state(scene, ended, "sted_arbeidspraksis")->date, (struct date){2024, 1, 1}), 0);
}

static void codes_are_offered_while_they_are_valid(void **state)
{
    const struct scene *scene = *state;
    const struct codebook_variable *financing = scene_variable(scene, "finansieringstype");
    const struct answer_state *before =
        scene_state(scene, scene_judge(scene, "oppstartsdato=2025-12-31"), "finansieringstype");
    const struct answer_state *after =
        scene_state(scene, scene_judge(scene, "oppstartsdato=2026-01-01"), "finansieringstype");
    assert_true(answer_code_offered(codebook_find_code(financing, 1), before));
    assert_false(answer_code_offered(codebook_find_code(financing, 9), before));
    assert_false(answer_code_offered(codebook_find_code(financing, 1), after));
}

/* The gaps' names, joined by blanks. */
static const char *gaps_of(const struct scene *scene, const char *given, unsigned gates)
{
    struct answer_gaps gaps = answer_gaps(scene->arena, scene_judge(scene, given), gates);
    const char *text = "";
    size_t on_pages = 0;
    for (size_t i = 0; i < gaps.count; i++) {
        text = arena_printf(scene->arena, "%s%s%s", text, i > 0 ? " " : "", gaps.variables[i]->name);
    }
    for (size_t i = 0; i < scene->reg->page_count; i++) {
        on_pages += answer_gaps_on_page(&gaps, &scene->reg->pages[i]);
    }
    assert_int_equal(on_pages, gaps.count);
    return text;
}

#define PROGRAMME_GAPS                                                                                       \
    "norskopplaring_spraktrening arbeidsrettede_tiltak oppstartsdato_forste_praksis sted_arbeidspraksis "    \
    "utdanningsrettede_tiltak helsefremmende_tiltak samfunn_ovrige_tiltak"
#define BACKGROUND_GAPS                                                                                      \
    "deltatt_intro omsorgsansvar_barn inntektskilde_for_oppstart utdanning_norge utdanning_utland "          \
    "ar_inntekt_arbeid_utland lese_skrive_latinsk_alfabet lese_skrive_morsmal tiltak_for_jobbsjansen "       \
    "behov_arbeidsevne_vurdering rett_norskopplaring"
#define END_GAPS "hovedarsak_avslutning avslutningsdato fravar hovedinntektskilde_etter_avslutning"

static void gates_ask_for_what_they_should(void **state)
{
    static const char *const districts[] = {"kommune_har_bydeler", NULL};
    struct scene *scene = *state;
    assert_string_equal(gaps_of(scene, "", CODEBOOK_GATE_CREATE),
                        "fodselsnummer kommunenummer oppstartsdato");
    assert_string_equal(gaps_of(scene, "oppstartsdato=2025-12-31", CODEBOOK_GATE_CREATE),
                        "fodselsnummer kommunenummer finansieringstype");
    assert_string_equal(gaps_of(scene, "oppstartsdato=2026-01-01", CODEBOOK_GATE_CREATE),
                        "fodselsnummer kommunenummer");
    assert_string_equal(gaps_of(scene, "", CODEBOOK_GATE_ANNUAL),
                        "fodselsnummer kommunenummer oppstartsdato navn_bekreftet " PROGRAMME_GAPS);
    assert_string_equal(gaps_of(scene, "", CODEBOOK_GATE_ANNUAL | CODEBOOK_GATE_ANNUAL_ENDED),
                        "fodselsnummer kommunenummer oppstartsdato navn_bekreftet " BACKGROUND_GAPS
                        " " PROGRAMME_GAPS " " END_GAPS);
    assert_string_equal(
        gaps_of(scene, "", CODEBOOK_GATE_DISCHARGE),
        "fodselsnummer kommunenummer oppstartsdato navn_bekreftet reservasjon_deling " BACKGROUND_GAPS
        " " PROGRAMME_GAPS " " END_GAPS);
    scene->world.facts = districts;
    assert_string_equal(gaps_of(scene, "oppstartsdato=2025-12-31 kommunenummer=0301", CODEBOOK_GATE_CREATE),
                        "fodselsnummer bydel finansieringstype");
}

#define COMPLETE                                                                                             \
    "fodselsnummer=15868549618 kommunenummer=5001 oppstartsdato=2024-01-01 finansieringstype=1 "             \
    "navn_bekreftet=1 "                                                                                      \
    "reservasjon_deling=1 deltatt_intro=2 omsorgsansvar_barn=1 inntektskilde_for_oppstart=1 "                \
    "utdanning_norge=0 "                                                                                     \
    "utdanning_utland=0 ar_inntekt_arbeid_utland=1 lese_skrive_latinsk_alfabet=1 lese_skrive_morsmal=1 "     \
    "tiltak_for_jobbsjansen=99 behov_arbeidsevne_vurdering=1 rett_norskopplaring=1 "                         \
    "norskopplaring_spraktrening=99 arbeidsrettede_tiltak=99 sted_arbeidspraksis=9 "                         \
    "utdanningsrettede_tiltak=99 "                                                                           \
    "helsefremmende_tiltak=99 samfunn_ovrige_tiltak=99 hovedarsak_avslutning=3 avslutningsdato=2025-01-01 "  \
    "fravar=1 hovedinntektskilde_etter_avslutning=1 "

static void locked_and_fetched_are_never_gaps_but_what_opens_is(void **state)
{
    struct scene *scene = *state;
    assert_string_equal(gaps_of(scene, COMPLETE, CODEBOOK_GATE_DISCHARGE), "");
    assert_string_equal(gaps_of(scene, COMPLETE "deltatt_intro=1", CODEBOOK_GATE_DISCHARGE),
                        "intro_avsluttet_dato");
    assert_string_equal(gaps_of(scene, COMPLETE "reservasjon_deling=2", CODEBOOK_GATE_DISCHARGE),
                        "reservasjon_dato");
    assert_string_equal(gaps_of(scene, COMPLETE "hovedarsak_avslutning=16", CODEBOOK_GATE_DISCHARGE),
                        "hovedarsak_avbrutt");
    assert_string_equal(gaps_of(scene, COMPLETE "hovedarsak_avslutning=12", CODEBOOK_GATE_DISCHARGE),
                        "type_arbeid stillingsprosent_arbeid type_naring_arbeid");
    assert_string_equal(gaps_of(scene, COMPLETE "sted_arbeidspraksis=1", CODEBOOK_GATE_DISCHARGE),
                        "oppstartsdato_forste_praksis");
}

static void a_broken_rule_is_a_gap(void **state)
{
    struct scene *scene = *state;
    assert_string_equal(gaps_of(scene, COMPLETE "avslutningsdato=2023-01-01", CODEBOOK_GATE_DISCHARGE),
                        "avslutningsdato");
    assert_string_equal(gaps_of(scene, COMPLETE "avslutningsdato=2023-01-01", CODEBOOK_GATE_ANNUAL), "");
    assert_string_equal(gaps_of(scene, COMPLETE "oppstartsdato=2020-01-01 avslutningsdato=2021-01-01",
                                CODEBOOK_GATE_DISCHARGE),
                        "");
}

/* The first problem's field of changing `before` to `after`, or "". */
static const char *refused_change(const struct scene *scene, const char *before, const char *after)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    const struct answers *old = before == NULL ? NULL : scene_answers(scene, before);
    bool good = answer_check_changes(old, scene_judge(scene, after), &problems);
    assert_int_equal(good, problems.count == 0);
    return good ? "" : problems.items[0].field;
}

static void changes_are_held_against_what_was(void **state)
{
    static const struct {
        const char *before, *after, *refused;
    } rows[] = {
        /* Codes chosen anew must be offered and valid. */
        {NULL, "oppstartsdato=2025-12-31 finansieringstype=1", ""},
        {NULL, "oppstartsdato=2025-12-31 finansieringstype=9", "finansieringstype"},
        {NULL, "oppstartsdato=2026-01-01 finansieringstype=1", "finansieringstype"},
        {"oppstartsdato=2025-12-31 finansieringstype=9", "oppstartsdato=2025-12-31 finansieringstype=9", ""},
        {"oppstartsdato=2025-12-31 finansieringstype=9", "oppstartsdato=2025-12-31 finansieringstype=1", ""},
        {"oppstartsdato=2025-12-31 finansieringstype=1", "oppstartsdato=2025-12-31 finansieringstype=9",
         "finansieringstype"},
        /* What was chosen while it was valid stays. */
        {"oppstartsdato=2025-12-31 finansieringstype=1", "oppstartsdato=2026-01-01 finansieringstype=1", ""},
        {"oppstartsdato=2025-12-31 finansieringstype=1", "oppstartsdato=2026-01-01 finansieringstype=2",
         "finansieringstype"},
        {"oppstartsdato=2025-12-31 finansieringstype=1", "oppstartsdato=2026-01-01", ""},
        /* Locked ones cannot be filled or changed, only left or emptied. */
        {STARTED, STARTED "intro_avsluttet_dato=2023-01-01", "intro_avsluttet_dato"},
        {STARTED "deltatt_intro=2", STARTED "deltatt_intro=2 intro_avsluttet_dato=2023-01-01",
         "intro_avsluttet_dato"},
        {STARTED "deltatt_intro=2", STARTED "deltatt_intro=1 intro_avsluttet_dato=2023-01-01", ""},
        {STARTED "deltatt_intro=1 intro_avsluttet_dato=2023-01-01",
         STARTED "deltatt_intro=2 intro_avsluttet_dato=2023-01-01", ""},
        {STARTED "deltatt_intro=1 intro_avsluttet_dato=2023-01-01", STARTED "deltatt_intro=2", ""},
        {STARTED "deltatt_intro=1 intro_avsluttet_dato=2023-01-01",
         STARTED "deltatt_intro=2 intro_avsluttet_dato=2023-02-02", "intro_avsluttet_dato"},
        {STARTED, STARTED "navn=Fjellbekk", "navn"},
        {STARTED "navn=Fjellbekk", STARTED "navn=Fjellbekk", ""},
        {STARTED, STARTED "bydel=030102", "bydel"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(refused_change(*state, rows[i].before, rows[i].after), rows[i].refused);
    }
}

static void a_refused_code_is_named_with_its_date(void **state)
{
    const struct scene *scene = *state;
    struct problems problems;
    problems_init(&problems, scene->arena);
    answer_check_changes(NULL, scene_judge(scene, "oppstartsdato=2025-12-31 finansieringstype=9"), &problems);
    assert_string_equal(problems.items[0].message,
                        "«Ukjent» kan ikke velges for 31.12.2025. Velg et annet svar.");
}

/* Of several codes, an expired one may stay while others come and go, but not come back. */
static void an_expired_choice_among_several_stays(void **state)
{
    static const struct {
        const char *before, *after, *refused;
    } rows[] = {
        {"start=2024-12-31", "start=2024-12-31 flere=1,2", ""},
        {"start=2025-01-01 flere=2", "start=2025-01-01 flere=1,2", ""},
        {"start=2025-01-01 flere=1,2", "start=2025-01-01 flere=1", ""},
        {"start=2025-01-01 flere=1", "start=2025-01-01 flere=1,2", "flere"},
    };
    const struct scene *scene = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(refused_change(scene, rows[i].before, rows[i].after), rows[i].refused);
    }
    assert_true(scene_state(scene, scene_judge(scene, "start=2025-01-01 flere=1,2"), "flere")->expired);
    assert_false(scene_state(scene, scene_judge(scene, "start=2025-01-01 flere=1"), "flere")->expired);
    assert_false(scene_state(scene, scene_judge(scene, "start=2024-12-31 flere=1,2"), "flere")->expired);
}

/* `flere` is locked by svar=2 together with a fact; `slutt` opens by `flere`. */
static void conditions_join_and_follow_each_other(void **state)
{
    static const char *const facts[] = {"noe_er_kjent", NULL};
    struct scene *scene = *state;
    check_lock(scene, "svar=2 flere=1", "flere", ANSWER_OPEN, true);
    check_lock(scene, "svar=2 flere=1", "slutt", ANSWER_OPEN, false);
    scene->world.facts = facts;
    check_lock(scene, "svar=1 flere=1", "flere", ANSWER_OPEN, true);
    check_lock(scene, "svar=2 flere=1", "flere", ANSWER_LOCKED_RULE, false);
    assert_true(scene_state(scene, scene_judge(scene, "svar=2 flere=1"), "flere")->would_empty);
    /* What is to be emptied opens nothing. */
    check_lock(scene, "svar=2 flere=1 slutt=2025-01-01", "slutt", ANSWER_LOCKED_RULE, false);
}

#define TEST(name) cmocka_unit_test_setup(name, scene_reset)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rules_open_and_lock),
        TEST(work_is_asked_after_causes_with_work),
        TEST(districts_are_asked_where_there_are_any),
        TEST(what_comes_from_elsewhere_is_locked),
        TEST(locking_tells_what_is_to_be_emptied),
        TEST(rules_between_dates),
        TEST(messages_say_what_is_wrong),
        TEST(validity_is_judged_at_the_participants_date),
        TEST(page_four_is_judged_at_the_end),
        TEST(codes_are_offered_while_they_are_valid),
        TEST(gates_ask_for_what_they_should),
        TEST(locked_and_fetched_are_never_gaps_but_what_opens_is),
        TEST(a_broken_rule_is_a_gap),
        TEST(changes_are_held_against_what_was),
        TEST(a_refused_code_is_named_with_its_date),
    };
    const struct CMUnitTest small_tests[] = {
        TEST(an_expired_choice_among_several_stays),
        TEST(conditions_join_and_follow_each_other),
    };
    int failed = cmocka_run_group_tests(tests, scene_open, scene_close);
    return failed + cmocka_run_group_tests(small_tests, scene_open_small, scene_close);
}
