/* Questions drawn from the register's codebook: control, state, rules for the script, messages, and the
 * lines of the page that shows what is registered. */
#include "answer_scene.h"
#include "view_scene.h"

#include "engine/view/question.h"
#include "engine/view/rule.h"

struct drawing_scene {
    struct scene *scene;
    char directory[64];
    struct view *view;
    struct question_extra *extras;
};

static struct drawing_scene drawn;

static int open_all(void **state) {
    const char *why = NULL;
    char manifest[160];
    scene_open(state);
    drawn.scene = *state;
    view_scene_directory(drawn.directory);
    view_scene_write(
        drawn.directory, "manifest",
        "app.css a.css\nds.css b.css\ntema.css c.css\napp.js d.js\nikoner.svg e.svg\nfavicon.svg f.svg\n");
    snprintf(manifest, sizeof manifest, "%s", view_scene_path(drawn.directory, "manifest"));
    if (view_open(TEST_SOURCE_DIR "/views", manifest, &drawn.view, &why) != VIEW_OK)
        fail_msg("%s", why);
    return 0;
}

static int close_all(void **state) {
    static const char *const files[] = {"manifest", NULL};
    scene_close(state);
    view_close(&drawn.view);
    view_scene_remove(drawn.directory, files);
    return 0;
}

static int reset(void **state) {
    words_use(LANGUAGE_BOKMAL);
    scene_reset(state);
    drawn.extras =
        arena_alloc_many(drawn.scene->arena, drawn.scene->reg->variable_count, sizeof *drawn.extras);
    return 0;
}

static struct question_extra *extra(const char *name) {
    return &drawn.extras[scene_variable(drawn.scene, name)->index];
}

/* The page's form as text. */
static const char *form(const char *page_name, const char *answers) {
    struct arena *arena = drawn.scene->arena;
    const struct codebook_page *page = codebook_find_page(drawn.scene->reg, page_name);
    struct question_page questions = {.judgement = scene_judge(drawn.scene, answers), .extras = drawn.extras};
    struct values *values = values_new_in(arena, drawn.view);
    for (size_t i = 0; i < page->section_count; i++)
        question_show_section(arena, values, &page->sections[i], &questions);
    return view_scene_render(arena, drawn.view, "sporsmalsdeler.html", values);
}

/* The one question out of it; NULL when it is not drawn. */
static const char *question(const char *page_name, const char *answers, const char *name) {
    struct arena *arena = drawn.scene->arena;
    const char *text = form(page_name, answers);
    const char *start = strstr(text, arena_printf(arena, "data-felt=\"%s\"", name));
    if (!start)
        return NULL;
    while (strncmp(start, "<div class=\"sporsmal", strlen("<div class=\"sporsmal")) != 0)
        start--;
    const char *end = strstr(start + 1, "<div class=\"sporsmal");
    return end ? arena_copy_n(arena, start, (size_t)(end - start)) : start;
}

static void has(const char *text, const char *part) {
    assert_non_null(text);
    if (!strstr(text, part))
        fail_msg("lacks %s in:\n%s", part, text);
}

static void lacks(const char *text, const char *part) {
    assert_non_null(text);
    if (strstr(text, part))
        fail_msg("holds %s in:\n%s", part, text);
}

static void draws_a_text_field(void **state) {
    (void)state;
    const char *text = question("person-og-prosjekt", "fodselsnummer=15868549618", "fodselsnummer");
    has(text, "<label class=\"ds-label\" for=\"fodselsnummer\"><span>Fødselsnummer til deltaker");
    has(text, "Må fylles ut");
    has(text, "id=\"fodselsnummer\" name=\"fodselsnummer\" value=\"15868549618\"");
    has(text, "aria-describedby=\"fodselsnummer-b fodselsnummer-m\"");
    has(text, "popovertarget=\"h-fodselsnummer\"");
    lacks(text, "aria-invalid");
    lacks(text, "readonly");
}

