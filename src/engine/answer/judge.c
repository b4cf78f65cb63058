/* Every variable's state, from all answers and the codebook's rules. */
#include <assert.h>

#include "engine/answer/answer.h"
#include "engine/answer/rules.h"
#include "engine/base/text.h"
#include "engine/base/words.h"

struct judge {
    const struct answers *answers;
    const struct answer_world *world;
    struct answer_state *states;
    bool *settled; /* by variable->index */
};

static const struct answer empty_answer;

static const struct answer_state *judge_settle(struct judge *judge, const struct codebook_variable *variable);

/* The answer as rules see it: what a rule is about to empty counts as empty. */
static const struct answer *judge_value(struct judge *judge, const struct codebook_variable *variable)
{
    bool goes = judge_settle(judge, variable)->would_empty;
    return goes ? &empty_answer : answers_get(judge->answers, variable);
}

static bool judge_has_any(const struct answer *answer, const struct codebook_condition *condition)
{
    for (size_t i = 0; i < condition->code_count; i++) {
        if (answer_has_code(answer, condition->codes[i])) {
            return true;
        }
    }
    return false;
}

static bool judge_knows(const struct answer_world *world, const char *fact)
{
    for (const char *const *known = world->facts; known != NULL && *known != NULL; known++) {
        if (text_equal(*known, fact)) {
            return true;
        }
    }
    return false;
}

static bool judge_holds(struct judge *judge, const struct codebook_condition *condition);

/* How many of the parts hold. */
static size_t judge_count(struct judge *judge, const struct codebook_condition *condition)
{
    size_t count = 0;
    for (size_t i = 0; i < condition->part_count; i++) {
        count += judge_holds(judge, &condition->parts[i]);
    }
    return count;
}

static bool judge_holds(struct judge *judge, const struct codebook_condition *condition)
{
    switch (condition->kind) {
    case CODEBOOK_HAS:
        return judge_has_any(judge_value(judge, condition->variable), condition);
    case CODEBOOK_LACKS:
        return !judge_has_any(judge_value(judge, condition->variable), condition);
    case CODEBOOK_FACT:
        return judge_knows(judge->world, condition->fact);
    case CODEBOOK_ALL:
        return judge_count(judge, condition) == condition->part_count;
    case CODEBOOK_ANY:
        return judge_count(judge, condition) > 0;
    }
    return false;
}

/* Requirement C5: the page's own date, today where it has none, never before the register began. */
static struct date judge_date(const struct judge *judge, const struct codebook_variable *variable)
{
    struct date date = answer_date(answers_get(judge->answers, variable->page->judged_by));
    struct date first = judge->answers->reg->first_date;
    if (!date_is_set(date)) {
        date = judge->world->today;
    }
    return date_compare(date, first) < 0 ? first : date;
}

static bool judge_holds_expired_code(const struct codebook_variable *variable, const struct answer *answer,
                                     struct date date)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];
        if (!codebook_valid_at(code->validity, date) && answer_has_code(answer, code->number)) {
            return true;
        }
    }
    return false;
}

static const char *judge_source_reason(enum codebook_source source)
{
    switch (source) {
    case CODEBOOK_SOURCE_FREG:
        return _("Hentes fra Folkeregisteret og kan ikke endres her.");
    case CODEBOOK_SOURCE_PAD:
        return _("Hentes fra prøveregisteret PAD og kan ikke endres her.");
    case CODEBOOK_SOURCE_SYSTEM:
        return _("Fylles ut av registeret og kan ikke endres her.");
    case CODEBOOK_SOURCE_MUNICIPALITY:
    case CODEBOOK_SOURCE_APPLICATION:
        break;
    }
    return NULL;
}

static void judge_lock(struct answer_state *state, enum answer_lock lock, const char *reason)
{
    state->lock = lock;
    state->reason = reason;
}

/* Nothing on the form can open it, so showing it would only puzzle. */
static bool judge_is_closed_by_fact(const struct codebook_variable *variable)
{
    return variable->opens->kind == CODEBOOK_FACT;
}

