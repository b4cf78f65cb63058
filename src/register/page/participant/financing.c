/* The scheme of financing that comes by itself. */
#include "register/page/participant/financing.h"

static bool is_asked(struct visit *visit, const struct world *world, const struct answers *answers)
{
    const struct names *names = &visit->site->names;
    const struct answer_judgement *judgement =
        answer_judge(visit->arena, answers, world_for(visit->arena, world, answers));

    return answer_is_empty(answers_get(answers, names->finansieringstype)) &&
           !answer_is_empty(answers_get(answers, names->oppstartsdato)) &&
           !answer_is_empty(answers_get(answers, names->kommunenummer)) &&
           answer_state_of(judgement, names->finansieringstype)->lock == ANSWER_OPEN;
}

enum outcome financing_fill(struct visit *visit, const struct world *world, struct answers *answers)
{
    const struct names *names = &visit->site->names;
    const char *code = NULL;
    enum store_result result;

    if (!is_asked(visit, world, answers))
        return OUTCOME_READY;
    result = place_financing(&visit->site->store, visit->arena, answers_get(answers, names->kommunenummer)->text,
                             answers_get(answers, names->bydel)->text,
                             answers_get(answers, names->oppstartsdato)->text, &code);
    if (code)
        answers_set(answers, names->finansieringstype, (struct answer){.text = code});
    return visit_store(result);
}
