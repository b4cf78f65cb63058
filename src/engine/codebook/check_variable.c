/* One variable by itself: do its attributes belong together? */
#include "engine/codebook/check.h"

static bool check_has_codes(const struct codebook_variable *variable)
{
    return variable->type == CODEBOOK_CODE || variable->type == CODEBOOK_CODES;
}

/* Attributes that mean something for one type alone. */
static void check_type(struct draft *draft, const struct codebook_variable *variable)
{
    bool text = variable->type == CODEBOOK_TEXT;
    bool integer = variable->type == CODEBOOK_INTEGER;
    if (!text && (variable->max_length > 0 || variable->format != NULL)) {
        draft_fail(draft, variable->line, "%s has max-length or format, but is no text", variable->name);
    }
    if (!integer && (variable->least > 0 || variable->most > 0 || variable->decimals > 0)) {
        draft_fail(draft, variable->line, "%s has least, most or decimals, but is no integer", variable->name);
    }
    if (integer && variable->least > variable->most) {
        draft_fail(draft, variable->line, "%s: least is more than most", variable->name);
    }
    if (check_has_codes(variable) != (variable->code_count > 0)) {
        draft_fail(draft, variable->line, "%s has %s", variable->name,
                   variable->code_count > 0 ? "codes, but its type takes none" : "no codes");
    }
}

/* Rules are on dates, but for what is usual. */
static void check_rule_types(struct draft *draft, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->rule_count; i++) {
        const struct codebook_rule *rule = &variable->rules[i];
        bool usual = rule->kind == CODEBOOK_USUAL;
        if (!usual && variable->type != CODEBOOK_DATE) {
            draft_fail(draft, variable->line, "%s has a rule on dates, but is no date", variable->name);
        } else if (usual && variable->type != CODEBOOK_INTEGER) {
            draft_fail(draft, variable->line, "%s says what is usual, but is no integer", variable->name);
        } else if (usual && (rule->most < variable->least || rule->most >= variable->most)) {
            draft_fail(draft, variable->line, "%s: what is usual does not lie within its limits", variable->name);
        }
    }
}

static void check_widget(struct draft *draft, const struct codebook_variable *variable)
{
    static const unsigned fitting[] = {
        [CODEBOOK_TEXT] = 1U << CODEBOOK_WIDGET_INPUT | 1U << CODEBOOK_WIDGET_SELECT,
        [CODEBOOK_INTEGER] = 1U << CODEBOOK_WIDGET_INPUT,
        [CODEBOOK_DATE] = 1U << CODEBOOK_WIDGET_DATE,
        [CODEBOOK_CODE] =
            1U << CODEBOOK_WIDGET_RADIO | 1U << CODEBOOK_WIDGET_SELECT | 1U << CODEBOOK_WIDGET_CHECKBOX,
        [CODEBOOK_CODES] = 1U << CODEBOOK_WIDGET_CHECKBOXES,
        [CODEBOOK_GROUP] = 1U << CODEBOOK_WIDGET_TABLE};
    bool fits =
        (fitting[variable->type] & 1U << variable->widget) != 0 || variable->widget == CODEBOOK_WIDGET_NONE;
    if (!fits) {
        draft_fail(draft, variable->line, "%s cannot be drawn with that widget", variable->name);
    }
    if (variable->widget == CODEBOOK_WIDGET_CHECKBOX && variable->code_count != 1) {
        draft_fail(draft, variable->line, "%s is one checkbox, but has several codes", variable->name);
    }
    if (variable->group == NULL && variable->widget != CODEBOOK_WIDGET_NONE && variable->section == NULL) {
        draft_fail(draft, variable->line, "no section shows %s", variable->name);
    }
}

static bool check_lies_within(struct codebook_validity inner, struct codebook_validity outer)
{
    bool begins = date_compare(inner.from, outer.from) >= 0;
    bool open_ended = !date_is_set(outer.to);
    return begins && (open_ended || (date_is_set(inner.to) && date_compare(inner.to, outer.to) <= 0));
}

/* What the register finds out is not offered to people. */
static void check_computed(struct draft *draft, const struct codebook_variable *variable, const struct codebook_code *code)
{
    if (code->computed != NULL && code->offered) {
        draft_fail(draft, code->line, "code %d of %s is computed, and offered all the same", code->number,
                   variable->name);
    }
    if (code->computed != NULL && codebook_find_computed(variable, code->computed) != code) {
        draft_fail(draft, code->line, "\"%s\" is computed for two codes of %s", code->computed, variable->name);
    }
}

static void check_codes(struct draft *draft, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];
        if (codebook_find_code(variable, code->number) != code) {
            draft_fail(draft, variable->line, "%s has the code %d twice", variable->name, code->number);
        }
        if (!check_lies_within(code->validity, variable->validity)) {
            draft_fail(draft, variable->line, "code %d of %s is valid outside its variable's own time",
                       code->number, variable->name);
        }
        check_computed(draft, variable, code);
        if (code->exclusive && variable->type != CODEBOOK_CODES) {
            draft_fail(draft, variable->line, "code %d of %s excludes others, but one alone can be chosen",
                       code->number, variable->name);
        }
    }
}

/* A gate can ask only for what somebody can answer, and asks for what is obligatory. */
static void check_gates(struct draft *draft, const struct codebook_variable *variable)
{
    bool asked = codebook_is_asked(variable);
    if (variable->page->repeats && (variable->gates & ~(unsigned)CODEBOOK_GATE_CREATE) != 0) {
        draft_fail(draft, variable->line, "%s is of a page that repeats: no gate but create can ask for it", variable->name);
    }
    if (!asked && variable->gates != 0) {
        draft_fail(draft, variable->line, "a gate asks for %s, but nobody can type it", variable->name);
    }
    if (asked && variable->obligatory && variable->gates == 0) {
        draft_fail(draft, variable->line, "%s is obligatory, but no gate asks for it", variable->name);
    }
    if (!asked && (variable->opens != NULL || variable->locks != NULL)) {
        draft_fail(draft, variable->line, "%s opens or locks, but nobody can type it", variable->name);
    }
    if (asked && (variable->type == CODEBOOK_GROUP || variable->group != NULL)) {
        draft_fail(draft, variable->line, "%s is part of a table, which nobody can type", variable->name);
    }
}

void check_variable(struct draft *draft, const struct codebook_variable *variable)
{
    check_type(draft, variable);
    check_rule_types(draft, variable);
    check_widget(draft, variable);
    check_codes(draft, variable);
    check_gates(draft, variable);
}
