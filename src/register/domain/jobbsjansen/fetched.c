/* What Folkeregisteret says, in the register's words. */
#include "register/domain/jobbsjansen/fetched.h"

#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/country.h"

enum { LINE_AT_MOST = 16 * 1024, WORD_AT_MOST = 100 };

struct word {
    const char *said, *ours;
};

static const struct word marital[] = {
    {"uoppgitt", "Uoppgitt"},
    {"ugift", "Ugift"},
    {"gift", "Gift"},
    {"enkeEllerEnkemann", "Enke/enkemann"},
    {"skilt", "Skilt"},
    {"separert", "Separert"},
    {"registrertPartner", "Registrert partner"},
    {"separertPartner", "Separert partner"},
    {"skiltPartner", "Skilt partner"},
    {"gjenlevendePartner", "Gjenlevende partner"},
    {NULL, NULL},
};

static const struct word residence[] = {
    {"midlertidig", "Midlertidig"},
    {"permanent", "Permanent"},
    {"opplysningMangler", "Opplysning mangler"},
    {NULL, NULL},
};

/* Blanks of all kinds, and what nobody sees but that can turn a line about. */
static const char *const blanks[] = {" ", "\t", "\n", "\r", "\v", "\f", "\xC2\x85", "\u00A0", "\u2007", "\u2009",
                                     "\u2028", "\u2029", "\u202F", "\u3000"};
static const char *const marks[] = {"\u00AD", "\u061C", "\u180E", "\u200B", "\u200E", "\u200F", "\u202A",
                                    "\u202B", "\u202C", "\u202D", "\u202E", "\u2060", "\u2066", "\u2067",
                                    "\u2068", "\u2069", "\uFEFF"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static size_t begins_with(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_starts_with(text, list[i]))
            return strlen(list[i]);
    return 0;
}

/* Adds a part to the line, one blank between words. */
static void add_words(struct buffer *line, const char *text)
{
    bool blank = line->length > 0;

    while (text && *text) {
        size_t size = begins_with(text, blanks, COUNT(blanks));

        if (size > 0) {
            blank = line->length > 0;
            text += size;
            continue;
        }
        size = begins_with(text, marks, COUNT(marks));
        if (size > 0) {
            text += size;
            continue;
        }
        if (blank)
            buffer_add_char(line, ' ');
        blank = false;
        buffer_add_char(line, *text++);
    }
}

/* The line, or NULL where it is nothing to show. */
static const char *line_of(const struct buffer *line, size_t most)
{
    const char *text = buffer_text(line);

    if (line->overflowed || !*text || !text_is_clean(text, line->length) || text_length(text) > most)
        return NULL;
    return text;
}

const char *fetched_name(struct arena *arena, const char *first, const char *middle, const char *last, size_t most)
{
    struct buffer line;

    buffer_init(&line, arena, LINE_AT_MOST);
    add_words(&line, first);
    add_words(&line, middle);
    add_words(&line, last);
    return line_of(&line, most);
}

static const char *as_said(struct arena *arena, const char *said)
{
    return fetched_name(arena, said, NULL, NULL, WORD_AT_MOST);
}

static const char *word_for(struct arena *arena, const struct word *words, const char *said)
{
    for (; words->said; words++)
        if (text_equal(words->said, said))
            return words->ours;
    return as_said(arena, said);
}

const char *fetched_marital(struct arena *arena, const char *said)
{
    return word_for(arena, marital, said);
}

const char *fetched_residence(struct arena *arena, const char *said)
{
    return word_for(arena, residence, said);
}

const char *fetched_country(struct arena *arena, const char *said)
{
    const char *name = said ? country_name(said) : NULL;

    return name ? name : as_said(arena, said);
}
