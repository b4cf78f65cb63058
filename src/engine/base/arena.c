/* Memory that is given back all at once, in blocks; one block each under AddressSanitizer. */
#include "engine/base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/log.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_SEPARATE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_SEPARATE 1
#endif
#endif
#ifndef ARENA_SEPARATE
#define ARENA_SEPARATE 0
#endif

/* Large enough that a request with a large page lives in one, which is kept between them: given back and taken again, its
 * memory would be new to the process each time. */
#define BLOCK_SIZE ((size_t)1024 * 1024)
enum { BRIEF_TEXT = 256 };
#define ALIGNMENT _Alignof(max_align_t)

struct block {
    struct block *older;
    size_t size, used;
    _Alignas(max_align_t) unsigned char bytes[];
};

struct release {
    struct release *older;
    void (*release)(void *thing);
    void *thing;
};

struct arena {
    struct block *newest;
    struct release *releases;
    size_t limit, used;
};

static _Noreturn void arena_give_up(const char *reason, size_t size)
{
    log_event(LOG_LEVEL_ERROR, "memory", "reason=%s size=%zu", reason, size);
    abort();
}

struct arena *arena_new(size_t limit)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) {
        arena_give_up("none-left", sizeof *arena);
    }
    arena->limit = limit;
    return arena;
}

static void arena_release_things(struct arena *arena)
{
    while (arena->releases != NULL) {
        struct release *release = arena->releases;
        arena->releases = release->older;
        release->release(release->thing);
    }
}

/* Frees the blocks; the oldest stays when `keep_first` and it is of the common size. */
static void arena_drop_blocks(struct arena *arena, bool keep_first)
{
    struct block *block = arena->newest;
    arena->newest = NULL;
    while (block != NULL) {
        struct block *older = block->older;
        if (keep_first && older == NULL && !ARENA_SEPARATE && block->size == BLOCK_SIZE) {
            block->used = 0;
            arena->newest = block;
        } else {
            free(block);
        }
        block = older;
    }
}

void arena_reset(struct arena *arena)
{
    arena_release_things(arena);
    arena_drop_blocks(arena, true);
    arena->used = 0;
}

void arena_free(struct arena **arena)
{
    if (*arena == NULL) {
        return;
    }
    arena_release_things(*arena);
    arena_drop_blocks(*arena, false);
    free(*arena);
    *arena = NULL;
}

static struct block *arena_add_block(struct arena *arena, size_t size)
{
    bool separate = ARENA_SEPARATE || size > BLOCK_SIZE;
    size_t room = separate ? size : BLOCK_SIZE;
    struct block *block = malloc(sizeof *block + room);
    if (block == NULL) {
        arena_give_up("none-left", room);
    }
    block->size = room;
    block->used = 0;
    block->older = arena->newest;
    arena->newest = block;
    return block;
}

static unsigned char *arena_take(struct arena *arena, size_t size)
{
    if (size > arena->limit - arena->used) {
        arena_give_up("arena-limit", size);
    }
    /* Under AddressSanitizer the exact size, so that one byte too far is seen. */
    size_t taken = ARENA_SEPARATE ? size : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct block *block = arena->newest;
    if (block == NULL || ARENA_SEPARATE || taken > block->size - block->used) {
        block = arena_add_block(arena, taken);
    }
    unsigned char *memory = block->bytes + block->used;
    block->used += taken;
    arena->used += size;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

char *arena_bytes(struct arena *arena, size_t size)
{
    return (char *)arena_take(arena, size);
}

void *arena_alloc_many(struct arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        arena_give_up("arena-limit", SIZE_MAX);
    }
    return arena_alloc(arena, total);
}

char *arena_copy(struct arena *arena, const char *text)
{
    return arena_copy_n(arena, text, strlen(text));
}

char *arena_copy_n(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_bytes(arena, length + 1);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    copy[length] = '\0';
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

/* Most texts are short: written once, and copied. */
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    char brief[BRIEF_TEXT];
    assert(format != NULL);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(brief, sizeof brief, format, arguments);
    assert(length >= 0);
    char *text = arena_bytes(arena, (size_t)length + 1);
    if ((size_t)length < sizeof brief) {
        memcpy(text, brief, (size_t)length + 1);
    } else {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

void arena_on_reset(struct arena *arena, void (*release)(void *thing), void *thing)
{
    struct release *entry = arena_alloc(arena, sizeof *entry);
    entry->release = release;
    entry->thing = thing;
    entry->older = arena->releases;
    arena->releases = entry;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
