/* Writing JSON: strings, and documents value by value. */
#include "engine/base/json.h"

#include <assert.h>

static void add_escaped(struct buffer *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        buffer_add_text(out, "\\\"");
        break;
    case '\\':
        buffer_add_text(out, "\\\\");
        break;
    default:
        if (byte < 0x20)
            buffer_add_format(out, "\\u%04x", byte);
        else
            buffer_add_char(out, (char)byte);
    }
}

void json_add_text(struct buffer *out, const char *text)
{
    if (!text) {
        buffer_add_text(out, "null");
        return;
    }
    buffer_add_char(out, '"');
    for (const char *at = text; *at; at++)
        add_escaped(out, (unsigned char)*at);
    buffer_add_char(out, '"');
}

void json_begin(struct json *json, struct buffer *out)
{
    *json = (struct json){.out = out};
}

/* The comma and the name before a value. */
static void before_value(struct json *json, const char *key)
{
    assert((key != NULL) == (json->depth > 0 && json->open[json->depth - 1] == '{'));
    if (json->follows)
        buffer_add_char(json->out, ',');
    if (key) {
        json_add_text(json->out, key);
        buffer_add_char(json->out, ':');
    }
    json->follows = true;
}

static void open_level(struct json *json, const char *key, char opening)
{
    before_value(json, key);
    assert(json->depth < JSON_DEPTH);
    json->open[json->depth++] = opening;
    buffer_add_char(json->out, opening);
    json->follows = false;
}

void json_object(struct json *json, const char *key)
{
    open_level(json, key, '{');
}

void json_array(struct json *json, const char *key)
{
    open_level(json, key, '[');
}

void json_end(struct json *json)
{
    assert(json->depth > 0);
    json->depth--;
    buffer_add_char(json->out, json->open[json->depth] == '{' ? '}' : ']');
    json->follows = true;
}

void json_text(struct json *json, const char *key, const char *text)
{
    before_value(json, key);
    json_add_text(json->out, text);
}

void json_number(struct json *json, const char *key, long long number)
{
    before_value(json, key);
    buffer_add_format(json->out, "%lld", number);
}

void json_bool(struct json *json, const char *key, bool value)
{
    before_value(json, key);
    buffer_add_text(json->out, value ? "true" : "false");
}
