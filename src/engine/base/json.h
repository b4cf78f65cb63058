/* Writes JSON text: enough to hand structured values to the database. */
#ifndef ENGINE_BASE_JSON_H
#define ENGINE_BASE_JSON_H

#include "engine/base/buffer.h"

/* A string with its quotes, escaped (RFC 8259). `text` is clean UTF-8; NULL gives null. */
void json_add_text(struct buffer *out, const char *text);

#endif
