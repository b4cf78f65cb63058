/* Rules that name what is over. */
#include "engine/codebook/lint_work.h"

static bool is_named(const struct codebook_code *code, const void *context)
{
    const struct codebook_condition *condition = context;
    for (size_t i = 0; i < condition->code_count; i++) {
        if (condition->codes[i] == code->number) {
            return true;
        }
    }
    return false;
}

/* A code that was over before the variable began, or begins after its end, can decide nothing. */
static void lint_dead_codes(struct lint *lint, const struct codebook_variable *variable,
                            const struct codebook_condition *condition)
{
    for (size_t i = 0; i < condition->code_count; i++) {
        const struct codebook_code *code = codebook_find_code(condition->variable, condition->codes[i]);
        struct codebook_validity common;
        if (code != NULL && !lint_common(code->validity, variable->validity, &common)) {
            lint_say(lint, true, variable->line, "%s hangs on code %d of %s, which is valid %s: at no time with it",
                     variable->name, code->number, condition->variable->name, lint_period(lint, code->validity));
        }
    }
}

/* Does it hang on this alone? Then it can be open only while one of the codes can be chosen. */
static void lint_opening(struct lint *lint, const struct codebook_variable *variable,
                         const struct codebook_condition *condition)
{
    struct codebook_validity gap;
    if (condition->kind == CODEBOOK_HAS &&
        lint_gap(lint, variable, condition->variable, is_named, condition, &gap)) {
        lint_say(lint, false, variable->line, "%s: %s nothing opens it, as no code of %s that it hangs on is valid",
                 variable->name, lint_period(lint, gap), condition->variable->name);
    }
}

static void lint_condition(struct lint *lint, const struct codebook_variable *variable,
                           const struct codebook_condition *condition)
{
    if (condition == NULL) {
        return;
    }
    struct codebook_validity common;
    const struct codebook_variable *named = condition->variable;
    if (named != NULL && !lint_common(named->validity, variable->validity, &common)) {
        lint_say(lint, true, variable->line, "%s hangs on %s, which is valid %s: at no time with it", variable->name,
                 named->name, lint_period(lint, named->validity));
    } else if (named != NULL) {
        lint_dead_codes(lint, variable, condition);
    }
    for (size_t i = 0; i < condition->part_count; i++) {
        lint_condition(lint, variable, &condition->parts[i]);
    }
}

void lint_rules(struct lint *lint, const struct codebook_variable *variable)
{
    lint_condition(lint, variable, variable->opens);
    lint_condition(lint, variable, variable->locks);
    if (variable->opens != NULL) {
        lint_opening(lint, variable, variable->opens);
    }
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_variable *other = variable->rules[i].other;
        struct codebook_validity common;
        if (other != NULL && !lint_common(other->validity, variable->validity, &common)) {
            lint_say(lint, true, variable->line, "%s is compared with %s, which is valid %s: at no time with it",
                     variable->name, other->name, lint_period(lint, other->validity));
        }
    }
}
