/* Words against ids, names, labels and codes' texts. */
#include "register/page/codebook/search.h"

#include <string.h>

#include "engine/base/text.h"

static const char blanks[] = " \t\r\n";

struct search search_read(struct arena *arena, const char *text)
{
    struct search search = {arena_alloc_many(arena, strlen(text) / 2 + 1, sizeof *search.words), 0};

    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t length = strcspn(text, blanks);

        search.words[search.count++] = arena_printf(arena, "%.*s", (int)length, text);
        text += length;
    }
    return search;
}

static bool text_fits(const char *word, struct wording text)
{
    return text_contains(text.bokmal, word) || (text.nynorsk && text_contains(text.nynorsk, word));
}

static bool word_fits(const char *word, const struct codebook_variable *variable)
{
    if (text_contains(variable->id, word) || text_contains(variable->name, word) ||
        text_fits(word, variable->label))
        return true;
    for (size_t i = 0; i < variable->code_count; i++)
        if (text_fits(word, variable->codes[i].text))
            return true;
    return false;
}

bool search_fits(const struct search *search, const struct codebook_variable *variable)
{
    for (size_t i = 0; i < search->count; i++)
        if (!word_fits(search->words[i], variable))
            return false;
    return true;
}
