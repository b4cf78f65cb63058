/* Questions about text in UTF-8. */
#include "engine/base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* 0 for a byte that cannot begin a code point. */
static size_t text_size_by_lead(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC0 && lead < 0xE0) {
        return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0) {
        return 3;
    }
    return lead >= 0xF0 && lead < 0xF8 ? 4 : 0;
}

long text_decode(const char *bytes, size_t length, size_t *size_out)
{
    static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *text = (const unsigned char *)bytes;
    unsigned char lead = text[0];
    size_t size = text_size_by_lead(lead);
    if (size == 0 || size > length) {
        return -1;
    }
    long point = size == 1 ? lead : lead & (0x7F >> size);
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xC0) != 0x80) {
            return -1;
        }
        point = (point << 6) | (text[i] & 0x3F);
    }
    *size_out = size;
    bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < least[size] || point > 0x10FFFF || surrogate ? -1 : point;
}

static bool text_is_control(long point)
{
    bool allowed = point == '\t' || point == '\n' || point == '\r';
    return (point < 0x20 && !allowed) || (point >= 0x7F && point <= 0x9F);
}

static bool text_is_noncharacter(long point)
{
    return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

static bool text_is_direction_mark(long point)
{
    return point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}

bool text_is_clean(const char *text, size_t length)
{
    for (size_t at = 0, size = 0; at < length; at += size) {
        long point = text_decode(text + at, length - at, &size);
        if (point < 0 || text_is_control(point) || text_is_noncharacter(point) || text_is_direction_mark(point)) {
            return false;
        }
    }
    return true;
}

/* Bytes of the blank that begins here, 0 where there is none. */
static size_t text_blank_size(const char *text)
{
    static const char *const blanks[] = {" ",      "\t",         "\n",         "\r",         "\v",        "\f",
                                         "\u00A0", "\u2007",     "\u2009",     "\u200B",     "\u202F",    "\uFEFF"};
    unsigned char first = (unsigned char)*text;
    if (first > ' ' && first < 0x80) {
        return 0; /* nearly always */
    }
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (text_starts_with(text, blanks[i])) {
            return strlen(blanks[i]);
        }
    }
    return 0;
}

static const char *text_skip_blanks(const char *text)
{
    size_t size;
    while ((size = text_blank_size(text)) > 0) {
        text += size;
    }
    return text;
}

bool text_is_empty(const char *text)
{
    return text == NULL || *text_skip_blanks(text) == '\0';
}

bool text_equal(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool text_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* The byte at `at` with capital letters made small. The Latin-1 letters are two bytes beginning with 0xC3, and
 * small ones lie 0x20 above; 0x97 is the sign for times. */
static unsigned char small_letter(const char *start, const char *at)
{
    unsigned char byte = (unsigned char)*at;

    if (byte >= 'A' && byte <= 'Z')
        return byte + 0x20;
    if (byte >= 0x80 && byte <= 0x9E && byte != 0x97 && at > start && (unsigned char)at[-1] == 0xC3)
        return byte + 0x20;
    return byte;
}

static bool begins_with(const char *text, const char *at, const char *part)
{
    for (const char *wanted = part; *wanted; wanted++, at++)
        if (!*at || small_letter(text, at) != small_letter(part, wanted))
            return false;
    return true;
}

bool text_contains(const char *text, const char *part)
{
    for (const char *at = text; *at; at++)
        if (begins_with(text, at, part))
            return true;
    return !*part;
}

char *text_trim(struct arena *arena, const char *text)
{
    const char *start = text_skip_blanks(text);
    const char *end = start;
    for (const char *at = start; *at != '\0';) {
        size_t blank = text_blank_size(at);
        at += blank > 0 ? blank : 1;
        if (blank == 0) {
            end = at;
        }
    }
    return arena_copy_n(arena, start, (size_t)(end - start));
}

char *text_squeeze(struct arena *arena, const char *text)
{
    char *squeezed = text_trim(arena, text);
    char *to = squeezed;
    for (const char *at = squeezed; *at != '\0';) {
        size_t blank = text_blank_size(at);
        if (blank == 0) {
            *to++ = *at++;
            continue;
        }
        at = text_skip_blanks(at); /* before the space is put, perhaps over the blank's first byte */
        *to++ = ' ';
    }
    *to = '\0';
    return squeezed;
}

char *text_percent_encode(struct arena *arena, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    char *encoded = arena_alloc_many(arena, strlen(text) + 1, 3);
    char *out = encoded;
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        bool plain = *at < 0x80 && (isalnum(*at) || strchr("-._~", *at) != NULL);
        if (plain) {
            *out++ = (char)*at;
        } else {
            *out++ = '%';
            *out++ = digits[*at >> 4];
            *out++ = digits[*at & 15];
        }
    }
    return encoded;
}

size_t text_write_number(unsigned long long magnitude, bool below, char out[TEXT_NUMBER_SIZE])
{
    enum { BASE = 10 };
    char digits[TEXT_NUMBER_SIZE];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + magnitude % BASE);
        magnitude /= BASE;
    } while (magnitude > 0);
    if (below)
        digits[--at] = '-';
    memcpy(out, digits + at, sizeof digits - at);
    out[sizeof digits - at] = '\0';
    return sizeof digits - at;
}

bool text_to_integer(const char *text, long long least, long long most, long long *number_out)
{
    bool starts_well = text != NULL && (isdigit((unsigned char)text[0]) ||
                                        (text[0] == '-' && isdigit((unsigned char)text[1])));
    if (!starts_well) {
        return false;
    }
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno != 0 || *end != '\0' || number < least || number > most) {
        return false;
    }
    *number_out = number;
    return true;
}

size_t text_length(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}
