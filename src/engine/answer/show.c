/* Values as people read them, and as form fields hold them. */
#include "engine/answer/answer.h"
#include "engine/answer/texts.h"
#include "engine/base/buffer.h"
#include "engine/base/decimal.h"

/* Room for every code's text of the largest codebook that loads. */
#define SHOWN_LIMIT ((size_t)8 * 1024 * 1024)

const char *texts_of_codes(struct arena *arena, const struct codebook_variable *variable,
                           const struct answer *answer, enum language language)
{
    struct buffer buffer;
    buffer_init(&buffer, arena, SHOWN_LIMIT);
    for (size_t i = 0; i < variable->code_count; i++) {
        if (answer_has_code(answer, variable->codes[i].number)) {
            buffer_add_text(&buffer, buffer.length > 0 ? "; " : "");
            buffer_add_text(&buffer, wording_text(variable->codes[i].text, language));
        }
    }
    return buffer_text(&buffer);
}

static const char *show_date(struct arena *arena, const struct answer *answer)
{
    char text[DATE_TEXT_SIZE];
    date_format_norwegian(answer_date(answer), text);
    return arena_copy(arena, text);
}

const char *answer_show(struct arena *arena, const struct codebook_variable *variable,
                        const struct answer *answer)
{
    if (answer_is_empty(answer)) {
        return "";
    }
    switch (variable->type) {
    case CODEBOOK_DATE:
        return show_date(arena, answer);
    case CODEBOOK_CODE:
    case CODEBOOK_CODES:
        return texts_of_codes(arena, variable, answer, words_language());
    case CODEBOOK_INTEGER:
        return decimal_write_text(arena, answer->text, variable->decimals, ',');
    case CODEBOOK_TEXT:
    case CODEBOOK_GROUP:
        break;
    }
    return answer->text;
}

static const char *show_field(struct arena *arena, const struct codebook_variable *variable,
                              const struct answer *answer)
{
    if (variable->type == CODEBOOK_DATE) {
        return show_date(arena, answer);
    }
    return arena_copy(arena, decimal_write_text(arena, answer->text, variable->decimals, ','));
}

size_t answer_field_texts(struct arena *arena, const struct codebook_variable *variable,
                          const struct answer *answer, const char *const **texts_out)
{
    size_t count = answer->text != NULL ? 1 : answer->code_count;
    const char **texts = arena_alloc_many(arena, count, sizeof *texts);
    if (answer->text != NULL) {
        texts[0] = show_field(arena, variable, answer);
    }
    for (size_t i = 0; i < answer->code_count; i++) {
        texts[i] = arena_printf(arena, "%d", answer->codes[i]);
    }
    *texts_out = texts;
    return count;
}
