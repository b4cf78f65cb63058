/* Writing JSON strings. */
#include "engine/base/json.h"

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
