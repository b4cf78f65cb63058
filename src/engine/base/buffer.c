/* A growing run of bytes: doubles inside its arena until it meets its limit. */
#include "engine/base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"

#define FIRST_CAPACITY 256

void buffer_init(struct buffer *buffer, struct arena *arena, size_t limit)
{
    *buffer = (struct buffer){.arena = arena, .limit = limit};
}

/* Room for `more` bytes and the NUL, or the buffer is marked as overflowed. */
static bool buffer_reserve(struct buffer *buffer, size_t more)
{
    if (buffer->overflowed || more > buffer->limit - buffer->length) {
        buffer->overflowed = true;
        return false;
    }
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity) {
        return true;
    }
    size_t capacity = buffer->capacity == 0 ? FIRST_CAPACITY : buffer->capacity * 2;
    if (capacity > buffer->limit + 1) {
        capacity = buffer->limit + 1;
    }
    if (capacity < needed) {
        capacity = needed;
    }
    char *bytes = arena_bytes(buffer->arena, capacity);
    if (buffer->length > 0) {
        memcpy(bytes, buffer->bytes, buffer->length);
    }
    bytes[buffer->length] = '\0';
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void buffer_expect(struct buffer *buffer, size_t bytes)
{
    assert(buffer->length == 0 && bytes <= buffer->limit);
    buffer_reserve(buffer, bytes);
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
    if (!buffer_reserve(buffer, length)) {
        return;
    }
    if (length > 0) {
        memcpy(buffer->bytes + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_add_char(struct buffer *buffer, char byte)
{
    buffer_add(buffer, &byte, 1);
}

void buffer_add_number(struct buffer *buffer, long long number)
{
    char digits[TEXT_NUMBER_SIZE];
    unsigned long long size = (unsigned long long)number;

    buffer_add(buffer, digits, text_write_number(number < 0 ? 0 - size : size, number < 0, digits));
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    assert(length >= 0);
    if (buffer_reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->overflowed = false;
    if (buffer->bytes != NULL) {
        buffer->bytes[0] = '\0';
    }
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->bytes == NULL ? "" : buffer->bytes;
}
