/* A growing run of bytes with a largest size, living in an arena. */
#ifndef ENGINE_BASE_BUFFER_H
#define ENGINE_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

struct buffer {
    struct arena *arena;
    char *bytes; /* always NUL-terminated once something was added */
    size_t length;
    size_t capacity;
    size_t limit;
    bool overflowed; /* an addition did not fit: nothing was added since */
};

void buffer_init(struct buffer *buffer, struct arena *arena, size_t limit);
/* Room at once for that many bytes in all, of an empty buffer that is likely to hold them: it need not grow. */
void buffer_expect(struct buffer *buffer, size_t bytes);
void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char byte);
void buffer_add_number(struct buffer *buffer, long long number); /* decimal */
void buffer_add_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_clear(struct buffer *buffer);
/* The bytes as a string; "" when empty. */
const char *buffer_text(const struct buffer *buffer);

#endif
