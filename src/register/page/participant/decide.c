/* What a posted page changes, and what of it is refused. */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/participant/filled.h"
#include "register/page/participant/save.h"

enum { LOCKS_AT_MOST = 8 }; /* rules that lock what locks: each round shuts at least one more */

static const struct answer_judgement *judge(const struct saving *saving)
{
    struct arena *arena = saving->visit->arena;

    return answer_judge(arena, saving->after, world_for(arena, &saving->world, saving->after));
}

/* Did the user, shown both values, pick her own? A value that was stored after those were drawn is shown first. */
static bool is_mine_picked(const struct visit *visit, const struct answer_conflict *conflict)
{
    const char *name = conflict->variable->name;
    const char *pick = http_fields_get(&visit->request->form, arena_printf(visit->arena, "velg_%s", name));

    return text_equal(pick, "mitt") &&
           posted_number(visit->request, arena_printf(visit->arena, "vist_%s", name)) >= conflict->version;
}

static void take_picks(struct saving *saving)
{
    struct answer_merge *merge = &saving->merge;
    size_t left = 0;

    for (size_t i = 0; i < merge->conflict_count; i++) {
        const struct answer_conflict *conflict = &merge->conflicts[i];

        if (is_mine_picked(saving->visit, conflict))
            answers_set(merge->merged, conflict->variable, conflict->mine);
        else
            merge->conflicts[left++] = *conflict;
    }
    merge->conflict_count = left;
}

/* Newly chosen codes that are not valid, and changes of locked questions: the stored value stands. */
static void refuse_changes(struct saving *saving)
{
    const struct answers *before = saving->participant->answers;
    const struct answer_judgement *judgement = judge(saving);
    struct problems refused;

    problems_init(&refused, saving->visit->arena);
    answer_check_changes(before, judgement, &refused);
    for (size_t i = 0; i < refused.count; i++) {
        const struct codebook_variable *variable =
            codebook_find_variable(saving->visit->site->reg, refused.items[i].field);

        answers_set(saving->after, variable, *answers_get(before, variable));
        if (answer_state_of(judgement, variable)->lock == ANSWER_OPEN)
            posted_refuse(&saving->posted, variable, refused.items[i].message);
        else
            posted_drop(&saving->posted, variable, refused.items[i].message);
    }
}

/* A name is confirmed by who has seen it (P3): there is one, or she is known in another way, and it is the one that
 * stood on the page. */
static void refuse_tick(struct saving *saving)
{
    const struct names *names = &saving->visit->site->names;
    const struct participant *participant = saving->participant;
    const struct answer *before = answers_get(participant->answers, names->navn_bekreftet);
    const struct answer *after = answers_get(saving->after, names->navn_bekreftet);
    long shown = posted_number(saving->visit->request, "navn_runde");
    const char *why = NULL;

    if (answer_is_empty(after) || answer_equal(before, after))
        return;
    if (!lookup_may_tick(&participant->lookup, answers_get(participant->answers, names->navn)->text))
        why = _("Navnet er ikke hentet ennå. Vent til det vises, eller bekreft identiteten på en annen måte.");
    else if (shown > 0 && shown != participant->lookup.round)
        why = _("Navnet er hentet på nytt siden siden ble åpnet. Se på navnet, og kryss av en gang til.");
    if (!why)
        return;
    answers_set(saving->after, names->navn_bekreftet, *before);
    posted_refuse(&saving->posted, names->navn_bekreftet, why);
}

/* Empties what the new answers lock; true when that may lock more. */
static bool empty_locked(struct saving *saving)
{
    const struct answer_judgement *judgement = judge(saving);
    const struct codebook_register *reg = saving->visit->site->reg;
    bool any = false;

    for (size_t i = 0; i < reg->variable_count; i++) {
        if (!judgement->states[i].would_empty)
            continue;
        answers_set(saving->after, reg->variables[i], (struct answer){0});
        any = true;
    }
    saving->emptied |= any;
    return any;
}

static bool is_changed(const struct saving *saving)
{
    const struct codebook_register *reg = saving->visit->site->reg;

    for (size_t i = 0; i < reg->variable_count; i++)
        if (!answer_equal(&saving->after->values[i], &saving->participant->answers->values[i]))
            return true;
    return false;
}

/* A change may open a question of the create gate, which can't be left empty (P4). */
static void ask_for_gate(struct saving *saving)
{
    struct visit *visit = saving->visit;
    struct answer_gaps gaps = answer_gaps(visit->arena, judge(saving), CODEBOOK_GATE_CREATE);

    for (size_t i = 0; i < gaps.count; i++)
        if (gaps.variables[i]->page == saving->page && answer_is_empty(answers_get(saving->after, gaps.variables[i])) &&
            !problems_find(&saving->posted.problems, gaps.variables[i]->name))
            posted_refuse(&saving->posted, gaps.variables[i], question_ask(visit->arena, gaps.variables[i]));
}

enum outcome saving_decide(struct saving *saving)
{
    const struct participant *participant = saving->participant;
    enum outcome outcome;

    saving->merge = answer_merge(saving->visit->arena, participant->answers, saving->posted.answers,
                                 saving->posted.variables, saving->posted.count, participant->changes,
                                 participant->change_count);
    take_picks(saving);
    saving->after = saving->merge.merged;
    refuse_changes(saving);
    refuse_tick(saving);
    if (!is_changed(saving))
        return OUTCOME_READY;
    for (int round = 0; round < LOCKS_AT_MOST && empty_locked(saving); round++)
        ;
    outcome = filled_financing(saving->visit, &saving->world, saving->after);
    filled_derived(saving->visit, &saving->world, participant->answers, saving->after);
    ask_for_gate(saving);
    return outcome;
}
