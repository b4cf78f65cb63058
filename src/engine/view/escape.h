/* Text as HTML shows it, in an element or a quoted attribute. Private to the templates' files. */
#ifndef ENGINE_VIEW_ESCAPE_H
#define ENGINE_VIEW_ESCAPE_H

#include "engine/base/buffer.h"

void escape_add(struct buffer *out, const char *text, size_t length);

#endif
