/* Values and sets of values. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/answer/answer.h"
#include "engine/base/text.h"

struct answers *answers_new(struct arena *arena, const struct codebook_register *reg)
{
    struct answers *answers = arena_alloc(arena, sizeof *answers);
    answers->arena = arena;
    answers->reg = reg;
    answers->values = arena_alloc_many(arena, reg->variable_count, sizeof *answers->values);
    return answers;
}

struct answers *answers_copy(struct arena *arena, const struct answers *answers)
{
    struct answers *copy = answers_new(arena, answers->reg);
    for (size_t i = 0; i < answers->reg->variable_count; i++) {
        answers_set(copy, answers->reg->variables[i], answers->values[i]);
    }
    return copy;
}

const struct answer *answers_get(const struct answers *answers, const struct codebook_variable *variable)
{
    assert(answers->reg->variables[variable->index] == variable);
    return &answers->values[variable->index];
}

static const struct codebook_variable *answers_named(const struct answers *answers, const char *name)
{
    const struct codebook_variable *variable = codebook_find_variable(answers->reg, name);
    assert(variable != NULL);
    return variable;
}

const struct answer *answers_get_named(const struct answers *answers, const char *name)
{
    return answers_get(answers, answers_named(answers, name));
}

static int answers_compare_codes(const void *a, const void *b)
{
    const int *first = a;
    const int *second = b;
    return (*first > *second) - (*first < *second);
}

static void answers_set_codes(struct arena *arena, struct answer *value, const int *codes, size_t count)
{
    int *sorted = arena_alloc_many(arena, count, sizeof *sorted);
    memcpy(sorted, codes, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, answers_compare_codes);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (sorted[i] != sorted[kept - 1]) {
            sorted[kept++] = sorted[i];
        }
    }
    value->codes = sorted;
    value->code_count = kept;
}

void answers_set(struct answers *answers, const struct codebook_variable *variable, struct answer answer)
{
    assert(answers->reg->variables[variable->index] == variable);
    assert((variable->type == CODEBOOK_CODES ? answer.text == NULL : answer.code_count == 0));
    struct answer *value = &answers->values[variable->index];
    *value = (struct answer){0};
    if (answer.code_count > 0) {
        answers_set_codes(answers->arena, value, answer.codes, answer.code_count);
    } else if (answer.text != NULL && answer.text[0] != '\0') {
        value->text = arena_copy(answers->arena, answer.text);
    }
}

void answers_lend(struct answers *answers, const struct codebook_variable *variable, struct answer answer)
{
    answers->values[variable->index] = answer;
}

void answers_set_text(struct answers *answers, const char *name, const char *text)
{
    answers_set(answers, answers_named(answers, name), (struct answer){.text = text});
}

bool answer_is_empty(const struct answer *answer)
{
    return answer->text == NULL && answer->code_count == 0;
}

bool answer_equal(const struct answer *a, const struct answer *b)
{
    if (a->code_count != b->code_count || !text_equal(a->text, b->text)) {
        return false;
    }
    return a->code_count == 0 || memcmp(a->codes, b->codes, a->code_count * sizeof *a->codes) == 0;
}

bool answer_has_code(const struct answer *answer, int number)
{
    for (size_t i = 0; i < answer->code_count; i++) {
        if (answer->codes[i] == number) {
            return true;
        }
    }
    long long held;
    return answer->text != NULL && text_to_integer(answer->text, 0, CODEBOOK_CODE_MOST, &held) &&
           held == number;
}

struct date answer_date(const struct answer *answer)
{
    struct date date = DATE_NONE;
    if (answer->text != NULL && !date_parse_iso(answer->text, &date)) {
        return DATE_NONE;
    }
    return date;
}
