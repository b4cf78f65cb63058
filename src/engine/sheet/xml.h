/* Text as an .xlsx holds it. Of this room alone. */
#ifndef ENGINE_SHEET_XML_H
#define ENGINE_SHEET_XML_H

#include <stddef.h>

#include "engine/base/buffer.h"

/* What XML cannot hold (control characters, broken UTF-8, U+FFFE, U+FFFF) becomes U+FFFD, `_x0041_`, which the format
 * reads as a letter, stays what it says, and no more than `most` UTF-16 units are written, as spreadsheets count. */
void xml_add_text(struct buffer *out, const char *text, size_t most);

#endif