/* Hours, and causes that the register finds out by itself: of another register than the rest of these tests. */
static void n2_n3_draws_decimals_and_offers_what_people_choose(void **state) {
    struct scene *usual = drawn.scene;
    void *other = NULL;
    (void)state;
    scene_open_file(&other, TEST_SOURCE_DIR "/codebook.xml", "introduksjon");
    drawn.scene = other;
    reset(&other);
    const char *hours = question("avslutning", "avslutningsarsak=1 timer_per_uke=300", "timer_per_uke");
    has(hours, "value=\"30,0\" inputmode=\"decimal\"");
    has(hours, "Må fylles ut");
    const char *cause = question("avslutning", "", "avslutningsarsak");
    has(cause, "<option value=\"23\"");
    lacks(cause, "<option value=\"31\"");
    lacks(cause, "<option value=\"38\"");
    cause = question("avslutning", "avslutningsarsak=31", "avslutningsarsak");
    has(cause, "<option value=\"31\" selected=\"selected\">Avslutningsårsak ikke registrert</option>");
    lacks(cause, "<option value=\"32\"");
    scene_close(&other);
    drawn.scene = usual;
    reset((void **)&usual);
}

static void draws_each_widget(void **state) {
    (void)state;
    const char *date = question("person-og-prosjekt", "oppstartsdato=2025-08-19", "oppstartsdato");
    has(date, "value=\"19.08.2025\" inputmode=\"numeric\"");
    has(date, "data-dato-for=\"oppstartsdato\"");
    const char *radio = question("bakgrunn", "deltatt_intro=2", "deltatt_intro");
    has(radio, "type=\"radio\" id=\"deltatt_intro\" name=\"deltatt_intro\" value=\"1\"/>");
    has(radio, "id=\"deltatt_intro-2\" name=\"deltatt_intro\" value=\"2\" checked=\"checked\"");
    const char *boxes = question("bakgrunn", "tiltak_for_jobbsjansen=2,88", "tiltak_for_jobbsjansen");
    has(boxes, "type=\"checkbox\"");
    has(boxes, "value=\"2\" checked=\"checked\"");
    has(boxes, "value=\"88\" checked=\"checked\"");
    has(boxes, "value=\"99\" data-alene=\"ja\"");
    lacks(boxes, "value=\"1\" checked");
    const char *number = question("bakgrunn", "omsorgsansvar_barn=1 antall_barn=3", "antall_barn");
    has(number, "value=\"3\" inputmode=\"numeric\"");
    has(number, "Valgfritt");
    const char *select = question("avslutning", "hovedarsak_avslutning=16", "hovedarsak_avslutning");
    has(select, "<select class=\"ds-input\" id=\"hovedarsak_avslutning\"");
    has(select, "<option value=\"16\" selected=\"selected\">Avbrutt/drop-out</option>");
    const char *tick = question("person-og-prosjekt", "navn_bekreftet=1", "navn_bekreftet");
    has(tick,
        "type=\"checkbox\" id=\"navn_bekreftet\" name=\"navn_bekreftet\" value=\"1\" checked=\"checked\"");
}

static void locks_what_comes_from_elsewhere(void **state) {
    (void)state;
    extra("navn")->note = "Hentet fra Folkeregisteret 20.11.2026 kl. 13.01";
    const char *name = question("person-og-prosjekt", "navn=Rask_Fjellbekk", "navn");
    has(name, "readonly=\"readonly\"");
    has(name, "value=\"Rask_Fjellbekk\"");
    has(name, "Hentet fra Folkeregisteret 20.11.2026 kl. 13.01");
    lacks(name, "name=\"navn\"");
    lacks(name, "Må fylles ut");
    const char *country = question("bakgrunn", "", "fodeland");
    has(country, "value=\"Ikke mottatt\"");
    has(country, "Hentes fra Folkeregisteret");
    assert_null(question("person-og-prosjekt", "fodselsar=1985", "fodselsar"));
}

static void carries_the_codebooks_conditions(void **state) {
    (void)state;
    const char *open = question("bakgrunn", "deltatt_intro=1", "intro_avsluttet_dato");
    has(open, "data-apnes=\"[&quot;har&quot;,&quot;deltatt_intro&quot;,&quot;1&quot;]\"");
    has(open, "Gjelder bare hvis");
    lacks(open, "sporsmal--laast");
    const char *locked = question("bakgrunn", "deltatt_intro=2", "intro_avsluttet_dato");
    has(locked, "sporsmal--laast");
    has(locked,
        "name=\"intro_avsluttet_dato\""); /* without script it is filled in together with its opener */
    const char *practice =
        question("programinnhold", "sted_arbeidspraksis=9", "oppstartsdato_forste_praksis");
    has(practice,
        "data-laases=\"[&quot;alle&quot;,[&quot;har&quot;,&quot;sted_arbeidspraksis&quot;,&quot;9&quot;],"
        "[&quot;mangler&quot;,&quot;norskopplaring_spraktrening&quot;,&quot;3&quot;]]\"");
    has(practice, "sporsmal--laast");
    has(practice, "laasgrunn\">");
    const char *free = question("programinnhold", "sted_arbeidspraksis=9 norskopplaring_spraktrening=3",
                                "oppstartsdato_forste_praksis");
    lacks(free, "sporsmal--laast");
    has(free, "laasgrunn\" hidden=\"hidden\">");
}

