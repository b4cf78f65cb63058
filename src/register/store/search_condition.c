/* What a search asks of a participation, in SQL. */
#include "register/store/search_condition.h"

#include <string.h>

enum { PATTERN_AT_MOST = 4096 };

/* The text as LIKE takes it literally. */
static const char *literally(struct arena *arena, const char *before, const char *text)
{
    struct buffer out;

    buffer_init(&out, arena, PATTERN_AT_MOST);
    buffer_add_text(&out, before);
    for (; *text; text++) {
        if (strchr("|%_", *text))
            buffer_add_char(&out, '|');
        buffer_add_char(&out, *text);
    }
    buffer_add_char(&out, '%');
    return buffer_text(&out);
}

void search_condition_word(struct branches *branches, const char *column, const char *text)
{
    static const char *const before[] = {"", "% ", "%-"};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        buffer_add_format(&branches->sql, "%s%s LIKE ? ESCAPE '|'", i ? " OR " : "(", column);
        branches_value(branches, database_text(literally(branches->arena, before[i], text)));
    }
    buffer_add_char(&branches->sql, ')');
}

static size_t power_of_two(size_t count)
{
    size_t power = 1;

    while (power < count)
        power *= 2;
    return power;
}

/* The last term stands again until their number is a power of two: a sentence for each number of terms would take the
 * place of those that are kept prepared. */
static void add_list(struct branches *branches, const char *column, const struct person_search_terms *terms)
{
    if (terms->count == 0)
        return;
    buffer_add_format(&branches->sql, " AND %s IN (", column);
    for (size_t i = 0; i < power_of_two(terms->count); i++) {
        buffer_add_text(&branches->sql, i ? ", ?" : "?");
        branches_value(branches, database_text(terms->items[i < terms->count ? i : terms->count - 1]));
    }
    buffer_add_char(&branches->sql, ')');
}

/* Each word of it begins a word of the name. */
static void add_name(struct branches *branches, const char *name)
{
    char *rest = arena_copy(branches->arena, name);
    const char *between = "(";

    for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
        buffer_add_text(&branches->sql, between);
        search_condition_word(branches, "p.shown_name", word);
        between = " AND ";
    }
    buffer_add_char(&branches->sql, ')');
}

const char *search_condition_index(const struct person_search *search)
{
    if (search->boxes[SEARCH_PERSON_IDS].count > 0)
        return "";
    return search->boxes[SEARCH_NUMBERS].count > 0 ? "number_" : "name_";
}

void search_condition_add(struct branches *branches, const struct person_search *search)
{
    const struct person_search_terms *names = &search->boxes[SEARCH_NAMES];

    if (names->count > 0 || search->boxes[SEARCH_NUMBERS].count > 0)
        buffer_add_text(&branches->sql, " AND p.listed = 1");
    add_list(branches, "p.fodselsnummer", &search->boxes[SEARCH_NUMBERS]);
    add_list(branches, "p.person_id", &search->boxes[SEARCH_PERSON_IDS]);
    for (size_t i = 0; i < names->count; i++) {
        buffer_add_text(&branches->sql, i ? " OR " : " AND (");
        add_name(branches, names->items[i]);
    }
    if (names->count > 0)
        buffer_add_char(&branches->sql, ')');
}
