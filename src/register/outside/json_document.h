/* JSON from outside, taken with care before it is read: an object, no name twice in it, not nested deep. */
#ifndef REGISTER_OUTSIDE_JSON_DOCUMENT_H
#define REGISTER_OUTSIDE_JSON_DOCUMENT_H

#include <jansson.h>

#include "engine/base/arena.h"

/* NULL: it is no such thing, and *why_out, a fixed text, says why. The caller gives it back by json_decref. */
json_t *json_document_open(const char *bytes, size_t length, const char **why_out);

/* A copy of a text in an object; NULL where there is none, or an empty one. */
const char *json_document_text(struct arena *arena, const json_t *object, const char *name);

#endif
