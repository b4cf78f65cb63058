/* A posted page of the form. */
#include "register/page/participant/posted.h"

#include <limits.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/participant/gone.h"

enum { DIGEST_AT_MOST = 2 * 1024 * 1024 };

static bool is_boxes(const struct codebook_variable *variable)
{
    return variable->widget == CODEBOOK_WIDGET_CHECKBOXES || variable->widget == CODEBOOK_WIDGET_CHECKBOX;
}

static void keep_typed(struct posted *posted, const struct codebook_variable *variable, const char *const *typed,
                       size_t count, const struct answers *stored)
{
    struct question_extra *extra = &posted->extras[variable->index];

    extra->shown = typed;
    extra->shown_count = count;
    extra->stored = stored ? answers_get(stored, variable) : NULL;
}

void posted_keep(struct visit *visit, struct posted *posted, const struct codebook_variable *variable)
{
    struct question_extra *extra = &posted->extras[variable->index];

    if (!extra->shown)
        extra->shown_count = http_fields_all(visit->arena, &visit->request->form, variable->name, &extra->shown);
}

void posted_refuse(struct visit *visit, struct posted *posted, const struct codebook_variable *variable,
                   const char *message)
{
    posted_keep(visit, posted, variable);
    posted_drop(posted, variable, message);
}

void posted_drop(struct posted *posted, const struct codebook_variable *variable, const char *message)
{
    posted->extras[variable->index].problem = message;
    problems_add(&posted->problems, variable->name, message);
}

/* The create gate's answers can be changed but never emptied (P4). */
static bool empties_gate(const struct codebook_variable *variable, const struct answers *stored,
                         const struct answer *answer)
{
    return stored && (variable->gates & CODEBOOK_GATE_CREATE) && answer_is_empty(answer) &&
           !answer_is_empty(answers_get(stored, variable));
}

/* The choice made on a page that showed somebody else's answer: keep the stored one. */
static bool keeps_stored(const struct visit *visit, const struct codebook_variable *variable)
{
    const char *field = arena_printf(visit->arena, "velg_%s", variable->name);

    return text_equal(http_fields_get(&visit->request->form, field), "lagret");
}

static void read_variable(struct visit *visit, struct posted *posted, const struct codebook_variable *variable,
                          const struct posted_set *set, const struct answer_world *world,
                          const struct answers *stored)
{
    const char *const *typed = NULL;
    const char *problem = NULL;
    struct answer answer = {0};
    size_t count = http_fields_all(visit->arena, &visit->request->form, variable->name, &typed);

    if ((count == 0 && !set->all_drawn && !(is_boxes(variable) && gone_was_drawn(visit, variable))) ||
        keeps_stored(visit, variable))
        return;
    if (!answer_parse(visit->arena, variable, typed, count, world, &answer, &problem)) {
        const char *gone = gone_code(visit, variable, typed, count);

        keep_typed(posted, variable, typed, count, stored);
        posted_refuse(visit, posted, variable, gone ? gone : problem);
    } else if (empties_gate(variable, stored, &answer)) {
        keep_typed(posted, variable, typed, count, stored);
        posted_refuse(visit, posted, variable, question_ask(visit->arena, variable));
    } else {
        answers_set(posted->answers, variable, answer);
        posted->variables[posted->count++] = variable;
    }
}

/* What others supply is not drawn as a field: whoever posts it anyway is told so. */
static void refuse_locked(struct visit *visit, struct posted *posted, const struct codebook_variable *variable,
                          const struct posted_set *set, const struct answers *stored)
{
    const char *typed = http_fields_get(&visit->request->form, variable->name);
    const struct answer *answer = stored ? answers_get(stored, variable) : NULL;

    if (text_is_empty(typed) && (!set->all_drawn || !answer || answer_is_empty(answer)))
        return;
    if (answer && text_equal(typed, answer->text))
        return;
    posted_refuse(visit, posted, variable,
                  arena_printf(visit->arena, _("«%s» kommer fra %s og kan ikke endres her."),
                               wording_shown(variable->label), variable->source_text));
}

struct posted_set posted_page(const struct codebook_page *page)
{
    return (struct posted_set){.variables = page->variables, .count = page->variable_count};
}

struct posted posted_read(struct visit *visit, const struct posted_set *set, const struct world *world,
                          const struct answers *stored)
{
    const struct codebook_register *reg = visit->site->reg;
    struct posted posted = {.answers = answers_new(visit->arena, reg)};
    const struct answer_world *reading = world_for(visit->arena, world, stored ? stored : posted.answers);

    posted.variables = arena_alloc_many(visit->arena, set->count + 1, sizeof *posted.variables);
    posted.extras = arena_alloc_many(visit->arena, reg->variable_count, sizeof *posted.extras);
    problems_init(&posted.problems, visit->arena);
    for (size_t i = 0; i < set->count; i++)
        if (codebook_is_asked(set->variables[i]))
            read_variable(visit, &posted, set->variables[i], set, reading, stored);
        else
            refuse_locked(visit, &posted, set->variables[i], set, stored);
    if (!set->all_drawn)
        gone_tell(visit, &posted.problems);
    return posted;
}

long posted_number(const struct visit *visit, const char *name)
{
    const char *typed = http_fields_get(&visit->request->form, name);
    long long number = 0;

    return typed && text_to_integer(typed, 1, INT_MAX, &number) ? (long)number : -1;
}

static const char *digest(struct arena *arena, const char *bytes, size_t length)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *text = arena_alloc(arena, 2 * sizeof hash + 1);

    crypto_sha256(bytes, length, hash);
    crypto_hex(hash, sizeof hash, text);
    return text;
}

const char *posted_key(const struct visit *visit)
{
    const char *typed = http_fields_get(&visit->request->form, "nokkel");

    return text_is_empty(typed) ? NULL : digest(visit->arena, typed, strlen(typed));
}

const char *posted_digest(const struct visit *visit)
{
    const struct http_fields *form = &visit->request->form;
    struct buffer all;

    buffer_init(&all, visit->arena, DIGEST_AT_MOST);
    buffer_add_format(&all, "%s\n", visit->request->path);
    for (size_t i = 0; i < form->count; i++)
        if (!text_equal(form->items[i].name, "csrf"))
            buffer_add_format(&all, "%zu:%s=%zu:%s\n", text_length(form->items[i].name), form->items[i].name,
                              text_length(form->items[i].value), form->items[i].value);
    return digest(visit->arena, buffer_text(&all), all.length);
}
