/* A posted page of the form. */
#include "register/page/form/posted.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/gone.h"

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

static size_t typed_of(const struct form_post *post, const char *name, const char *const **typed_out)
{
    return http_fields_all(post->arena, &post->request->form, name, typed_out);
}

void posted_keep(struct posted *posted, const struct codebook_variable *variable)
{
    struct question_extra *extra = &posted->extras[variable->index];

    if (!extra->shown)
        extra->shown_count = typed_of(&posted->post, variable->name, &extra->shown);
}

void posted_refuse(struct posted *posted, const struct codebook_variable *variable, const char *message)
{
    posted_keep(posted, variable);
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
static bool keeps_stored(const struct form_post *post, const struct codebook_variable *variable)
{
    const char *field = arena_printf(post->arena, "velg_%s", variable->name);

    return text_equal(http_fields_get(&post->request->form, field), "lagret");
}

static void read_variable(struct posted *posted, const struct codebook_variable *variable,
                          const struct posted_set *set, const struct answer_world *world,
                          const struct answers *stored)
{
    const struct form_post *post = &posted->post;
    const char *const *typed = NULL;
    const char *problem = NULL;
    struct answer answer = {0};
    size_t count = typed_of(post, variable->name, &typed);

    if ((count == 0 && !set->all_drawn && !(is_boxes(variable) && gone_was_drawn(post, variable))) ||
        keeps_stored(post, variable))
        return;
    if (!answer_parse(post->arena, variable, typed, count, world, &answer, &problem)) {
        const char *gone = gone_code(post, variable, typed, count);

        keep_typed(posted, variable, typed, count, stored);
        posted_refuse(posted, variable, gone ? gone : problem);
    } else if (empties_gate(variable, stored, &answer)) {
        keep_typed(posted, variable, typed, count, stored);
        posted_refuse(posted, variable, question_ask(post->arena, variable));
    } else {
        answers_set(posted->answers, variable, answer);
        posted->variables[posted->count++] = variable;
    }
}

/* What others supply is not drawn as a field: whoever posts it anyway is told so. */
static void refuse_locked(struct posted *posted, const struct codebook_variable *variable,
                          const struct posted_set *set, const struct answers *stored)
{
    const char *typed = http_fields_get(&posted->post.request->form, variable->name);
    const struct answer *answer = stored ? answers_get(stored, variable) : NULL;

    if (text_is_empty(typed) && (!set->all_drawn || !answer || answer_is_empty(answer)))
        return;
    if (answer && text_equal(typed, answer->text))
        return;
    posted_refuse(posted, variable,
                  arena_printf(posted->post.arena, _("«%s» kommer fra %s og kan ikke endres her."),
                               wording_shown(variable->label), variable->source_text));
}

struct posted_set posted_page(const struct codebook_page *page)
{
    return (struct posted_set){.variables = page->variables, .count = page->variable_count};
}

struct posted posted_read(const struct form_post *post, const struct posted_set *set, const struct answer_world *world,
                          const struct answers *stored)
{
    size_t variable_count = post->reg->variable_count;
    struct posted posted = {.post = *post, .answers = answers_new(post->arena, post->reg)};

    posted.variables = arena_alloc_many(post->arena, set->count + 1, sizeof *posted.variables);
    posted.extras = arena_alloc_many(post->arena, variable_count, sizeof *posted.extras);
    problems_init(&posted.problems, post->arena);
    for (size_t i = 0; i < set->count; i++)
        if (codebook_is_asked(set->variables[i]))
            read_variable(&posted, set->variables[i], set, world, stored);
        else
            refuse_locked(&posted, set->variables[i], set, stored);
    if (!set->all_drawn)
        gone_tell(post, &posted.problems);
    return posted;
}
