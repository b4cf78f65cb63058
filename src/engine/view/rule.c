/* Writes a condition as nested JSON arrays, settling what the page cannot change. */
#include "engine/view/rule.h"

#include <assert.h>
#include <string.h>

#include "engine/base/buffer.h"

enum { RULE_LIMIT = 8192 };

static bool fact_holds(const struct answer_world *world, const char *name) {
    for (const char *const *fact = world->facts; fact && *fact; fact++)
        if (strcmp(*fact, name) == 0)
            return true;
    return false;
}

static bool holds_any(const struct codebook_condition *condition, const struct answers *answers) {
    const struct answer *answer = answers_get(answers, condition->variable);
    for (size_t i = 0; i < condition->code_count; i++)
        if (answer_has_code(answer, condition->codes[i]))
            return true;
    return false;
}

static bool is_on_page(const struct codebook_variable *variable, const struct codebook_page *page) {
    return variable->page == page && variable->section && variable->widget != CODEBOOK_WIDGET_NONE &&
           codebook_is_asked(variable);
}

static void add_settled(struct buffer *json, bool holds) {
    buffer_add_format(json, "[\"fast\",%s]", holds ? "true" : "false");
}

static void add_leaf(struct buffer *json, const struct codebook_condition *condition, const char *word) {
    buffer_add_format(json, "[\"%s\",\"%s\"", word, condition->variable->name);
    for (size_t i = 0; i < condition->code_count; i++)
        buffer_add_format(json, ",\"%d\"", condition->codes[i]);
    buffer_add_char(json, ']');
}

static void add_condition(struct buffer *json, const struct codebook_condition *condition,
                          const struct codebook_page *page, const struct answer_judgement *judgement) {
    switch (condition->kind) {
    case CODEBOOK_HAS:
        if (is_on_page(condition->variable, page))
            add_leaf(json, condition, "har");
        else
            add_settled(json, holds_any(condition, judgement->answers));
        return;
    case CODEBOOK_LACKS:
        if (is_on_page(condition->variable, page))
            add_leaf(json, condition, "mangler");
        else
            add_settled(json, !holds_any(condition, judgement->answers));
        return;
    case CODEBOOK_FACT:
        add_settled(json, fact_holds(judgement->world, condition->fact));
        return;
    case CODEBOOK_ALL:
    case CODEBOOK_ANY:
        buffer_add_text(json, condition->kind == CODEBOOK_ALL ? "[\"alle\"" : "[\"noen\"");
        for (size_t i = 0; i < condition->part_count; i++) {
            buffer_add_char(json, ',');
            add_condition(json, &condition->parts[i], page, judgement);
        }
        buffer_add_char(json, ']');
        return;
    }
    assert(!"a condition of unknown kind");
}

const char *rule_as_json(struct arena *arena, const struct codebook_condition *condition,
                         const struct codebook_page *page, const struct answer_judgement *judgement) {
    struct buffer json;
    buffer_init(&json, arena, RULE_LIMIT);
    add_condition(&json, condition, page, judgement);
    assert(!json.overflowed);
    return buffer_text(&json);
}

bool rule_follows_answers(const struct codebook_condition *condition) {
    if (condition->kind == CODEBOOK_HAS || condition->kind == CODEBOOK_LACKS)
        return true;
    for (size_t i = 0; i < condition->part_count; i++)
        if (rule_follows_answers(&condition->parts[i]))
            return true;
    return false;
}
