/* From steps and values to bytes. */
#include <assert.h>
#include <stdio.h>

#include "engine/view/escape.h"
#include "engine/view/library.h"
#include "engine/view/values.h"

enum { PIECE_AT_MOST = 4 * 1024 * 1024 };

static void write_value(const struct step *step, const struct values *values, struct buffer *out)
{
    const struct item *item = values_find(values, step->name, ITEM_VALUE);

    if (!item || item->length == 0)
        return;
    if (step->kind == STEP_ADDRESS)
        library_add_address(item->text, item->length, out);
    else
        escape_add(out, item->text, item->length);
}

static void write_steps(const struct program *program, size_t from, size_t to, const struct values *values,
                        struct buffer *out);

static void write_section(const struct program *program, size_t at, const struct values *values, struct buffer *out)
{
    const struct step *step = &program->steps[at];
    const struct item *item = values_find(values, step->name, ITEM_SECTION);

    for (const struct values *showing = item ? item->first : NULL; showing; showing = showing->next)
        write_steps(program, at + 1, step->after, showing, out);
}

static void write_include(const struct step *step, const struct values *values, struct buffer *out)
{
    const struct item *item = values_find(values, step->name, ITEM_INCLUDE);

    for (const struct values *showing = item ? item->first : NULL; showing; showing = showing->next)
        write_steps(showing->file, 0, showing->file->count, showing, out);
}

static void write_steps(const struct program *program, size_t from, size_t to, const struct values *values,
                        struct buffer *out)
{
    for (size_t at = from; at < to;) {
        const struct step *step = &program->steps[at];

        if (step->kind == STEP_TEXT)
            buffer_add(out, step->text, step->length);
        else if (step->kind == STEP_SECTION)
            write_section(program, at, values, out);
        else if (step->kind == STEP_INCLUDE)
            write_include(step, values, out);
        else
            write_value(step, values, out);
        at = step->kind == STEP_SECTION ? step->after : at + 1;
    }
}

enum view_result view_render(struct view *view, const char *file, struct values *values, struct buffer *out,
                             const char **why_out)
{
    static char why[200];
    const struct program *program;
    unsigned number;

    *why_out = why;
    if (!vocabulary_find(&view->files, file, &number)) {
        snprintf(why, sizeof why, "%s: no such template", file);
        return VIEW_FAILED;
    }
    program = &view->programs[values->page->language][number];
    write_steps(program, 0, program->count, values, out);
    if (out->overflowed) {
        snprintf(why, sizeof why, "%s: the page is larger than its buffer", file);
        return VIEW_FAILED;
    }
    return VIEW_OK;
}

const struct view_piece *view_piece_new(struct arena *lasting, struct view *view, const char *file, struct values *values)
{
    struct view_piece *piece = arena_alloc(lasting, sizeof *piece);
    struct buffer out;
    const char *why;
    enum view_result result;

    buffer_init(&out, values->page->arena, PIECE_AT_MOST);
    result = view_render(view, file, values, &out, &why);
    assert(result == VIEW_OK);
    (void)result;
    piece->text = (struct step){
        .kind = STEP_TEXT, .text = arena_copy_n(lasting, buffer_text(&out), out.length), .length = out.length};
    piece->program = (struct program){&piece->text, 1};
    return piece;
}