static void says_what_will_be_emptied(void **state) {
    (void)state;
    const char *text =
        question("bakgrunn", "deltatt_intro=2 intro_avsluttet_dato=2020-01-31", "intro_avsluttet_dato");
    has(text, "Svaret «31.01.2020» blir slettet");
    lacks(question("bakgrunn", "deltatt_intro=2", "intro_avsluttet_dato"), "blir slettet");
}

static void settles_what_other_pages_and_facts_decide(void **state) {
    (void)state;
    struct scene *scene = drawn.scene;
    static const char *const facts[] = {"kommune_har_bydeler", NULL};
    const struct codebook_condition *intro = scene_variable(scene, "intro_avsluttet_dato")->opens;
    const struct codebook_page *elsewhere = codebook_find_page(scene->reg, "avslutning");
    assert_string_equal(rule_as_json(scene->arena, intro, elsewhere, scene_judge(scene, "deltatt_intro=1")),
                        "[\"fast\",true]");
    assert_string_equal(rule_as_json(scene->arena, intro, elsewhere, scene_judge(scene, "deltatt_intro=2")),
                        "[\"fast\",false]");
    assert_null(question("person-og-prosjekt", "", "bydel"));
    scene->world.facts = facts;
    has(question("person-og-prosjekt", "", "bydel"), "<select");
}

static void hides_what_does_not_exist_at_the_date(void **state) {
    (void)state;
    const char *before = question("person-og-prosjekt", "oppstartsdato=2025-12-31", "finansieringstype");
    has(before, "data-gyldig-etter=\"oppstartsdato\" data-gyldig-til=\"2025-12-31\"");
    lacks(before, " hidden=\"hidden\">\n<fieldset");
    has(before, "Per Capita");
    lacks(before, "Ukjent"); /* not offered */
    const char *after = question("person-og-prosjekt", "oppstartsdato=2026-01-01", "finansieringstype");
    has(after, "data-gyldig-til=\"2025-12-31\" hidden=\"hidden\"");
    has(after, "Per Capita"); /* there when the date is changed back */
}

static void marks_an_expired_code_that_is_held(void **state) {
    (void)state;
    const char *text =
        question("person-og-prosjekt", "oppstartsdato=2026-01-01 finansieringstype=2", "finansieringstype");
    has(text, "value=\"2\" checked=\"checked\"");
    has(text, ">utgått</span>");
    lacks(text, "Ordinær ordning");
}

static void keeps_what_was_typed_and_says_what_is_wrong(void **state) {
    (void)state;
    static const char *const typed[] = {"32.13.<2025>"};
    const struct answer stored = {.text = "2025-08-19"};
    extra("oppstartsdato")->shown = typed;
    extra("oppstartsdato")->shown_count = 1;
    extra("oppstartsdato")->problem = "Skriv en dato som finnes";
    extra("oppstartsdato")->stored = &stored;
    const char *text = question("person-og-prosjekt", "oppstartsdato=2025-08-19", "oppstartsdato");
    has(text, "value=\"32.13.&lt;2025&gt;\"");
    has(text, "aria-invalid=\"true\"");
    has(text, "<p class=\"ds-validation-message\">Skriv en dato som finnes</p>");
    has(text, "lagret fra før: 19.08.2025");
}

static void says_rules_between_fields_and_warnings_without_asking(void **state) {
    (void)state;
    const char *broken =
        question("avslutning", "oppstartsdato=2025-08-19 avslutningsdato=2025-01-01", "avslutningsdato");
    has(broken, "aria-invalid=\"true\"");
    has(broken, "<p class=\"ds-validation-message\">");
    const char *old = question("person-og-prosjekt", "oppstartsdato=2020-01-01", "oppstartsdato");
    has(old, "<p class=\"ds-validation-message\" data-color=\"warning\">");
    lacks(old, "aria-invalid");
}

