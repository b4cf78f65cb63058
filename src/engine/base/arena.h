/* Memory that is given back all at once: a request's, or a row's. */
#ifndef ENGINE_BASE_ARENA_H
#define ENGINE_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A fresh arena that may hold at most `limit` bytes. Asking for more ends the
 * process: every size that comes from outside is capped before it gets here. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena **arena);

/* Zeroed memory, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_alloc_many(struct arena *arena, size_t count, size_t size);

/* The same for bytes that are all written at once: what they hold before is unknown. */
char *arena_bytes(struct arena *arena, size_t size);

char *arena_copy(struct arena *arena, const char *text);
char *arena_copy_n(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Runs `release(thing)` at the next reset or free, newest first: how handles of
 * foreign libraries hang from a request. */
void arena_on_reset(struct arena *arena, void (*release)(void *thing), void *thing);

/* Gives everything back, but keeps the arena for the next request. */
void arena_reset(struct arena *arena);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#endif
