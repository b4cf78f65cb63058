/* A section's answers as lines to read (requirement P17). */
#include "engine/view/drawing.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/view/worded.h"

static bool is_gap(const struct answer_gaps *gaps, const struct codebook_variable *variable) {
    for (size_t i = 0; gaps && i < gaps->count; i++)
        if (gaps->variables[i] == variable)
            return true;
    return false;
}

static const char *text_of(struct arena *arena, const struct codebook_variable *variable,
                           const struct question_page *page) {
    const struct question_extra *extra = question_extra_of(page, variable);
    if (extra->shown && extra->shown_count > 0)
        return extra->shown[0];
    return answer_show(arena, variable, answers_get(page->judgement->answers, variable));
}

/* Why there is nothing to read. */
static const char *emptiness_of(const struct codebook_variable *variable, const struct answer_state *state) {
    if (state->lock == ANSWER_LOCKED_RULE)
        return "NOT_APPLICABLE";
    return state->lock == ANSWER_LOCKED_SOURCE && variable->source != CODEBOOK_SOURCE_SYSTEM ? "NOT_RECEIVED"
                                                                                             : "NONE";
}

static void link_to_field(struct arena *arena, struct values *line, const struct codebook_variable *variable,
                          const struct question_page *page) {
    values_set(line, "FIELD", variable->name);
    values_set(line, "FIELD_PATH",
               arena_printf(arena, "%s/%s", page->path ? page->path : "", variable->page->name));
}

static void show_line(struct arena *arena, struct values *summary, const struct codebook_variable *variable,
                      const struct question_page *page) {
    const struct answer_state *state = answer_state_of(page->judgement, variable);
    const char *text = text_of(arena, variable, page);
    bool empty = text_is_empty(text);
    struct values *line = values_section(summary, "ANSWER");
    worded_set(line, "QUESTION_LABEL", variable->label);
    values_set(line, "ANSWER_TEXT", text);
    worded_mark_answer(line, "ANSWER_TEXT", variable, answers_get(page->judgement->answers, variable));
    if (is_gap(page->gaps, variable)) {
        link_to_field(arena, line, variable, page);
        values_show(line, empty ? "MISSING" : "BROKEN");
        return;
    }
    if (empty) {
        values_show(line, emptiness_of(variable, state));
        return;
    }
    struct values *shown = values_section(line, "TEXT");
    if (state->expired)
        values_show(shown, "EXPIRED");
}

static void show_group(struct arena *arena, struct values *summary, const struct codebook_variable *variable,
                       const struct question_page *page) {
    struct values *group = values_section(summary, "GROUP_TABLE");
    values_set(group, "GROUP_NAME", variable->name);
    worded_set(group, "GROUP_TITLE", variable->label);
    control_fill_table(arena, group, variable, question_extra_of(page, variable));
}

static bool is_read(const struct codebook_variable *variable, const struct question_page *page) {
    const struct answer_state *state = answer_state_of(page->judgement, variable);
    if (variable->group || state->lock == ANSWER_ABSENT)
        return false;
    return true;
}

void question_summarize_section(struct arena *arena, struct values *parent,
                                const struct codebook_section *section, const struct question_page *page) {
    struct values *summary = values_include(parent, "SUMMARY", "oppsummering.html");
    values_set(summary, "SECTION_NAME", section->name);
    worded_set(summary, "SECTION_TITLE", section->title);
    if (page->path)
        values_set(values_section(summary, "EDIT"), "EDIT_PATH",
                   arena_printf(arena, "%s/%s", page->path, section->page->name));
    for (size_t i = 0; i < section->variable_count; i++) {
        const struct codebook_variable *variable = section->variables[i];
        if (!is_read(variable, page))
            continue;
        if (variable->type == CODEBOOK_GROUP)
            show_group(arena, summary, variable, page);
        else
            show_line(arena, summary, variable, page);
    }
}
