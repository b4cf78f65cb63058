/* Words and their numbers, 0, 1, 2 ... in the order they came. Private to the templates' files. */
#ifndef ENGINE_VIEW_VOCABULARY_H
#define ENGINE_VIEW_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

struct vocabulary {
    struct arena *arena;
    const char **items; /* by number */
    size_t *lengths;
    size_t count;
    size_t slot_count;
    unsigned *slots; /* a number and one, or 0 */
};

/* At most `most` words. Words and table live in the arena. */
void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena, size_t most);
/* The number it has, or gets; the word is copied. */
unsigned vocabulary_add(struct vocabulary *vocabulary, const char *word, size_t length);
bool vocabulary_find(const struct vocabulary *vocabulary, const char *word, unsigned *number_out);

#endif