static void shows_both_answers_of_a_conflict(void **state) {
    (void)state;
    const struct answer theirs = {.text = "1"}, mine = {.text = "2"};
    const struct question_conflict conflict = {
        .their_name = "Amir Nordmo", .their_time = "20.11.2026 kl. 13.05", .their_version = 7, .theirs = &theirs, .mine = &mine};
    extra("omsorgsansvar_barn")->unsaved = true;
    extra("omsorgsansvar_barn")->conflict = &conflict;
    const char *text = question("bakgrunn", "omsorgsansvar_barn=1", "omsorgsansvar_barn");
    has(text, "Amir Nordmo lagret et annet svar 20.11.2026 kl. 13.05");
    has(text, "name=\"velg_omsorgsansvar_barn\" value=\"lagret\"");
    has(text, "name=\"vist_omsorgsansvar_barn\" value=\"7\"");
    has(text, "data-ulagret=\"ja\"");
    has(text, "Behold det som er lagret: Ja");
    has(text, "Bruk mitt svar: Nei");
}

static void offers_the_callers_choices(void **state) {
    (void)state;
    static const struct question_choice choices[] = {{"4601", "4601 Bergen"}, {"3203", "3203 Asker"}};
    extra("kommunenummer")->choices = choices;
    extra("kommunenummer")->choice_count = 2;
    has(question("person-og-prosjekt", "kommunenummer=3203", "kommunenummer"),
        "<option value=\"3203\" selected=\"selected\">3203 Asker</option>");
    extra("kommunenummer")->choice_count = 1;
    const char *sole = question("person-og-prosjekt", "", "kommunenummer");
    has(sole, "value=\"4601 Bergen\" readonly=\"readonly\"");
    has(sole, "<input type=\"hidden\" name=\"kommunenummer\" value=\"4601\"/>");
}

static void draws_a_repeating_group_as_a_table(void **state) {
    (void)state;
    const struct answers *rows[] = {
        scene_answers(drawn.scene, "provedato=2025-02-01 provetype=1 proveresultat=5")};
    has(question("bakgrunn", "", "proveresultater"), "Ingen er mottatt.");
    extra("proveresultater")->rows = rows;
    extra("proveresultater")->row_count = 1;
    const char *text = question("bakgrunn", "", "proveresultater");
    has(text, "<th scope=\"col\">Resultat av norskprøve</th>");
    has(text, "<td>01.02.2025</td><td>PROVE_NORSK_LES</td><td>A2</td>");
    lacks(text, "<input");
}

static const char *summary(const char *answers, const char *path) {
    struct arena *arena = drawn.scene->arena;
    const struct answer_judgement *judgement = scene_judge(drawn.scene, answers);
    const struct answer_gaps gaps = answer_gaps(arena, judgement, CODEBOOK_GATE_DISCHARGE);
    struct question_page questions = {
        .judgement = judgement, .extras = drawn.extras, .gaps = &gaps, .path = path};
    struct values *values = values_new_in(arena, drawn.view);
    const struct codebook_register *reg = drawn.scene->reg;
    for (size_t i = 0; i < reg->page_count; i++)
        for (size_t k = 0; k < reg->pages[i].section_count; k++)
            question_summarize_section(arena, values, &reg->pages[i].sections[k], &questions);
    return view_scene_render(arena, drawn.view, "registrerte-data.html", values);
}

static void summarizes_with_links_to_what_is_missing(void **state) {
    (void)state;
    const char *text = summary("oppstartsdato=2025-08-19 deltatt_intro=2 avslutningsdato=2025-01-01", "k3xq");
    has(text, "<dt>Dato for oppstart</dt><dd><span>19.08.2025</span></dd>");
    has(text, "href=\"/deltakere/k3xq/bakgrunn#omsorgsansvar_barn\">Mangler svar");
    has(text, "<dt>Dato avsluttet introduksjonsprogram</dt><dd><span class=\"dempet\">Gjelder ikke</span>");
    has(text, "<dt>Fødeland</dt><dd><span class=\"dempet\">Ikke mottatt</span>");
    has(text, "<span>01.01.2025</span> <a class=\"ds-link mangler\" data-color=\"danger\" "
              "href=\"/deltakere/k3xq/avslutning#avslutningsdato\">Må rettes");
    has(text, "href=\"/deltakere/k3xq/bakgrunn\" aria-label=\"Endre Bakgrunn\">Endre</a>");
    lacks(summary("", NULL), "Endre</a>");
}

