/* The control of a question: its kind, the texts it holds, its choices. */
#include "engine/view/drawing.h"

#include <assert.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"

enum shape control_shape(const struct codebook_variable *variable, const struct answer_state *state,
                         const struct question_extra *extra) {
    if (variable->widget == CODEBOOK_WIDGET_TABLE)
        return SHAPE_TABLE;
    if (state->lock == ANSWER_LOCKED_SOURCE || extra->choice_count == 1)
        return SHAPE_READONLY;
    switch (variable->widget) {
    case CODEBOOK_WIDGET_DATE:
        return SHAPE_DATE;
    case CODEBOOK_WIDGET_RADIO:
        return SHAPE_RADIO;
    case CODEBOOK_WIDGET_SELECT:
        return SHAPE_SELECT;
    case CODEBOOK_WIDGET_CHECKBOXES:
        return SHAPE_CHECKBOXES;
    case CODEBOOK_WIDGET_CHECKBOX:
        return SHAPE_TICK;
    default:
        return SHAPE_INPUT;
    }
}

bool control_is_locked(enum shape shape) {
    return shape == SHAPE_READONLY || shape == SHAPE_TABLE;
}

/* The texts the control holds: the caller's, or the answer's own. */
size_t control_texts(const struct drawing *d, const char *const **texts_out) {
    if (d->extra->shown) {
        *texts_out = d->extra->shown;
        return d->extra->shown_count;
    }
    return answer_field_texts(d->arena, d->variable, d->answer, texts_out);
}

const char *control_text(const struct drawing *d) {
    const char *const *texts;
    return control_texts(d, &texts) > 0 ? texts[0] : "";
}

static bool is_chosen(const struct drawing *d, const char *value) {
    const char *const *texts;
    size_t count = control_texts(d, &texts);
    for (size_t i = 0; i < count; i++)
        if (strcmp(texts[i], value) == 0)
            return true;
    return false;
}

static const char *width_of(const struct codebook_variable *variable) {
    if (variable->type == CODEBOOK_INTEGER)
        return "tall";
    if (variable->type == CODEBOOK_DATE)
        return "dato";
    if (variable->type == CODEBOOK_TEXT && variable->max_length <= 12)
        return "kort";
    return variable->type == CODEBOOK_TEXT && variable->max_length > 40 ? "lang" : "middels";
}

static const char *input_mode_of(const struct codebook_variable *variable) {
    if (variable->type != CODEBOOK_INTEGER)
        return "text";
    return variable->decimals > 0 ? "decimal" : "numeric";
}

struct option {
    const char *value;
    struct wording text;
    bool expired, alone;
};

static void add_option(const struct drawing *d, struct values *control, struct option option, bool first) {
    struct values *choice = values_section(control, "CHOICE");
    values_set(choice, "CHOICE_VALUE", option.value);
    worded_set(choice, "CHOICE_TEXT", option.text);
    values_set(choice, "CHOICE_ID",
               first ? d->variable->name : arena_printf(d->arena, "%s-%s", d->variable->name, option.value));
    if (is_chosen(d, option.value))
        values_show(choice, "CHOSEN");
    if (option.expired)
        values_show(choice, "EXPIRED");
    if (option.alone)
        values_show(choice, "ALONE");
}

/* The caller's choices, or the codes that may be chosen now and those that are held. */
static void add_options(const struct drawing *d, struct values *control) {
    bool first = true;
    for (size_t i = 0; i < d->extra->choice_count; i++, first = false) {
        const struct question_choice *choice = &d->extra->choices[i];
        struct wording name = {.bokmal = choice->text, .nynorsk = choice->text};
        add_option(d, control, (struct option){choice->value, name, false, false}, first);
    }
    for (size_t i = 0; d->extra->choice_count == 0 && i < d->variable->code_count; i++) {
        const struct codebook_code *code = &d->variable->codes[i];
        const char *value = arena_printf(d->arena, "%d", code->number);
        bool offered = answer_code_offered(code, d->state) || d->state->lock == ANSWER_ABSENT;
        bool expired = !offered && !codebook_valid_at(code->validity, d->state->date);
        if (!code->offered && !is_chosen(d, value))
            continue;
        if (!offered && !is_chosen(d, value))
            continue;
        add_option(d, control, (struct option){value, code->text, expired, code->exclusive}, first);
        first = false;
    }
}

