/* A statement on its way. */
#include "register/store/sentence.h"

#include <string.h>

enum { SQL_AT_MOST = 4 * 1024 * 1024, VALUES_AT_FIRST = 32, PATTERN_AT_MOST = 4096 };

void sentence_init(struct sentence *sentence, struct arena *arena)
{
    *sentence = (struct sentence){.arena = arena, .value_capacity = VALUES_AT_FIRST};
    buffer_init(&sentence->sql, arena, SQL_AT_MOST);
    sentence->values = arena_alloc_many(arena, VALUES_AT_FIRST, sizeof *sentence->values);
}

void sentence_value(struct sentence *sentence, struct database_value value)
{
    if (sentence->value_count == sentence->value_capacity) {
        struct database_value *more =
            arena_alloc_many(sentence->arena, sentence->value_capacity * 2, sizeof *more);

        memcpy(more, sentence->values, sentence->value_count * sizeof *more);
        sentence->values = more;
        sentence->value_capacity *= 2;
    }
    sentence->values[sentence->value_count++] = value;
}

/* At least `places` of them. */
static void add_list(struct sentence *sentence, const char *column, const char *const *texts, size_t count, size_t places)
{
    if (count == 0)
        return;
    buffer_add_format(&sentence->sql, " AND %s IN (", column);
    for (size_t i = 0; i < places; i++) {
        buffer_add_text(&sentence->sql, i ? ", ?" : "?");
        sentence_value(sentence, database_text(texts[i < count ? i : count - 1]));
    }
    buffer_add_char(&sentence->sql, ')');
}

void sentence_among(struct sentence *sentence, const char *column, const char *const *texts, size_t count)
{
    add_list(sentence, column, texts, count, count);
}

static size_t power_of_two(size_t count)
{
    size_t power = 1;

    while (power < count)
        power *= 2;
    return power;
}

void sentence_among_typed(struct sentence *sentence, const char *column, const char *const *texts, size_t count)
{
    add_list(sentence, column, texts, count, power_of_two(count));
}

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

void sentence_begins_word(struct sentence *sentence, const char *column, const char *text)
{
    static const char *const before[] = {"", "% ", "%-"};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        buffer_add_format(&sentence->sql, "%s%s LIKE ? ESCAPE '|'", i ? " OR " : "(", column);
        sentence_value(sentence, database_text(literally(sentence->arena, before[i], text)));
    }
    buffer_add_char(&sentence->sql, ')');
}

/* Each word of it begins a word of the column. */
static void add_name(struct sentence *sentence, const char *column, const char *name)
{
    char *rest = arena_copy(sentence->arena, name);
    const char *between = "(";

    for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
        buffer_add_text(&sentence->sql, between);
        sentence_begins_word(sentence, column, word);
        between = " AND ";
    }
    buffer_add_char(&sentence->sql, ')');
}

void sentence_names(struct sentence *sentence, const char *column, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(&sentence->sql, i ? " OR " : " AND (");
        add_name(sentence, column, names[i]);
    }
    if (count > 0)
        buffer_add_char(&sentence->sql, ')');
}

enum store_result sentence_ask(struct store *store, const struct sentence *sentence, const char *what,
                               struct database_answer *answer_out)
{
    return store_ask(store, sentence->arena, what, buffer_text(&sentence->sql), sentence->values, sentence->value_count,
                     answer_out);
}
