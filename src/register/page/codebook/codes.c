/* Codes as rows of tables: number, words, guidance, and what they are counted together with or when they are valid. */
#include "register/page/codebook/codes.h"

#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/codebook/words.h"

void codes_official(struct values *values, const char *section, const char *name, struct wording text)
{
    if (words_language() == LANGUAGE_NYNORSK && wording_shown(text) != text.bokmal)
        values_set(values_section(values, section), name, text.bokmal);
}

static bool are_grouped(const struct codebook_variable *variable)
{
    for (size_t i = 0; i < variable->code_count; i++)
        if (variable->codes[i].counted_as)
            return true;
    return false;
}

static void fill_validity(struct arena *arena, struct values *row, const struct codebook_code *code)
{
    values_set(values_section(row, "VALID"), "CODE_VALIDITY", words_validity(arena, code->validity));
}

static bool is_same_time(struct codebook_validity a, struct codebook_validity b)
{
    return date_compare(a.from, b.from) == 0 && date_compare(a.to, b.to) == 0;
}

/* Where there are groups a code's time is told only where it is not its question's. */
static void fill_group(struct arena *arena, struct values *row, const struct codebook_variable *variable,
                       const struct codebook_code *code)
{
    struct values *group = values_section(row, "GROUPED");

    if (code->counted_as) {
        worded_set(group, "GROUP_TITLE", code->counted_as->title);
        codes_official(group, "GROUP_OFFICIAL", "GROUP_BOKMAL", code->counted_as->title);
    }
    if (!is_same_time(code->validity, variable->validity))
        values_set(values_section(row, "OWN_TIME"), "CODE_VALIDITY", words_validity(arena, code->validity));
}

static void fill_code(struct arena *arena, struct values *row, const struct codebook_variable *variable,
                      const struct codebook_code *code, bool grouped)
{
    const char *note = words_code(arena, code);

    values_set_number(row, "CODE_NUMBER", code->number);
    worded_set(row, "CODE_TEXT", code->text);
    codes_official(row, "CODE_OFFICIAL", "CODE_BOKMAL", code->text);
    if (code->guidance.bokmal)
        worded_set(values_section(row, "GUIDED"), "GUIDANCE", code->guidance);
    if (note && !code->computed) /* of those the caption says it */
        values_set(values_section(row, "CODE_NOTE"), "NOTE", note);
    if (grouped)
        fill_group(arena, row, variable, code);
    else
        fill_validity(arena, row, code);
}

static void fill_table(struct arena *arena, struct values *values, const struct codebook_variable *variable, bool computed)
{
    bool grouped = are_grouped(variable);
    struct values *table = NULL;

    for (size_t i = 0; i < variable->code_count; i++) {
        const struct codebook_code *code = &variable->codes[i];

        if ((code->computed != NULL) != computed)
            continue;
        if (!table) {
            table = values_section(values, "CODES");
            values_show(table, computed ? "FOUND_OUT" : "CHOSEN_BY_PEOPLE");
            values_show(table, grouped ? "BY_GROUP" : "BY_TIME");
        }
        fill_code(arena, values_section(table, "CODE"), variable, code, grouped);
    }
}

void codes_fill(struct arena *arena, struct values *values, const struct codebook_variable *variable)
{
    fill_table(arena, values, variable, false);
    fill_table(arena, values, variable, true);
}
