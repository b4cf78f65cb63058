/* Draws answers and lets the codebook's rules have the last word. */
#include "register/domain/demo/questions.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CODES 64

static const struct codebook_variable *questions_find(const struct questions *questions, const char *name)
{
    return codebook_find_variable(questions->answers->reg, name);
}

void questions_set_text(struct questions *questions, const char *name, const char *text)
{
    if (questions_find(questions, name) != NULL) {
        answers_set_text(questions->answers, name, text);
    }
}

void questions_set_number(struct questions *questions, const char *name, int number)
{
    questions_set_text(questions, name, arena_printf(questions->answers->arena, "%d", number));
}

void questions_set_date(struct questions *questions, const char *name, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format_iso(date, text);
    questions_set_text(questions, name, arena_copy(questions->answers->arena, text));
}

void questions_clear(struct questions *questions, const char *name)
{
    const struct codebook_variable *variable = questions_find(questions, name);
    if (variable != NULL) {
        answers_set(questions->answers, variable, (struct answer){.text = NULL});
    }
}

bool questions_has(const struct questions *questions, const char *name, int code)
{
    const struct codebook_variable *variable = questions_find(questions, name);
    return variable != NULL && answer_has_code(answers_get(questions->answers, variable), code);
}

static bool questions_offers(const struct codebook_variable *variable, int number, struct date at)
{
    const struct codebook_code *code = codebook_find_code(variable, number);
    return code != NULL && code->offered && codebook_valid_at(code->validity, at);
}

int questions_draw(struct questions *questions, struct dice *dice, const struct question *question, struct date at)
{
    const struct codebook_variable *variable = questions_find(questions, question->name);
    int weights[sizeof question->choices / sizeof question->choices[0]];
    size_t count = 0;
    int sum = 0;
    for (; question->choices[count].weight > 0; count++) {
        bool offered = variable != NULL && questions_offers(variable, question->choices[count].code, at);
        weights[count] = offered ? question->choices[count].weight : 0;
        sum += weights[count];
    }
    if (sum == 0) {
        return -1;
    }
    int code = question->choices[dice_weighted(dice, weights, count)].code;
    questions_set_number(questions, question->name, code);
    return code;
}

/* The codes that may be drawn at `at`, ascending; those that exclude all others, or those that do not. */
static size_t questions_offered(const struct codebook_variable *variable, struct date at, bool exclusive,
                                int codes_out[MOST_CODES])
{
    size_t count = 0;
    for (size_t i = 0; i < variable->code_count && count < MOST_CODES; i++) {
        const struct codebook_code *code = &variable->codes[i];
        if (code->exclusive == exclusive && questions_offers(variable, code->number, at)) {
            codes_out[count++] = code->number;
        }
    }
    return count;
}

static int questions_compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Draws `wanted` of the codes without putting any back. */
static void questions_set_codes(struct questions *questions, struct dice *dice,
                                const struct codebook_variable *variable, int *codes, size_t count, size_t wanted)
{
    int *chosen = arena_alloc_many(questions->answers->arena, wanted, sizeof *chosen);
    for (size_t i = 0; i < wanted; i++) {
        size_t which = dice_roll(dice, count);
        chosen[i] = codes[which];
        codes[which] = codes[--count];
    }
    qsort(chosen, wanted, sizeof *chosen, questions_compare);
    answers_set(questions->answers, variable, (struct answer){.codes = chosen, .code_count = wanted});
}

static void questions_draw_codes(struct questions *questions, struct dice *dice,
                                 const struct codebook_variable *variable, unsigned none_percent, struct date at)
{
    int codes[MOST_CODES];
    bool none = dice_percent(dice, none_percent);
    size_t count = questions_offered(variable, at, none, codes);
    if (count == 0) {
        count = questions_offered(variable, at, !none, codes);
        none = !none;
    }
    if (count == 0) {
        return;
    }
    size_t wanted = none ? 1 : 1 + dice_roll(dice, count < 3 ? count : 3);
    questions_set_codes(questions, dice, variable, codes, count, wanted);
}

void questions_draw_several(struct questions *questions, struct dice *dice, const char *name, unsigned none_percent,
                            struct date at)
{
    const struct codebook_variable *variable = questions_find(questions, name);
    if (variable != NULL && variable->type == CODEBOOK_CODES) {
        questions_draw_codes(questions, dice, variable, none_percent, at);
    }
}

/* Anything allowed, for a variable that nothing above knew of: a codebook may grow. */
static void questions_answer_anything(struct questions *questions, struct dice *dice,
                                      const struct codebook_variable *variable, struct date at)
{
    int codes[MOST_CODES];
    size_t count = 0;
    switch (variable->type) {
    case CODEBOOK_CODE:
        count = questions_offered(variable, at, false, codes);
        if (count > 0) {
            questions_set_number(questions, variable->name, codes[dice_roll(dice, count)]);
        }
        break;
    case CODEBOOK_CODES:
        questions_draw_codes(questions, dice, variable, 20, at);
        break;
    case CODEBOOK_INTEGER:
        questions_set_text(questions, variable->name,
                           arena_printf(questions->answers->arena, "%lld", variable->least));
        break;
    case CODEBOOK_DATE:
        questions_set_date(questions, variable->name, questions->last_day);
        break;
    case CODEBOOK_TEXT:
    case CODEBOOK_GROUP:
        break;
    }
}

/* Whether anything had to be emptied. */
static bool questions_empty_locked(struct questions *questions, const struct answer_judgement *judgement)
{
    bool emptied = false;
    const struct codebook_register *reg = questions->answers->reg;
    for (size_t i = 0; i < reg->variable_count; i++) {
        if (judgement->states[i].would_empty) {
            answers_set(questions->answers, reg->variables[i], (struct answer){.text = NULL});
            emptied = true;
        }
    }
    return emptied;
}

void questions_complete(struct questions *questions, struct dice *dice, unsigned gates, struct arena *arena)
{
    /* What is filled can open what is then to be filled; no chain in a codebook is longer. */
    for (int round = 0; round < 4; round++) {
        const struct answer_judgement *judgement = answer_judge(arena, questions->answers, questions->world);
        struct answer_gaps gaps = answer_gaps(arena, judgement, gates);
        bool changed = questions_empty_locked(questions, judgement);
        for (size_t i = 0; i < gaps.count; i++) {
            const struct answer_state *state = answer_state_of(judgement, gaps.variables[i]);
            questions_answer_anything(questions, dice, gaps.variables[i], state->date);
        }
        if (!changed && gaps.count == 0) {
            return;
        }
    }
}

void questions_forget(struct questions *questions, struct dice *dice, unsigned percent, struct arena *arena)
{
    const struct codebook_register *reg = questions->answers->reg;
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        bool kept = !codebook_is_asked(variable) || (variable->gates & CODEBOOK_GATE_CREATE) != 0 ||
                    variable == questions_find(questions, "avslutningsdato");
        if (!kept && dice_percent(dice, percent)) {
            answers_set(questions->answers, variable, (struct answer){.text = NULL});
        }
    }
    for (int round = 0; round < 4; round++) {
        if (!questions_empty_locked(questions, answer_judge(arena, questions->answers, questions->world))) {
            return;
        }
    }
}
