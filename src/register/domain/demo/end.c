/* Page 4: why she ended, and what she went on to. */
#include "register/domain/demo/pages.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const struct question cause = {
    "hovedarsak_avslutning",
    {{1, 34}, {2, 5}, {3, 5}, {4, 9}, {5, 2}, {6, 2}, {7, 1}, {8, 2}, {9, 6}, {10, 1}, {11, 1}, {12, 5}, {13, 5},
     {14, 5}, {15, 3}, {16, 11}, {17, 1}, {18, 1}, {99, 2}},
};
static const struct question broken_off = {"hovedarsak_avbrutt", {{1, 18}, {2, 16}, {3, 24}, {4, 24}, {5, 12}, {9, 6}}};
static const struct question absence = {"fravar", {{1, 8}, {2, 38}, {3, 26}, {4, 12}, {5, 7}, {6, 4}, {9, 5}}};

static const struct question work[] = {
    {"type_arbeid", {{1, 42}, {2, 50}, {9, 8}}},
    {"stillingsprosent_arbeid", {{1, 14}, {2, 34}, {3, 46}, {9, 6}}},
    {"type_naring_arbeid",
     {{1, 1}, {3, 4}, {5, 1}, {6, 1}, {7, 17}, {8, 3}, {9, 16}, {10, 1}, {14, 14}, {15, 3}, {16, 12}, {17, 22}, {18, 1},
      {19, 3}, {20, 1}, {99, 2}}},
};

static const struct question income_of_working = {
    "hovedinntektskilde_etter_avslutning",
    {{1, 90}, {2, 4}, {6, 4}, {8, 2}},
};
static const struct question income_of_others = {
    "hovedinntektskilde_etter_avslutning",
    {{2, 40}, {3, 4}, {4, 8}, {5, 16}, {6, 6}, {7, 14}, {8, 8}, {88, 2}, {99, 4}},
};

static bool end_is_work(int code)
{
    return code == 1 || code == 2 || (code >= 8 && code <= 12);
}

void demo_page_end(struct pages *pages)
{
    struct dice dice = dice_new(pages->demo->seed, pages->n, DICE_END);
    struct questions *questions = &pages->questions;
    struct date at = pages->course.end;
    questions_set_date(questions, "avslutningsdato", at);
    int why = questions_draw(questions, &dice, &cause, at);
    questions_draw(questions, &dice, &absence, at);
    questions_draw(questions, &dice, end_is_work(why) ? &income_of_working : &income_of_others, at);
    if (why == 16) {
        questions_draw(questions, &dice, &broken_off, at);
    }
    for (size_t i = 0; end_is_work(why) && i < COUNT(work); i++) {
        questions_draw(questions, &dice, &work[i], at);
    }
}
