/* The same bytes as the template library's own html_escape. */
#include "engine/view/escape.h"

#include <string.h>

static const char *const escaped[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
    ['\t'] = " ",    ['\n'] = " ",   ['\v'] = " ",   ['\f'] = " ",     ['\r'] = " ",
};

void escape_add(struct buffer *out, const char *text, size_t length)
{
    size_t from = 0;

    for (size_t at = 0; at < length; at++) {
        const char *as = escaped[(unsigned char)text[at]];

        if (!as)
            continue;
        buffer_add(out, text + from, at - from);
        buffer_add_text(out, as);
        from = at + 1;
    }
    buffer_add(out, text + from, length - from);
}
