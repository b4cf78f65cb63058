/* Status and headers of an answer. The one place where headers are made. */
#ifndef ENGINE_HTTP_HEAD_H
#define ENGINE_HTTP_HEAD_H

#include "engine/base/buffer.h"
#include "engine/http/response.h"

#define HEAD_AT_MOST ((size_t)8 * 1024) /* bytes; nginx takes 16 KiB */
#define HEAD_LENGTH_UNKNOWN (-1LL)

/* Adds the head with its closing empty line. Asserts what a handler must never hand over: an unknown status,
 * a control character in a value, a location outside the site, a file name or cookie beyond its alphabet. */
void head_add(struct buffer *buffer, const struct http_response *response, const char *base_path,
              long long body_length);

#endif
