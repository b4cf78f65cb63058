/* Steps out of what the library says of a template. Whether they are the whole template is checked against its source. */
#include <ctype.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "engine/view/escape.h"
#include "engine/view/inside.h"
#include "engine/view/library.h"

enum { TEXT_AT_MOST = 4 * 1024 * 1024, STEPS_AT_FIRST = 64, DEEPEST = 32 };

static const char not_understood[] = "is understood by the template library in a way that is not known here";

struct maker {
    struct view *view;
    struct step *steps;
    size_t count, capacity;
    struct buffer pending;  /* text that no step has yet */
    struct buffer squeezed; /* what was read, to be compared with the source */
    size_t open[DEEPEST];   /* sections that have no end yet */
    size_t depth;
    const char *at, *why;
};

/* The source without spaces, comments and pragmas. */
static void squeeze(struct buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isspace((unsigned char)text[i]))
            buffer_add_char(out, text[i]);
}

static void squeeze_source(struct buffer *out, const char *source)
{
    const char *end;

    for (const char *at = strstr(source, "{{"); at; at = strstr(source, "{{")) {
        squeeze(out, source, (size_t)(at - source));
        end = strstr(at, "}}");
        if (!end)
            break;
        source = end + strlen("}}");
        if (at[2] != '%' && at[2] != '!')
            buffer_add(out, at, (size_t)(source - at));
    }
    squeeze(out, source, strlen(source));
}

static struct step *add_step(struct maker *maker, enum step_kind kind)
{
    if (maker->count == maker->capacity) {
        struct step *more = arena_alloc_many(maker->view->scratch, maker->capacity * 2, sizeof *more);

        memcpy(more, maker->steps, maker->count * sizeof *more);
        maker->steps = more;
        maker->capacity *= 2;
    }
    maker->steps[maker->count] = (struct step){.kind = kind};
    return &maker->steps[maker->count++];
}

static void end_text(struct maker *maker)
{
    struct step *step;

    if (maker->pending.length == 0)
        return;
    step = add_step(maker, STEP_TEXT);
    step->text = arena_copy_n(maker->view->arena, buffer_text(&maker->pending), maker->pending.length);
    step->length = maker->pending.length;
    buffer_clear(&maker->pending);
}

/* Reads up to `end`, and goes on behind it; NULL where it does not come. */
static const char *read_to(struct maker *maker, const char *end, size_t *length_out)
{
    const char *from = maker->at, *found = strstr(from, end);

    *length_out = found ? (size_t)(found - from) : 0;
    if (!found)
        return NULL;
    maker->at = found + strlen(end);
    return from;
}

static struct step *add_named(struct maker *maker, enum step_kind kind, const char *sign, const char *name, size_t length)
{
    struct step *step;

    buffer_add_format(&maker->squeezed, "{{%s%.*s}}", sign, (int)length, name);
    end_text(maker);
    step = add_step(maker, kind);
    step->name = vocabulary_add(&maker->view->names, name, length);
    return step;
}

static bool read_text(struct maker *maker)
{
    size_t length;
    const char *text = read_to(maker, "|<--\n", &length);

    if (!text)
        return false;
    squeeze(&maker->squeezed, text, length);
    buffer_add(&maker->pending, text, length);
    return true;
}

static bool read_value(struct maker *maker)
{
    size_t length, name;
    const char *text = read_to(maker, "\n", &length), *word = text ? arena_copy_n(maker->view->scratch, text, length) : "";
    unsigned constant;

    name = strcspn(word, ":");
    if (vocabulary_find(&maker->view->constants.markers, arena_copy_n(maker->view->scratch, word, name), &constant)) {
        const char *value = maker->view->constants.texts[constant];

        buffer_add_format(&maker->squeezed, "{{%.*s}}", (int)name, word);
        escape_add(&maker->pending, value, strlen(value));
    } else if (text_equal(word + name, ":h"))
        add_named(maker, STEP_VALUE, "", word, name);
    else if (text_equal(word + name, ":U=html"))
        add_named(maker, STEP_ADDRESS, "", word, name);
    else
        maker->why = "holds a value where none may stand: in a script, a style, or an attribute without quotes";
    return text && !maker->why;
}

