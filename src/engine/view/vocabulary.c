/* A table of words, open addressing, at most half full. */
#include "engine/view/vocabulary.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

void vocabulary_init(struct vocabulary *vocabulary, struct arena *arena, size_t most)
{
    size_t slots = 1;

    while (slots < 2 * most)
        slots *= 2;
    *vocabulary = (struct vocabulary){
        .arena = arena,
        .items = arena_alloc_many(arena, most, sizeof *vocabulary->items),
        .slot_count = slots,
        .slots = arena_alloc_many(arena, slots, sizeof *vocabulary->slots),
    };
}

/* FNV-1a. */
static uint32_t hash_of(const char *word, size_t length)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return hash;
}

/* The word's slot, or the free one where it would be. */
static unsigned *slot_of(const struct vocabulary *vocabulary, const char *word, size_t length)
{
    size_t at = hash_of(word, length) & (vocabulary->slot_count - 1);

    for (;; at = (at + 1) & (vocabulary->slot_count - 1)) {
        unsigned *slot = &vocabulary->slots[at];

        if (*slot == 0 || (strncmp(vocabulary->items[*slot - 1], word, length) == 0 && !vocabulary->items[*slot - 1][length]))
            return slot;
    }
}

unsigned vocabulary_add(struct vocabulary *vocabulary, const char *word, size_t length)
{
    unsigned *slot = slot_of(vocabulary, word, length);

    if (*slot == 0) {
        assert(2 * (vocabulary->count + 1) <= vocabulary->slot_count);
        vocabulary->items[vocabulary->count++] = arena_copy_n(vocabulary->arena, word, length);
        *slot = (unsigned)vocabulary->count;
    }
    return *slot - 1;
}

bool vocabulary_find(const struct vocabulary *vocabulary, const char *word, unsigned *number_out)
{
    const unsigned *slot = slot_of(vocabulary, word, strlen(word));

    *number_out = *slot ? *slot - 1 : 0;
    return *slot != 0;
}
