/* Which questions are drawn, each put together from its control and what stands around it. */
#include "engine/view/drawing.h"

#include <string.h>

#include "engine/base/words.h"
#include "engine/view/rule.h"
#include "engine/view/worded.h"

static const struct question_extra no_extra;

const struct question_extra *question_extra_of(const struct question_page *page,
                                               const struct codebook_variable *variable) {
    return page->extras ? &page->extras[variable->index] : &no_extra;
}

/* Not drawn: what has no widget, a table's columns, what does not exist and cannot come to exist by
 * typing on this page, and what facts alone keep shut. */
static bool is_drawn(const struct codebook_variable *variable, const struct answer_state *state) {
    if (variable->widget == CODEBOOK_WIDGET_NONE || variable->group)
        return false;
    if (state->lock == ANSWER_ABSENT)
        return surroundings_validity_may_change(variable);
    return state->lock != ANSWER_LOCKED_RULE || state->would_empty || !variable->opens ||
           rule_follows_answers(variable->opens);
}

static struct drawing begin(struct arena *arena, struct values *values,
                            const struct codebook_variable *variable, const struct question_page *page) {
    const struct answer_state *state = answer_state_of(page->judgement, variable);
    const struct question_extra *extra = question_extra_of(page, variable);
    values_set(values, "NAME", variable->name);
    return (struct drawing){
        .arena = arena,
        .variable = variable,
        .page = page,
        .extra = extra,
        .answer = answers_get(page->judgement->answers, variable),
        .state = state,
        .shape = control_shape(variable, state, extra),
        .values = values,
    };
}

static void show_question(struct arena *arena, struct values *section,
                          const struct codebook_variable *variable, const struct question_page *page) {
    struct drawing d = begin(arena, values_include(section, "QUESTION", "sporsmal.html"), variable, page);
    worded_set(d.values, "LABEL", variable->label);
    if (variable->type == CODEBOOK_TEXT && variable->source == CODEBOOK_SOURCE_APPLICATION)
        values_show(d.values, "HALF");
    surroundings_draw(&d);
    control_draw(&d);
    if (d.extra->aside_file)
        d.extra->fill_aside(values_include(d.values, "ASIDE", d.extra->aside_file), d.extra->aside_context);
}

void question_show_section(struct arena *arena, struct values *form, const struct codebook_section *section,
                           const struct question_page *page) {
    struct values *shown = NULL;
    for (size_t i = 0; i < section->variable_count; i++) {
        const struct codebook_variable *variable = section->variables[i];
        if (!is_drawn(variable, answer_state_of(page->judgement, variable)))
            continue;
        if (!shown) {
            shown = values_section(form, "SECTION");
            values_set(shown, "SECTION_NAME", section->name);
            worded_set(shown, "SECTION_TITLE", section->title);
        }
        show_question(arena, shown, variable, page);
    }
}

void question_show_messages(struct arena *arena, struct values *parts,
                            const struct codebook_variable *variable, const struct question_page *page) {
    if (!is_drawn(variable, answer_state_of(page->judgement, variable)))
        return;
    struct drawing d = begin(arena, values_section(parts, "PART"), variable, page);
    surroundings_draw_messages(&d);
    if (!d.extra->conflict)
        return;
    struct drawing conflict = begin(arena, values_section(parts, "CONFLICT_PART"), variable, page);
    surroundings_draw_conflict(&conflict);
}

void question_show_answer(struct arena *arena, struct values *parts,
                          const struct codebook_variable *variable, const struct question_page *page) {
    if (!is_drawn(variable, answer_state_of(page->judgement, variable)))
        return;
    struct drawing d = begin(arena, values_section(parts, "ANSWER"), variable, page);
    const char *const *texts;
    size_t count = d.extra->conflict ? answer_field_texts(arena, variable, d.answer, &texts)
                                     : control_texts(&d, &texts);
    if (d.shape == SHAPE_READONLY)
        values_set(values_section(d.values, "SHOWN"), "SHOWN_TEXT", control_locked_text(&d));
    for (size_t i = 0; i < count; i++)
        values_set(values_section(d.values, "ANSWER_TEXT"), "ANSWER_VALUE", texts[i]);
}

void question_show_note(struct values *parts, const struct codebook_variable *variable, const struct question_page *page) {
    const char *note = question_extra_of(page, variable)->note;
    if (!note || !*note)
        return;
    struct values *shown = values_section(parts, "NOTE");
    values_set(shown, "NAME", variable->name);
    values_set(shown, "LINE_TEXT", note);
}

const char *question_ask(struct arena *arena, const struct codebook_variable *variable) {
    const char *label = wording_shown(variable->label);
    switch (variable->widget) {
    case CODEBOOK_WIDGET_RADIO:
    case CODEBOOK_WIDGET_SELECT:
    case CODEBOOK_WIDGET_CHECKBOXES:
        return arena_printf(arena, _("Velg svar på «%s»"), label);
    case CODEBOOK_WIDGET_CHECKBOX:
        return arena_printf(arena, _("Kryss av for «%s»"), label);
    default:
        return arena_printf(arena, _("Fyll ut «%s»"), label);
    }
}
