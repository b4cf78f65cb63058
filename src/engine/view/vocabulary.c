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
        .lengths = arena_alloc_many(arena, most, sizeof *vocabulary->lengths),
        .slot_count = slots,
        .slots = arena_alloc_many(arena, slots, sizeof *vocabulary->slots),
    };
}

/* From the first and the last eight bytes and the length, which tell nearly all markers apart. */
static size_t hash_of(const char *word, size_t length)
{
    size_t piece = length < sizeof(uint64_t) ? length : sizeof(uint64_t);
    uint64_t first = 0, last = 0, mixed;

    memcpy(&first, word, piece);
    memcpy(&last, word + length - piece, piece);
    mixed = (first ^ length) * 0x9E3779B97F4A7C15u ^ last * 0xC2B2AE3D27D4EB4Fu;
    return (size_t)(mixed ^ mixed >> 29 ^ mixed >> 47);
}

/* The word's slot, or the free one where it would be. */
static unsigned *slot_of(const struct vocabulary *vocabulary, const char *word, size_t length)
{
    size_t at = hash_of(word, length) & (vocabulary->slot_count - 1);

    for (;; at = (at + 1) & (vocabulary->slot_count - 1)) {
        unsigned *slot = &vocabulary->slots[at];

        if (*slot == 0)
            return slot;
        if (vocabulary->lengths[*slot - 1] == length && memcmp(vocabulary->items[*slot - 1], word, length) == 0)
            return slot;
    }
}

unsigned vocabulary_add(struct vocabulary *vocabulary, const char *word, size_t length)
{
    unsigned *slot = slot_of(vocabulary, word, length);

    if (*slot == 0) {
        assert(2 * (vocabulary->count + 1) <= vocabulary->slot_count);
        vocabulary->lengths[vocabulary->count] = length;
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