/* Requirement U1. The tests before this one showed the same questions in bokmål. */
static void draws_in_nynorsk(void **state) {
    struct scene *scene = *state;
    words_use(LANGUAGE_NYNORSK);
    const char *select = question("avslutning", "hovedarsak_avslutning=16", "hovedarsak_avslutning");
    has(select, "<span>Hovudårsak til avslutning</span>");
    has(select, "<option value=\"16\" selected=\"selected\">Avbrote/drop-out</option>");
    has(select, "<p>Kvifor deltakaren sluttar");
    const char *boxes = question("bakgrunn", "", "tiltak_for_jobbsjansen");
    has(boxes, "<span class=\"feltlinje\">Vel alle som passar.</span>");
    has(boxes, "<span>Tett heilskapleg oppfølging over tid</span>");
    has(question("avslutning", "", "hovedarsak_avbrutt"), "Gjeld berre viss hovudårsaka");
    has(question("avslutning", "oppstartsdato=2025-08-19 avslutningsdato=2025-01-01", "avslutningsdato"),
        "Dato for avslutning kan ikkje vere før dato for oppstart.");
    has(form("programinnhold", ""), "id=\"del-programinnhold\">Programinnhald</h2>");
    has(summary("hovedarsak_avslutning=16", NULL), "<dt>Hovudårsak til avslutning</dt><dd><span>Avbrote/drop-out</span>");
    has(question_ask(scene->arena, scene_variable(scene, "navn")), "Namn");
    lacks(form("avslutning", "hovedarsak_avslutning=16"), "lang=\"nb\"");
}

/* Requirements U1, U2: what is bokmål on a page in English says so. */
static void marks_bokmal_on_a_page_in_english(void **state) {
    (void)state;
    words_use(LANGUAGE_ENGLISH);
    const char *select = question("avslutning", "hovedarsak_avslutning=16", "hovedarsak_avslutning");
    has(select, "<span lang=\"nb\">Hovedårsak til avslutning</span>");
    has(select, "<option value=\"16\" selected=\"selected\" lang=\"nb\">Avbrutt/drop-out</option>");
    has(select, "<p lang=\"nb\">Hvorfor deltakeren slutter");
    const char *boxes = question("bakgrunn", "", "tiltak_for_jobbsjansen");
    has(boxes, "<span class=\"feltlinje\" lang=\"nb\">Velg alle som passer.</span>");
    has(boxes, "<span lang=\"nb\">Praksis</span>");
    has(question("avslutning", "oppstartsdato=2025-08-19 avslutningsdato=2025-01-01", "avslutningsdato"),
        "<p class=\"ds-validation-message\" lang=\"nb\">Dato for avslutning kan ikke");
    const char *read = summary("hovedarsak_avslutning=16 avslutningsdato=2025-01-01", NULL);
    has(read, "<dd><span lang=\"nb\">Avbrutt/drop-out</span>");
    has(read, "<dt lang=\"nb\">Dato for avslutning jobbsjansen</dt><dd><span>01.01.2025</span>");
    has(form("programinnhold", ""), "id=\"del-programinnhold\" lang=\"nb\">Programinnhold</h2>");
}

static void asks_in_words_that_fit_the_widget(void **state) {
    struct scene *scene = *state;
    assert_string_equal(question_ask(scene->arena, scene_variable(scene, "oppstartsdato")),
                        "Fyll ut «Dato for oppstart»");
    assert_string_equal(question_ask(scene->arena, scene_variable(scene, "omsorgsansvar_barn")),
                        "Velg svar på «Omsorgsansvar for barn»");
}

#define TEST(function) cmocka_unit_test_setup(function, reset)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(draws_a_text_field),
        TEST(draws_each_widget),
        TEST(n2_n3_draws_decimals_and_offers_what_people_choose),
        TEST(locks_what_comes_from_elsewhere),
        TEST(carries_the_codebooks_conditions),
        TEST(says_what_will_be_emptied),
        TEST(settles_what_other_pages_and_facts_decide),
        TEST(hides_what_does_not_exist_at_the_date),
        TEST(marks_an_expired_code_that_is_held),
        TEST(keeps_what_was_typed_and_says_what_is_wrong),
        TEST(says_rules_between_fields_and_warnings_without_asking),
        TEST(shows_both_answers_of_a_conflict),
        TEST(offers_the_callers_choices),
        TEST(draws_a_repeating_group_as_a_table),
        TEST(summarizes_with_links_to_what_is_missing),
        TEST(draws_in_nynorsk),
        TEST(marks_bokmal_on_a_page_in_english),
        TEST(asks_in_words_that_fit_the_widget),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
