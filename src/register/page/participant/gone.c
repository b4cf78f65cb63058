/* What a form that was drawn before the codebook changed still sends. */
#include "register/page/participant/gone.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"

enum { MARK_SIZE = 16, TYPED_AT_MOST = 2 * 1024 * 1024 };

static const struct codebook_register *before(const struct visit *visit, size_t index)
{
    return codebook_find_register(visit->site->before[index], visit->site->reg->name);
}

const struct codebook_variable *gone_question(const struct visit *visit, const char *name)
{
    if (codebook_find_variable(visit->site->reg, name))
        return NULL;
    for (size_t i = 0; i < visit->site->before_count; i++) {
        const struct codebook_register *reg = before(visit, i);
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
static const char *answer_of(struct visit *visit, const struct codebook_variable *question)
{
    const char *const *typed = NULL;
    size_t count = http_fields_all(visit->arena, &visit->request->form, question->name, &typed);
    struct buffer out;

    buffer_init(&out, visit->arena, TYPED_AT_MOST);
    for (size_t i = 0; i < count; i++)
        if (!text_is_empty(typed[i]) && text_is_clean(typed[i], strlen(typed[i])))
            buffer_add_format(&out, "%s%s", out.length ? "; " : "", words_of(question, typed[i]));
    return buffer_text(&out);
}

const char *gone_message(struct visit *visit, const struct codebook_variable *question)
{
    const char *answer = answer_of(visit, question), *label = wording_shown(question->label);

    if (text_is_empty(answer))
        return arena_printf(visit->arena, _("Spørsmålet «%s» finnes ikke lenger."), label);
    return arena_printf(visit->arena, _("Spørsmålet «%s» finnes ikke lenger. Svaret ditt ble ikke lagret: %s"), label,
                        answer);
}

void gone_tell(struct visit *visit, struct problems *problems_out)
{
    const struct http_fields *form = &visit->request->form;

    for (size_t i = 0; i < form->count; i++) {
        const struct codebook_variable *question = gone_question(visit, form->items[i].name);
        bool told = false;

        for (size_t j = 0; question && j < i && !told; j++)
            told = text_equal(form->items[j].name, form->items[i].name);
        if (question && !told && !text_is_empty(answer_of(visit, question)))
            problems_add(problems_out, "", gone_message(visit, question));
    }
}

static const struct codebook_code *code_before(const struct visit *visit, const char *name, const char *typed)
{
    long long number = 0;

    if (!text_to_integer(typed, 0, CODEBOOK_CODE_MOST, &number))
        return NULL;
    for (size_t i = 0; i < visit->site->before_count; i++) {
        const struct codebook_register *reg = before(visit, i);
        const struct codebook_variable *variable = reg ? codebook_find_variable(reg, name) : NULL;
        const struct codebook_code *code = variable ? codebook_find_code(variable, (int)number) : NULL;

        if (code)
            return code;
    }
    return NULL;
}

const char *gone_code(struct visit *visit, const struct codebook_variable *variable, const char *const *typed,
                      size_t count)
{
    for (size_t i = 0; variable->code_count > 0 && i < count; i++) {
        const struct codebook_code *code = code_before(visit, variable->name, typed[i]);

        if (code && !codebook_find_code(variable, code->number))
            return arena_printf(visit->arena, _("Svaret «%s» finnes ikke lenger. Velg et annet svar."),
                                wording_shown(code->text));
    }
    return NULL;
}

static const char *mark_of(struct arena *arena, const struct codebook *codebook)
{
    return arena_copy_n(arena, codebook->digest, MARK_SIZE);
}

const char *gone_mark(const struct visit *visit)
{
    return mark_of(visit->arena, visit->site->codebook);
}

bool gone_was_drawn(const struct visit *visit, const struct codebook_variable *variable)
{
    const char *mark = http_fields_get(&visit->request->form, "kodebok");

    if (!mark || text_equal(mark, gone_mark(visit)))
        return true;
    for (size_t i = 0; i < visit->site->before_count; i++) {
        const struct codebook_register *reg = before(visit, i);
        const struct codebook_variable *drawn = reg ? codebook_find_variable(reg, variable->name) : NULL;

        if (text_equal(mark, mark_of(visit->arena, visit->site->before[i])))
            return drawn && drawn->type == variable->type && text_equal(drawn->page->name, variable->page->name);
    }
    return false;
}
