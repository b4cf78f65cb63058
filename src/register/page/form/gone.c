/* What a form that was drawn before the codebook changed still sends. */
#include "register/page/form/gone.h"

#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "engine/base/words.h"

enum { MARK_SIZE = 16, TYPED_AT_MOST = 2 * 1024 * 1024 };

static const struct codebook_register *before(const struct form_post *post, size_t index)
{
    return codebook_find_register(post->before[index], post->reg->name);
}

const struct codebook_variable *gone_question(const struct form_post *post, const char *name)
{
    if (codebook_find_variable(post->reg, name))
        return NULL;
    for (size_t i = 0; i < post->before_count; i++) {
        const struct codebook_register *reg = before(post, i);
        const struct codebook_variable *variable = reg ? codebook_find_variable(reg, name) : NULL;

        if (variable)
            return codebook_is_asked(variable) ? variable : NULL;
    }
    return NULL;
}

/* The answer's words where it was a code, else as it was typed. */
static const char *words_of(const struct codebook_variable *variable, const char *typed)
{
    const struct codebook_code *code = NULL;
    long long number = 0;

    if (variable->code_count > 0 && text_to_integer(typed, 0, CODEBOOK_CODE_MOST, &number))
        code = codebook_find_code(variable, (int)number);
    return code ? wording_shown(code->text) : typed;
}

/* All that was sent under the question's name; "" for nothing. */
static const char *answer_of(const struct form_post *post, const struct codebook_variable *question)
{
    const char *const *typed = NULL;
    size_t count = http_fields_all(post->arena, &post->request->form, question->name, &typed);
    struct buffer out;

    buffer_init(&out, post->arena, TYPED_AT_MOST);
    for (size_t i = 0; i < count; i++)
        if (!text_is_empty(typed[i]) && text_is_clean(typed[i], strlen(typed[i])))
            buffer_add_format(&out, "%s%s", out.length ? "; " : "", words_of(question, typed[i]));
    return buffer_text(&out);
}

const char *gone_message(const struct form_post *post, const struct codebook_variable *question)
{
    const char *answer = answer_of(post, question), *label = wording_shown(question->label);

    if (text_is_empty(answer))
        return arena_printf(post->arena, _("Spørsmålet «%s» finnes ikke lenger."), label);
    return arena_printf(post->arena, _("Spørsmålet «%s» finnes ikke lenger. Svaret ditt ble ikke lagret: %s"), label,
                        answer);
}

void gone_tell(const struct form_post *post, struct problems *problems_out)
{
    const struct http_fields *form = &post->request->form;

    for (size_t i = 0; i < form->count; i++) {
        const struct codebook_variable *question = gone_question(post, form->items[i].name);
        bool told = false;

        for (size_t j = 0; question && j < i && !told; j++)
            told = text_equal(form->items[j].name, form->items[i].name);
        if (question && !told && !text_is_empty(answer_of(post, question)))
            problems_add(problems_out, "", gone_message(post, question));
    }
}

static const struct codebook_code *code_before(const struct form_post *post, const char *name, const char *typed)
{
    long long number = 0;

    if (!text_to_integer(typed, 0, CODEBOOK_CODE_MOST, &number))
        return NULL;
    for (size_t i = 0; i < post->before_count; i++) {
        const struct codebook_register *reg = before(post, i);
        const struct codebook_variable *variable = reg ? codebook_find_variable(reg, name) : NULL;
        const struct codebook_code *code = variable ? codebook_find_code(variable, (int)number) : NULL;

        if (code)
            return code;
    }
    return NULL;
}

const char *gone_code(const struct form_post *post, const struct codebook_variable *variable, const char *const *typed,
                      size_t count)
{
    for (size_t i = 0; variable->code_count > 0 && i < count; i++) {
        const struct codebook_code *code = code_before(post, variable->name, typed[i]);

        if (code && !codebook_find_code(variable, code->number))
            return arena_printf(post->arena, _("Svaret «%s» finnes ikke lenger. Velg et annet svar."),
                                wording_shown(code->text));
    }
    return NULL;
}

const char *gone_mark(struct arena *arena, const struct codebook *codebook)
{
    return arena_copy_n(arena, codebook->digest, MARK_SIZE);
}

bool gone_was_drawn(const struct form_post *post, const struct codebook_variable *variable)
{
    const char *mark = http_fields_get(&post->request->form, "kodebok");

    if (!mark || text_equal(mark, gone_mark(post->arena, post->codebook)))
        return true;
    for (size_t i = 0; i < post->before_count; i++) {
        const struct codebook_register *reg = before(post, i);
        const struct codebook_variable *drawn = reg ? codebook_find_variable(reg, variable->name) : NULL;

        if (text_equal(mark, gone_mark(post->arena, post->before[i])))
            return drawn && drawn->type == variable->type && text_equal(drawn->page->name, variable->page->name);
    }
    return false;
}
