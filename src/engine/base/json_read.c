/* Reading JSON value by value. */
#include "engine/base/json_read.h"

#include <string.h>

#include "engine/base/text.h"

enum { SURROGATE_HIGH = 0xD800, SURROGATE_LOW = 0xDC00, SURROGATE_END = 0xE000, BEYOND_ONE_UNIT = 0x10000 };

void json_read_begin(struct json_reader *reader, struct arena *arena, const char *text)
{
    *reader = (struct json_reader){.arena = arena, .at = text};
}

bool json_read_failed(const struct json_reader *reader)
{
    return reader->failed;
}

/* Stands at the end from then on, where nothing is read any more. */
static void fail(struct json_reader *reader)
{
    reader->failed = true;
    reader->at = "";
}

static void skip_blanks(struct json_reader *reader)
{
    reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct json_reader *reader, char wanted)
{
    skip_blanks(reader);
    if (*reader->at != wanted)
        return false;
    reader->at++;
    return true;
}

void json_read_enter(struct json_reader *reader, char opening)
{
    if (!take(reader, opening))
        fail(reader);
}

bool json_read_more(struct json_reader *reader, char closing)
{
    if (reader->failed || take(reader, closing))
        return false;
    take(reader, ','); /* none before the first */
    skip_blanks(reader);
    if (!*reader->at)
        fail(reader);
    return !reader->failed;
}

static int hex_digit(char digit)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF";
    const char *found = digit ? strchr(digits, digit) : NULL;

    return found ? (int)((found - digits) % 16) : -1;
}

/* Four hexadecimal digits; -1 where they are not. */
static long take_unit(struct json_reader *reader)
{
    long unit = 0;

    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(*reader->at);

        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
        reader->at++;
    }
    return unit;
}

static long take_code_point(struct json_reader *reader)
{
    long unit = take_unit(reader);
    long low;

    if (unit < SURROGATE_HIGH || unit >= SURROGATE_END)
        return unit;
    if (unit >= SURROGATE_LOW || strncmp(reader->at, "\\u", 2) != 0)
        return -1;
    reader->at += 2;
    low = take_unit(reader);
    if (low < SURROGATE_LOW || low >= SURROGATE_END)
        return -1;
    return BEYOND_ONE_UNIT + ((unit - SURROGATE_HIGH) << 10) + (low - SURROGATE_LOW);
}

/* UTF-8, at most four bytes; returns where it ends. */
static char *put_code_point(char *out, long point)
{
    if (point < 0x80) {
        *out++ = (char)point;
        return out;
    }
    if (point < 0x800) {
        *out++ = (char)(0xC0 | point >> 6);
    } else if (point < BEYOND_ONE_UNIT) {
        *out++ = (char)(0xE0 | point >> 12);
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
    } else {
        *out++ = (char)(0xF0 | point >> 18);
        *out++ = (char)(0x80 | (point >> 12 & 0x3F));
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
    }
    *out++ = (char)(0x80 | (point & 0x3F));
    return out;
}

/* What stands after a backslash. */
static char *take_escape(struct json_reader *reader, char *out)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *found = *reader->at ? strchr(names, *reader->at) : NULL;
    long point;

    if (found) {
        reader->at++;
        *out = meant[found - names];
        return out + 1;
    }
    if (*reader->at != 'u') {
        fail(reader);
        return out;
    }
    reader->at++;
    point = take_code_point(reader);
    if (point <= 0) {
        fail(reader);
        return out;
    }
    return put_code_point(out, point);
}

/* As it is written, with its backslashes: it gets no longer by being read. */
static size_t written_length(const char *text)
{
    size_t length = 0;

    while (text[length] && text[length] != '"')
        length += text[length] == '\\' && text[length + 1] ? 2 : 1;
    return length;
}

static const char *take_text(struct json_reader *reader)
{
    char *text = arena_bytes(reader->arena, written_length(reader->at) + 1);
    char *out = text;

    while (*reader->at && *reader->at != '"') {
        if (*reader->at != '\\') {
            *out++ = *reader->at++;
            continue;
        }
        reader->at++;
        out = take_escape(reader, out);
    }
    *out = '\0';
    if (*reader->at == '"')
        reader->at++;
    else
        fail(reader);
    return reader->failed ? "" : text;
}

const char *json_read_name(struct json_reader *reader)
{
    const char *name = "";

    if (take(reader, '"'))
        name = take_text(reader);
    if (!take(reader, ':'))
        fail(reader);
    return reader->failed ? "" : name;
}

const char *json_read_value(struct json_reader *reader)
{
    const char *word;

    if (take(reader, '"'))
        return take_text(reader);
    word = arena_copy_n(reader->arena, reader->at, strcspn(reader->at, " \t\r\n,]}{[\""));
    if (!*word)
        fail(reader);
    reader->at += strlen(reader->failed ? "" : word);
    return reader->failed || text_equal(word, "null") ? NULL : word;
}
