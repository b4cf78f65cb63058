/* Writes JSON text: single strings for the database, and whole documents for readers elsewhere. Not jansson, which has functions
 * by the same names (Makefile.am). */
#ifndef ENGINE_BASE_JSON_H
#define ENGINE_BASE_JSON_H

#include <stdbool.h>

#include "engine/base/buffer.h"

#define JSON_DEPTH 16

/* A document being written (RFC 8259), without needless blanks. */
struct json {
    struct buffer *out;
    char open[JSON_DEPTH]; /* '{' or '[' for each level not closed yet */
    unsigned depth;
    bool follows; /* something stands before on this level: a comma is due */
};

/* A string with its quotes, escaped (RFC 8259). `text` is clean UTF-8; NULL gives null. */
void json_add_text(struct buffer *out, const char *text);

void json_begin(struct json *json, struct buffer *out);
/* One more value where the document stands. `key` is its name inside an object and NULL everywhere else
 * (assert). An object or array is open until its json_end. */
void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);
void json_end(struct json *json); /* closes the innermost */
void json_text(struct json *json, const char *key, const char *text); /* as json_add_text */
void json_number(struct json *json, const char *key, long long number);
void json_bool(struct json *json, const char *key, bool value);

#endif
