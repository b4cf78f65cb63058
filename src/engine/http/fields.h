/* Text of queries, forms and cookies made into fields: decoded, clean, and not too many. */
#ifndef ENGINE_HTTP_FIELDS_H
#define ENGINE_HTTP_FIELDS_H

#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/http/request.h"

enum fields_result { FIELDS_READ, FIELDS_TOO_MANY, FIELDS_UNREADABLE };

/* Reads `a=1&b=2`, as browsers write queries and forms. The arena keeps the fields, in their
 * order, names that come twice included. In values every line break becomes LF, and control and
 * direction characters are dropped: pasted text brings them, and nobody can see them to take
 * them away. Unreadable is what no browser sends: a broken percent sign, NUL, text that is not
 * UTF-8, or a name with such characters. */
enum fields_result fields_read(struct arena *arena, const char *text, size_t length, size_t at_most,
                               struct http_fields *fields_out);

/* Reads a Cookie header (RFC 6265). Pairs that do not follow it are left out, since the host may
 * carry other people's cookies; so is everything after the first 64. */
void fields_read_cookies(struct arena *arena, const char *header, struct http_fields *fields_out);

#endif
