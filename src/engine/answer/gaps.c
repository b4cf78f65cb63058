/* What a gate still lacks. */
#include "engine/answer/answer.h"

static bool gaps_lacks(const struct answer_judgement *judgement, const struct codebook_variable *variable,
                       unsigned gates)
{
    if ((variable->gates & gates) == 0 || !answer_state_of(judgement, variable)->obligatory) {
        return false;
    }
    return answer_is_empty(answers_get(judgement->answers, variable)) ||
           problems_find(&judgement->broken, variable->name) != NULL;
}

struct answer_gaps answer_gaps(struct arena *arena, const struct answer_judgement *judgement, unsigned gates)
{
    const struct codebook_register *reg = judgement->answers->reg;
    struct answer_gaps gaps = {arena_alloc_many(arena, reg->variable_count, sizeof *gaps.variables), 0};
    for (size_t i = 0; i < reg->variable_count; i++) {
        if (gaps_lacks(judgement, reg->variables[i], gates)) {
            gaps.variables[gaps.count++] = reg->variables[i];
        }
    }
    return gaps;
}

size_t answer_gaps_on_page(const struct answer_gaps *gaps, const struct codebook_page *page)
{
    size_t count = 0;
    for (size_t i = 0; i < gaps->count; i++) {
        count += gaps->variables[i]->page == page;
    }
    return count;
}