static void judge_by_rules(struct judge *judge, const struct codebook_variable *variable,
                           struct answer_state *state, bool holds_value)
{
    bool closed = variable->opens != NULL && !judge_holds(judge, variable->opens);
    bool locked = variable->locks != NULL && judge_holds(judge, variable->locks);
    if (closed && !holds_value && judge_is_closed_by_fact(variable)) {
        judge_lock(state, ANSWER_ABSENT, wording_shown(variable->opens_text));
    } else if (closed || locked) {
        judge_lock(state, ANSWER_LOCKED_RULE,
                   wording_shown(closed ? variable->opens_text : variable->locks_text));
        state->would_empty = holds_value;
    }
}

static void judge_variable(struct judge *judge, const struct codebook_variable *variable,
                           struct answer_state *state)
{
    const struct answer *answer = answers_get(judge->answers, variable);
    bool holds_value = !answer_is_empty(answer);
    state->date = judge_date(judge, variable);
    bool exists = codebook_valid_at(variable->validity, state->date);
    state->expired = holds_value && (!exists || judge_holds_expired_code(variable, answer, state->date));
    if (!codebook_is_asked(variable)) {
        judge_lock(state, ANSWER_LOCKED_SOURCE, judge_source_reason(variable->source));
    } else if (!exists) {
        judge_lock(state, holds_value ? ANSWER_LOCKED_RULE : ANSWER_ABSENT,
                   _("Spørsmålet gjelder ikke for denne datoen. Et svar som er lagret fra før, blir stående."));
    } else {
        judge_by_rules(judge, variable, state, holds_value);
    }
    state->obligatory = state->lock == ANSWER_OPEN && variable->gates != 0;
}

static const struct answer_state *judge_settle(struct judge *judge, const struct codebook_variable *variable)
{
    struct answer_state *state = &judge->states[variable->index];
    if (!judge->settled[variable->index]) {
        /* The codebook was checked: no variable hangs on itself, so this ends. */
        judge_variable(judge, variable, state);
        judge->settled[variable->index] = true;
    }
    return state;
}

static bool judge_breaks(struct judge *judge, const struct codebook_rule *rule, const struct answer *answer)
{
    struct date date = answer_date(answer);
    if (!date_is_set(date)) {
        return rule_broken_number(rule, answer->text);
    }
    if (rule->other != NULL) {
        return rule_broken_between(rule, date, answer_date(judge_value(judge, rule->other)));
    }
    /* Own-field rules were obeyed when the value was typed; what merely warns is said each time. */
    return rule->warning && rule_broken_alone(rule, date, judge->world->today);
}

static void judge_rules(struct judge *judge, const struct codebook_variable *variable,
                        struct answer_judgement *judgement)
{
    const struct answer *answer = judge_value(judge, variable);
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_rule *rule = &variable->rules[i];
        if (judge_breaks(judge, rule, answer)) {
            problems_add(rule->warning ? &judgement->warnings : &judgement->broken, variable->name,
                         wording_shown(rule->message));
        }
    }
}

struct answer_judgement *answer_judge(struct arena *arena, const struct answers *answers,
                                      const struct answer_world *world)
{
    assert(date_is_set(world->today));
    size_t count = answers->reg->variable_count;
    struct answer_judgement *judgement = arena_alloc(arena, sizeof *judgement);
    judgement->answers = answers;
    judgement->world = world;
    judgement->states = arena_alloc_many(arena, count, sizeof *judgement->states);
    problems_init(&judgement->broken, arena);
    problems_init(&judgement->warnings, arena);
    struct judge judge = {answers, world, judgement->states, arena_alloc_many(arena, count, sizeof(bool))};
    for (size_t i = 0; i < count; i++) {
        judge_settle(&judge, answers->reg->variables[i]);
    }
    for (size_t i = 0; i < count; i++) {
        judge_rules(&judge, answers->reg->variables[i], judgement);
    }
    return judgement;
}

const struct answer_state *answer_state_of(const struct answer_judgement *judgement,
                                           const struct codebook_variable *variable)
{
    assert(judgement->answers->reg->variables[variable->index] == variable);
    return &judgement->states[variable->index];
}

bool answer_code_offered(const struct codebook_code *code, const struct answer_state *state)
{
    return code->offered && codebook_valid_at(code->validity, state->date);
}