static bool read_include(struct maker *maker)
{
    size_t length;
    const char *name = read_to(maker, "\n", &length);

    return name && add_named(maker, STEP_INCLUDE, ">", name, length);
}

static bool read_section(struct maker *maker)
{
    size_t length;
    const char *name = read_to(maker, "\n", &length);

    if (!name || maker->depth == DEEPEST)
        return false;
    maker->open[maker->depth++] = maker->count + (maker->pending.length > 0);
    add_named(maker, STEP_SECTION, "#", name, length);
    return true;
}

static bool read_section_end(struct maker *maker)
{
    size_t length;
    const char *name = read_to(maker, "\n", &length);

    if (!name || maker->depth == 0)
        return false;
    buffer_add_format(&maker->squeezed, "{{/%.*s}}", (int)length, name);
    end_text(maker);
    maker->steps[maker->open[--maker->depth]].after = maker->count;
    return true;
}

static bool read_pragma(struct maker *maker)
{
    size_t length;

    return read_to(maker, "\n", &length) != NULL;
}

static bool read_node(struct maker *maker)
{
    static const struct {
        const char *word;
        bool (*read)(struct maker *maker);
    } nodes[] = {
        {"Text Node: -->|", read_text},       {"Variable Node: ", read_value},      {"Template Node: ", read_include},
        {"Section Start: ", read_section},    {"Section End: ", read_section_end},  {"Pragma Node: ", read_pragma},
    };

    maker->at += strspn(maker->at, " ");
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
        if (strncmp(maker->at, nodes[i].word, strlen(nodes[i].word)) != 0)
            continue;
        maker->at += strlen(nodes[i].word);
        return nodes[i].read(maker);
    }
    return false;
}

static bool skip(struct maker *maker, const char *line)
{
    maker->at += strspn(maker->at, " ");
    if (strncmp(maker->at, line, strlen(line)) != 0)
        return false;
    maker->at += strlen(line);
    return true;
}

static bool read_all(struct maker *maker, const char *source)
{
    struct buffer whole;

    if (!skip(maker, "------------Start Template Dump []--------------\n") || !skip(maker, "Section Start: __{{MAIN}}__\n"))
        return false;
    while (!skip(maker, "Section End: __{{MAIN}}__\n"))
        if (!read_node(maker))
            return false;
    end_text(maker);
    buffer_init(&whole, maker->view->scratch, TEXT_AT_MOST);
    squeeze_source(&whole, source);
    return maker->depth == 0 && text_equal(buffer_text(&whole), buffer_text(&maker->squeezed));
}

static struct program keep(const struct maker *maker)
{
    struct step *steps = arena_alloc_many(maker->view->arena, maker->count, sizeof *steps);

    if (maker->count > 0)
        memcpy(steps, maker->steps, maker->count * sizeof *steps);
    return (struct program){steps, maker->count};
}

const char *program_make(struct view *view, const char *source, struct program *program_out)
{
    struct maker maker = {.view = view, .capacity = STEPS_AT_FIRST};
    struct buffer said;

    buffer_init(&said, view->scratch, TEXT_AT_MOST);
    buffer_init(&maker.pending, view->scratch, TEXT_AT_MOST);
    buffer_init(&maker.squeezed, view->scratch, TEXT_AT_MOST);
    maker.steps = arena_alloc_many(view->scratch, maker.capacity, sizeof *maker.steps);
    if (!library_understand(source, strlen(source), &said))
        return "cannot be parsed (the reason is on standard error)";
    maker.at = buffer_text(&said);
    if (!read_all(&maker, source))
        return maker.why ? maker.why : not_understood;
    *program_out = keep(&maker);
    return NULL;
}
