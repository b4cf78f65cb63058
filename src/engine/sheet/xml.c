/* Text to XML: what needs nothing is copied in runs. */
#include "engine/sheet/xml.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "engine/base/text.h"

#define REPLACEMENT "\uFFFD"

static bool xml_is_plain(unsigned char byte)
{
    static const bool plain[UCHAR_MAX + 1] = {
        [' '] = true, ['!'] = true,         ['#' ... '%'] = true, ['\'' ... ';'] = true,
        ['='] = true, ['?' ... '^'] = true, ['`' ... 0x7F] = true};
    return plain[byte];
}

static const char *xml_skip_plain(const char *text, size_t most)
{
    const char *end = text;
    while (xml_is_plain((unsigned char)*end) && (size_t)(end - text) < most) {
        end++;
    }
    return end;
}

/* _xHHHH_ */
static bool xml_is_escape(const char *text)
{
    if (text[0] != '_' || text[1] != 'x') {
        return false;
    }
    for (size_t i = 2; i < 6; i++) {
        if (!isxdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return text[6] == '_';
}

/* One of ASCII's that xml_is_plain refuses. */
static void xml_add_special(struct buffer *out, const char *at)
{
    switch (*at) {
    case '&':
        buffer_add_text(out, "&amp;");
        break;
    case '<':
        buffer_add_text(out, "&lt;");
        break;
    case '>':
        buffer_add_text(out, "&gt;");
        break;
    case '"':
        buffer_add_text(out, "&quot;");
        break;
    case '\r': /* as itself it would be read as a line feed */
        buffer_add_text(out, "&#13;");
        break;
    case '_':
        buffer_add_text(out, xml_is_escape(at) ? "_x005F_" : "_");
        break;
    case '\t':
    case '\n':
        buffer_add_char(out, *at);
        break;
    default:
        buffer_add_text(out, REPLACEMENT);
    }
}

/* One code point beyond ASCII; its bytes are the answer, its units are taken from *most. 0: it does not fit. */
static size_t xml_add_point(struct buffer *out, const char *at, size_t left, size_t *most)
{
    size_t size = 1;
    long point = text_decode(at, left, &size);
    size_t units = point >= 0x10000 ? 2 : 1;
    if (units > *most) {
        return 0;
    }
    *most -= units;
    if (point < 0 || point == 0xFFFE || point == 0xFFFF) {
        buffer_add_text(out, REPLACEMENT);
    } else {
        buffer_add(out, at, size);
    }
    return point < 0 ? 1 : size;
}

void xml_add_text(struct buffer *out, const char *text, size_t most)
{
    const char *end = text + strlen(text);
    while (most > 0) {
        const char *plain = xml_skip_plain(text, most);
        buffer_add(out, text, (size_t)(plain - text));
        most -= (size_t)(plain - text);
        text = plain;
        if (most == 0 || text == end) {
            return;
        }
        if ((unsigned char)*text < 0x80) {
            xml_add_special(out, text++);
            most--;
        } else {
            size_t size = xml_add_point(out, text, (size_t)(end - text), &most);
            if (size == 0) {
                return;
            }
            text += size;
        }
    }
}
