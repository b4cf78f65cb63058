/* Pages 1 to 3: who she is, what she brought with her, what she does in the programme. */
#include "register/domain/demo/pages.h"

#include "register/domain/demo/person.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const struct question ordinary = {"finansieringstype", {{1, 1}}};
static const struct question pilot = {"finansieringstype", {{1, 80}, {2, 20}}};
static const struct question reservation = {"reservasjon_deling", {{1, 85}, {2, 15}}};
static const struct question children = {"omsorgsansvar_barn", {{1, 72}, {2, 25}, {9, 3}}};

static const struct question background[] = {
    {"inntektskilde_for_oppstart", {{1, 4}, {2, 52}, {3, 8}, {4, 4}, {5, 16}, {6, 4}, {7, 6}, {8, 3}, {9, 3}}},
    {"utdanning_norge", {{0, 60}, {1, 8}, {2, 14}, {3, 6}, {4, 5}, {5, 1}, {6, 1}, {9, 5}}},
    {"utdanning_utland", {{0, 22}, {1, 22}, {2, 20}, {3, 10}, {4, 10}, {5, 1}, {6, 8}, {7, 3}, {9, 4}}},
    {"ar_inntekt_arbeid_utland", {{1, 55}, {2, 25}, {3, 8}, {4, 6}, {9, 6}}},
    {"lese_skrive_latinsk_alfabet", {{1, 12}, {2, 72}, {3, 12}, {9, 4}}},
    {"lese_skrive_morsmal", {{1, 82}, {2, 14}, {9, 4}}},
    {"behov_arbeidsevne_vurdering", {{1, 40}, {2, 6}, {3, 18}, {4, 26}, {5, 4}, {9, 6}}},
    {"rett_norskopplaring", {{1, 35}, {2, 58}, {9, 7}}},
};

/* Multiple choices of page 3, and in how many of a hundred cases the answer is that there was none. */
static const struct {
    const char *name;
    unsigned none_percent;
} measures[] = {
    {"norskopplaring_spraktrening", 8}, {"arbeidsrettede_tiltak", 10}, {"sted_arbeidspraksis", 28},
    {"utdanningsrettede_tiltak", 40},   {"helsefremmende_tiltak", 35}, {"samfunn_ovrige_tiltak", 20},
};

/* The number and name of the day: the division of 2020-2023 ended with 2023. */
static void demo_page_place(struct pages *pages)
{
    struct questions *questions = &pages->questions;
    bool old = pages->course.registered.year < 2024;
    questions_set_text(questions, "kommunenummer",
                       old ? pages->place->number_until_2023 : pages->place->kommunenummer);
    questions_set_text(questions, "kommunenavn", pages->place->kommunenavn);
    if (pages->place->bydel[0] != '\0') {
        questions_set_text(questions, "bydel", pages->place->bydel);
    }
}

/* What Folkeregisteret would have said. */
static void demo_page_fetched(struct pages *pages)
{
    static const char *const states[] = {"Gift", "Ugift", "Skilt", "Separert", "Enke/enkemann"};
    static const int weights[] = {68, 14, 10, 5, 3};
    struct dice name = dice_new(pages->demo->seed, pages->n, DICE_NAME);
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_PERSON);
    struct questions *questions = &pages->questions;
    struct demo_person person = demo_person_choose(&name, questions->answers->arena);
    int most = pages->course.start.year - pages->born.year;
    pages->arrival = pages->course.start.year - dice_between(&dice, 1, most < 20 ? most : 20);
    questions_set_text(questions, "navn", person.name);
    questions_set_text(questions, "fodeland", person.fodeland);
    questions_set_number(questions, "ankomstar", pages->arrival);
    questions_set_text(questions, "sivilstand", states[dice_weighted(&dice, weights, COUNT(weights))]);
    questions_set_text(questions, "oppholdsgrunnlag", dice_percent(&dice, 70) ? "Permanent" : "Midlertidig");
}

/* The name is confirmed and the reservation asked for some time after she was created. */
static void demo_page_later(struct pages *pages, struct dice *dice)
{
    struct questions *questions = &pages->questions;
    if (pages->course.filled == COURSE_FIRST_PAGE) {
        return;
    }
    questions_set_number(questions, "navn_bekreftet", 1);
    if (questions_draw(questions, dice, &reservation, pages->judged) == 2) {
        long days = date_days_between(pages->course.start, pages->course.last_day);
        questions_set_date(questions, "reservasjon_dato",
                           date_add_days(pages->course.start, dice_between(dice, 0, (int)days)));
    }
}

void demo_page_person(struct pages *pages, const char *digits)
{
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_CONSENT);
    struct questions *questions = &pages->questions;
    const struct question *financing = pages->place->pilot ? &pilot : &ordinary;
    const struct codebook_variable *scheme = codebook_find_variable(pages->demo->reg, financing->name);
    questions_set_text(questions, "fodselsnummer", digits);
    questions_set_number(questions, "fodselsar", pages->born.year);
    questions_set_date(questions, "oppstartsdato", pages->course.start);
    demo_page_place(pages);
    demo_page_fetched(pages);
    if (scheme != NULL && codebook_valid_at(scheme->validity, pages->judged)) {
        questions_draw(questions, &dice, financing, pages->judged);
    }
    demo_page_later(pages, &dice);
}

/* Who comes from the introduction programme has been out of it for two years. */
static void demo_page_introduction(struct pages *pages, struct dice *dice)
{
    struct date first = {(short)(pages->arrival + 1), 1, 1};
    struct date last = date_add_years(pages->course.start, -2);
    long days = date_days_between(first, last);
    bool took_part = days > 0 && dice_percent(dice, 55);
    questions_set_number(&pages->questions, "deltatt_intro", took_part ? 1 : 2);
    if (took_part) {
        questions_set_date(&pages->questions, "intro_avsluttet_dato",
                           date_add_days(first, dice_between(dice, 0, (int)days)));
    }
}

void demo_page_background(struct pages *pages)
{
    static const int numbers[] = {18, 27, 25, 15, 8, 4, 2, 1};
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_BACKGROUND);
    struct questions *questions = &pages->questions;
    demo_page_introduction(pages, &dice);
    if (questions_draw(questions, &dice, &children, pages->judged) == 1 && dice_percent(&dice, 95)) {
        questions_set_number(questions, "antall_barn", 1 + (int)dice_weighted(&dice, numbers, COUNT(numbers)));
    }
    for (size_t i = 0; i < COUNT(background); i++) {
        questions_draw(questions, &dice, &background[i], pages->judged);
    }
    questions_draw_several(questions, &dice, "tiltak_for_jobbsjansen", 15, pages->judged);
}

void demo_page_programme(struct pages *pages)
{
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_PROGRAMME);
    struct questions *questions = &pages->questions;
    for (size_t i = 0; i < COUNT(measures); i++) {
        questions_draw_several(questions, &dice, measures[i].name, measures[i].none_percent, pages->judged);
    }
    /* Where there was no practice, the codebook locks this and it is emptied again. */
    long days = date_days_between(pages->course.start, pages->course.last_day);
    questions_set_date(questions, "oppstartsdato_forste_praksis",
                       date_add_days(pages->course.start, dice_between(&dice, 0, days < 240 ? (int)days : 240)));
}
