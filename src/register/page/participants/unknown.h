/* What is said of a part of the overview's address that is not understood (requirement I5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_UNKNOWN_H
#define REGISTER_PAGE_PARTICIPANTS_UNKNOWN_H

#include "engine/http/request.h"

/* Names the field and its value, the beginning of it where it is long, and says what could stand there where a person
 * may have typed it. */
const char *unknown_reason(struct arena *arena, const struct http_field *field);

#endif