static void draw_field(const struct drawing *d, const char *control_name) {
    struct values *field = values_section(d->values, "FIELD");
    struct values *control = values_section(field, control_name);
    values_set(control, "VALUE", control_text(d));
    values_set(control, "WIDTH", width_of(d->variable));
    values_set(control, "INPUT_MODE", input_mode_of(d->variable));
    if (d->shape == SHAPE_SELECT)
        add_options(d, control);
}

const char *control_locked_text(const struct drawing *d) {
    const char *text = d->extra->shown ? control_text(d) : answer_show(d->arena, d->variable, d->answer);
    if (d->extra->choice_count == 1)
        return d->extra->choices[0].text;
    if (!text_is_empty(text))
        return text;
    return d->variable->source == CODEBOOK_SOURCE_SYSTEM ? "–" : _("Ikke mottatt");
}

/* Locked: what is shown is the text to read; a sole choice travels along in a hidden field. */
static void draw_readonly(const struct drawing *d) {
    struct values *control = values_section(values_section(d->values, "FIELD"), "READONLY");
    if (d->extra->choice_count == 1) {
        struct values *carried = values_section(control, "CARRIED");
        values_set(carried, "CARRIED_VALUE", d->extra->choices[0].value);
        if (d->state->lock == ANSWER_ABSENT)
            values_show(carried, "CARRIED_OFF");
    }
    values_set(control, "VALUE", control_locked_text(d));
    values_set(control, "WIDTH", d->variable->type == CODEBOOK_INTEGER ? "kort" : width_of(d->variable));
}

static void draw_group(const struct drawing *d) {
    struct values *group = values_section(d->values, "GROUP");
    values_set(group, "CONTROL", d->shape == SHAPE_RADIO ? "radio" : "checkbox");
    add_options(d, group);
}

static void draw_tick(const struct drawing *d) {
    struct values *tick = values_section(d->values, "TICK");
    assert(d->variable->code_count == 1);
    const char *value = arena_printf(d->arena, "%d", d->variable->codes[0].number);
    values_set(tick, "CHOICE_VALUE", value);
    if (is_chosen(d, value))
        values_show(tick, "CHOSEN");
}

static void add_cell(struct arena *arena, struct values *row, const struct codebook_variable *column,
                     const struct answers *answers) {
    struct values *cell = values_section(row, "CELL");
    const struct answer *answer = answers_get(answers, column);
    values_set(cell, "CELL_TEXT", answer_show(arena, column, answer));
    worded_mark_answer(cell, "CELL_TEXT", column, answer);
}

/* The columns of a group are the variables that name it. */
void control_fill_table(struct arena *arena, struct values *table, const struct codebook_variable *group,
                        const struct question_extra *extra) {
    const struct codebook_page *page = group->page;
    if (extra->row_count == 0) {
        values_show(table, "NO_ROWS");
        return;
    }
    struct values *rows = values_section(table, "ROWS");
    for (size_t i = 0; i < page->variable_count; i++)
        if (page->variables[i]->group == group)
            worded_set(values_section(rows, "COLUMN"), "COLUMN_TITLE", page->variables[i]->label);
    for (size_t r = 0; r < extra->row_count; r++) {
        struct values *row = values_section(rows, "ROW");
        for (size_t i = 0; i < page->variable_count; i++)
            if (page->variables[i]->group == group)
                add_cell(arena, row, page->variables[i], extra->rows[r]);
    }
}

void control_draw(const struct drawing *d) {
    switch (d->shape) {
    case SHAPE_INPUT:
        draw_field(d, "INPUT");
        break;
    case SHAPE_DATE:
        draw_field(d, "DATE");
        break;
    case SHAPE_SELECT:
        draw_field(d, "SELECT");
        break;
    case SHAPE_READONLY:
        draw_readonly(d);
        break;
    case SHAPE_RADIO:
    case SHAPE_CHECKBOXES:
        draw_group(d);
        break;
    case SHAPE_TICK:
        draw_tick(d);
        break;
    case SHAPE_TABLE:
        control_fill_table(d->arena, values_section(d->values, "TABLE"), d->variable, d->extra);
        break;
    }
}
