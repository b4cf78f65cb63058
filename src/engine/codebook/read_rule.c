/* What a variable says of others: its group, when it is open or locked, and the rules of its dates. */
#include <string.h>

#include "engine/base/text.h"
#include "engine/codebook/read.h"

enum { CONDITION_DEPTH_MOST = 4, RULE_YEARS_MOST = 150 };

static const char *const condition_words[] = {[CODEBOOK_HAS] = "has",
                                              [CODEBOOK_LACKS] = "lacks",
                                              [CODEBOOK_FACT] = "fact",
                                              [CODEBOOK_ALL] = "all",
                                              [CODEBOOK_ANY] = "any"};

static const char *const rule_words[] = {[CODEBOOK_NOT_FUTURE] = "not-future",
                                         [CODEBOOK_NOT_BEFORE] = "not-before",
                                         [CODEBOOK_NOT_AFTER] = "not-after",
                                         [CODEBOOK_NOT_OLDER_THAN] = "not-older-than",
                                         [CODEBOOK_USUAL] = "usual"};

/* The position of the element's name, or -1. */
static int read_kind(const xmlNode *node, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (draft_is(node, words[i])) {
            return (int)i;
        }
    }
    return -1;
}

static void read_held_codes(struct draft *draft, const struct draft_register *made, const xmlNode *node,
                            struct codebook_condition *condition)
{
    condition->variable = read_named(draft, made, node, draft_required(draft, node, "variable"));
    struct draft_words words = draft_split(draft, draft_required(draft, node, "codes"));
    int *codes = arena_alloc_many(draft->arena, words.count, sizeof *codes);
    for (size_t i = 0; i < words.count && condition->variable != NULL; i++) {
        long long number = -1;
        bool readable = text_to_integer(words.items[i], 0, CODEBOOK_CODE_MOST, &number);
        if (!readable || codebook_find_code(condition->variable, (int)number) == NULL) {
            draft_fail(draft, draft_line(node), "%s has no code \"%s\"", condition->variable->name,
                       words.items[i]);
        }
        codes[i] = (int)number;
    }
    condition->codes = codes;
    condition->code_count = words.count;
}

static void read_condition(struct draft *draft, const struct draft_register *made, const xmlNode *node,
                           int depth, struct codebook_condition *condition);

static void read_parts(struct draft *draft, const struct draft_register *made, const xmlNode *node, int depth,
                       struct codebook_condition *condition)
{
    size_t count = 0;
    const xmlNode *part = NULL;
    while ((part = draft_any_child(node, part)) != NULL) {
        count++;
    }
    if (count < 2) {
        draft_fail(draft, draft_line(node), "%s joins fewer than two conditions", (const char *)node->name);
        return;
    }
    struct codebook_condition *parts = arena_alloc_many(draft->arena, count, sizeof *parts);
    for (size_t i = 0; (part = draft_any_child(node, part)) != NULL; i++) {
        read_condition(draft, made, part, depth + 1, &parts[i]);
    }
    condition->parts = parts;
    condition->part_count = count;
}

static void read_condition(struct draft *draft, const struct draft_register *made, const xmlNode *node,
                           int depth, struct codebook_condition *condition)
{
    int kind = read_kind(node, condition_words, sizeof condition_words / sizeof condition_words[0]);
    if (kind < 0) {
        draft_fail(draft, draft_line(node), "there is no condition \"%s\"", (const char *)node->name);
        return;
    }
    if (depth > CONDITION_DEPTH_MOST) {
        draft_fail(draft, draft_line(node), "conditions lie more than %d deep", CONDITION_DEPTH_MOST);
        return;
    }
    condition->kind = (enum codebook_condition_kind)kind;
    switch (condition->kind) {
    case CODEBOOK_HAS:
    case CODEBOOK_LACKS:
        read_held_codes(draft, made, node, condition);
        break;
    case CODEBOOK_FACT:
        condition->fact = draft_variable_name(draft, node, "name");
        break;
    case CODEBOOK_ALL:
    case CODEBOOK_ANY:
        read_parts(draft, made, node, depth, condition);
        break;
    }
}

/* The condition inside `opens` or `locks`, NULL where there is no such element. */
static const struct codebook_condition *read_when(struct draft *draft, const struct draft_register *made,
                                                  const xmlNode *node, const char *name,
                                                  struct wording *text_out)
{
    const xmlNode *when = draft_child(node, name, NULL);
    if (when == NULL) {
        return NULL;
    }
    const xmlNode *inside = draft_any_child(when, NULL);
    if (inside == NULL) {
        draft_fail(draft, draft_line(when), "%s holds no condition", name);
        return NULL;
    }
    struct codebook_condition *condition = arena_alloc(draft->arena, sizeof *condition);
    read_condition(draft, made, inside, 1, condition);
    *text_out = read_attribute_wording(draft, when, "text");
    return condition;
}

static void read_one_rule(struct draft *draft, const struct draft_register *made, const xmlNode *node,
                          const struct codebook_variable *variable, int kind, struct codebook_rule *rule)
{
    rule->kind = (enum codebook_rule_kind)kind;
    rule->warning = draft_is_said(draft, node, "warning", "yes");
    rule->message = read_attribute_wording(draft, node, "message");
    if (rule->kind == CODEBOOK_NOT_BEFORE || rule->kind == CODEBOOK_NOT_AFTER) {
        rule->other = read_named(draft, made, node, draft_required(draft, node, "variable"));
    }
    if (rule->kind == CODEBOOK_NOT_OLDER_THAN) {
        draft_required(draft, node, "years");
        rule->years = (int)draft_number(draft, node, "years", 1, RULE_YEARS_MOST, 1);
    }
    if (rule->kind == CODEBOOK_USUAL) {
        draft_required(draft, node, "most");
        rule->most = draft_limit(draft, node, "most", variable->decimals);
        rule->warning = true;
    }
}

static void read_rules(struct draft *draft, const struct draft_register *made, const xmlNode *node,
                       struct codebook_variable *variable)
{
    size_t kinds = sizeof rule_words / sizeof rule_words[0];
    size_t most = 0;
    for (size_t i = 0; i < kinds; i++) {
        most += draft_count_children(node, rule_words[i]);
    }
    struct codebook_rule *rules = arena_alloc_many(draft->arena, most, sizeof *rules);
    const xmlNode *child = NULL;
    while ((child = draft_any_child(node, child)) != NULL) {
        int kind = read_kind(child, rule_words, kinds);
        if (kind >= 0) {
            read_one_rule(draft, made, child, variable, kind, &rules[variable->rule_count++]);
        }
    }
    variable->rules = rules;
}

void read_references(struct draft *draft, const struct draft_register *made, size_t index)
{
    struct codebook_variable *variable = &made->variables[index];
    const xmlNode *node = made->variable_nodes[index];
    const char *group = draft_optional(draft, node, "group");
    if (group != NULL) {
        variable->group = read_named(draft, made, node, group);
    }
    variable->opens = read_when(draft, made, node, "opens", &variable->opens_text);
    variable->locks = read_when(draft, made, node, "locks", &variable->locks_text);
    read_rules(draft, made, node, variable);
}
