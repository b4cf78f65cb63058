/* What the register fills in beside what was typed. */
#include "register/page/participant/filled.h"

#include "register/domain/jobbsjansen/derive.h"

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

enum outcome filled_financing(struct visit *visit, const struct world *world, struct answers *answers)
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

void filled_derived(struct visit *visit, const struct world *world, const struct answers *before,
                    struct answers *after)
{
    const struct site *site = visit->site;
    const char *kommunenummer = answers_get(after, site->names.kommunenummer)->text;
    struct derive_rules rules = {
        .names = &site->names,
        .person_key = site->person_key,
        .person_key_size = sizeof site->person_key,
        .kommunenavn = world_municipality_name(world, kommunenummer),
    };

    derive_answers(visit->arena, &rules, before, after);
}
