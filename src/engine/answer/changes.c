/* Answers before and after: what may no longer be chosen, and what may not be changed. */
#include <assert.h>

#include "engine/answer/answer.h"
#include "engine/base/words.h"

static const char *changes_find_refused_code(const struct codebook_variable *variable,
                                             const struct answer *before, const struct answer *after,
                                             const struct answer_state *state)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];
        bool chosen_now = answer_has_code(after, code->number) && !answer_has_code(before, code->number);
        if (chosen_now && !answer_code_offered(code, state)) {
            return wording_shown(code->text);
        }
    }
    return NULL;
}

static const char *changes_refuse_code(struct arena *arena, const char *code_text,
                                       const struct answer_state *state)
{
    char date[DATE_TEXT_SIZE];
    date_format_norwegian(state->date, date);
    return arena_printf(arena, _("«%s» kan ikke velges for %s. Velg et annet svar."), code_text, date);
}

/* What is wrong with the change of one variable, or NULL. */
static const char *changes_check(struct arena *arena, const struct codebook_variable *variable,
                                 const struct answer *before, const struct answer *after,
                                 const struct answer_state *state)
{
    if (answer_equal(before, after)) {
        return NULL;
    }
    if (state->lock != ANSWER_OPEN) {
        return answer_is_empty(after) ? NULL : state->reason;
    }
    const char *refused = changes_find_refused_code(variable, before, after, state);
    return refused == NULL ? NULL : changes_refuse_code(arena, refused, state);
}

bool answer_check_changes(const struct answers *before, const struct answer_judgement *after,
                          struct problems *problems_out)
{
    static const struct answer nothing;
    const struct codebook_register *reg = after->answers->reg;
    assert(before == NULL || before->reg == reg);
    bool good = true;
    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        const struct answer *old = before == NULL ? &nothing : answers_get(before, variable);
        const struct answer *new = answers_get(after->answers, variable);
        const char *message = changes_check(problems_out->arena, variable, old, new, &after->states[i]);
        if (message != NULL) {
            problems_add(problems_out, variable->name, message);
            good = false;
        }
    }
    return good;
}
