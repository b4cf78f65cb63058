/* What variables say of each other: groups, conditions, rules between dates, and no circles. */
#include "engine/codebook/check.h"

/* Is the variable one answer of a person, and not a column of a table? */
static bool check_is_single(const struct codebook_variable *variable)
{
    return variable->group == NULL && variable->type != CODEBOOK_GROUP;
}

static void check_group(struct draft *draft, const struct codebook_variable *variable)
{
    const struct codebook_variable *group = variable->group;
    if (group == NULL) {
        return;
    }
    if (group->type != CODEBOOK_GROUP || group->page != variable->page) {
        draft_fail(draft, variable->line, "%s is no group of the same page", group->name);
    }
    if (variable->type == CODEBOOK_GROUP || variable->type == CODEBOOK_CODES) {
        draft_fail(draft, variable->line, "%s cannot be a column of %s: it may hold several values",
                   variable->name, group->name);
    }
    if (variable->section != NULL) {
        draft_fail(draft, variable->line, "%s is shown by a section, but is a column of %s", variable->name,
                   group->name);
    }
}

static void check_has_columns(struct draft *draft, const struct codebook_register *reg,
                              const struct codebook_variable *group)
{
    for (size_t i = 0; i < reg->variable_count; i++) {
        if (reg->variables[i]->group == group) {
            return;
        }
    }
    draft_fail(draft, group->line, "the group %s has no columns", group->name);
}

static void check_date_rules(struct draft *draft, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_variable *other = variable->rules[i].other;
        bool comparable =
            other == NULL || (other->type == CODEBOOK_DATE && check_is_single(other) && other != variable);
        if (!comparable) {
            draft_fail(draft, variable->line, "%s cannot be compared with %s", variable->name, other->name);
        }
    }
}

/* A walk along what variables' conditions name. */
struct walk {
    struct draft *draft;
    enum { UNSEEN, ON_THE_WAY, DONE } * seen; /* by variable->index */
};

static void check_walk(struct walk *walk, const struct codebook_variable *variable);

static void check_condition(struct walk *walk, const struct codebook_variable *owner,
                            const struct codebook_condition *condition)
{
    if (condition == NULL) {
        return;
    }
    const struct codebook_variable *named = condition->variable;
    if (named != NULL && !check_is_single(named)) {
        draft_fail(walk->draft, owner->line, "%s cannot hang on %s, which is part of a table", owner->name,
                   named->name);
    }
    if (named != NULL) {
        check_walk(walk, named);
    }
    for (size_t i = 0; i < condition->part_count; i++) {
        check_condition(walk, owner, &condition->parts[i]);
    }
}

static void check_walk(struct walk *walk, const struct codebook_variable *variable)
{
    if (walk->seen[variable->index] == ON_THE_WAY) {
        draft_fail(walk->draft, variable->line, "whether %s is open hangs on itself", variable->name);
    }
    if (walk->seen[variable->index] != UNSEEN) {
        return;
    }
    walk->seen[variable->index] = ON_THE_WAY;
    check_condition(walk, variable, variable->opens);
    check_condition(walk, variable, variable->locks);
    walk->seen[variable->index] = DONE;
}

void check_rules(struct draft *draft, const struct codebook_register *reg)
{
    struct walk walk = {draft, arena_alloc_many(draft->arena, reg->variable_count, sizeof *walk.seen)};
    for (size_t i = 0; i < reg->variable_count && draft->why == NULL; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        check_group(draft, variable);
        check_date_rules(draft, variable);
        check_walk(&walk, variable);
        if (variable->type == CODEBOOK_GROUP) {
            check_has_columns(draft, reg, variable);
        }
    }
}
