/* Reads JSON that the register wrote itself, value by value, in the order it stands in (RFC 8259). What is not as asked for
 * breaks the reading: from then on everything is empty, and json_read_failed says so. */
#ifndef ENGINE_BASE_JSON_READ_H
#define ENGINE_BASE_JSON_READ_H

#include <stdbool.h>

#include "engine/base/arena.h"

struct json_reader {
    struct arena *arena; /* texts live here */
    const char *at;
    bool failed;
};

void json_read_begin(struct json_reader *reader, struct arena *arena, const char *text);
bool json_read_failed(const struct json_reader *reader);

/* Goes into an object or array: `opening` is '{' or '['. */
void json_read_enter(struct json_reader *reader, char opening);
/* Is there one more in it? False leaves it; `closing` is '}' or ']'. */
bool json_read_more(struct json_reader *reader, char closing);
/* The name of the next value of an object; "" where that failed. */
const char *json_read_name(struct json_reader *reader);
/* A text, or a number or word as it is written; NULL for null. No object or array. */
const char *json_read_value(struct json_reader *reader);

#endif
