/* Answers drawn from the codebook's own lists, and a set of answers brought in order with its rules. */
#ifndef REGISTER_DOMAIN_DEMO_QUESTIONS_H
#define REGISTER_DOMAIN_DEMO_QUESTIONS_H

#include "engine/answer/answer.h"
#include "register/domain/demo/dice.h"

/* Weights of the codes of one question; a code left out is never drawn. Ends with weight 0. */
struct question {
    const char *name;
    struct {
        int code, weight;
    } choices[24];
};

/* What everything below works on. */
struct questions {
    struct answers *answers;
    const struct answer_world *world;
    struct date last_day; /* no date drawn is later */
};

/* A name the codebook no longer has is passed over, in all of these. */
void questions_set_text(struct questions *questions, const char *name, const char *text);
void questions_set_number(struct questions *questions, const char *name, int number);
void questions_set_date(struct questions *questions, const char *name, struct date date);
void questions_clear(struct questions *questions, const char *name);
bool questions_has(const struct questions *questions, const char *name, int code);

/* Draws one code among those offered and valid at `at`; the chosen one, or -1 where there was none. */
int questions_draw(struct questions *questions, struct dice *dice, const struct question *question, struct date at);
/* Draws one to three codes of a multiple choice, or its exclusive one in `none_percent` of the cases. */
void questions_draw_several(struct questions *questions, struct dice *dice, const char *name, unsigned none_percent,
                            struct date at);

/* Empties what the rules have locked, fills what the gates still lack with anything that is allowed: the
 * answers then have no gap at any of the `gates`. */
void questions_complete(struct questions *questions, struct dice *dice, unsigned gates, struct arena *arena);
/* Forgets `percent` of what a caseworker would have answered after creation, and what hangs from it. */
void questions_forget(struct questions *questions, struct dice *dice, unsigned percent, struct arena *arena);

#endif
