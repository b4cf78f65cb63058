/* Questions about text: UTF-8, trimming, percent-encoding, comparing. */
#ifndef ENGINE_BASE_TEXT_H
#define ENGINE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

/* Well-formed UTF-8 without NUL, other control characters than tab and line
 * break, surrogates or noncharacters, and without invisible direction marks. */
bool text_is_clean(const char *text, size_t length);
/* The code point at `bytes`, of which `length` (1 or more) may be read, its byte count in *size_out; -1 where it is not
 * well-formed. */
long text_decode(const char *bytes, size_t length, size_t *size_out);
bool text_is_empty(const char *text); /* NULL or blanks only (no-break space too) */
bool text_equal(const char *a, const char *b); /* NULL equals NULL alone */
bool text_starts_with(const char *text, const char *prefix);
/* Does `part` stand somewhere in `text`, capital letters taken as small ones (A-Z and those of Latin-1,
 * so Æ Ø Å too)? An empty part stands everywhere. */
bool text_contains(const char *text, const char *part);
/* Without blanks (no-break space too) at both ends. Lives in the arena. */
char *text_trim(struct arena *arena, const char *text);
/* The same, and one space for every run of blanks within. */
char *text_squeeze(struct arena *arena, const char *text);
/* For the query part of an address: everything but unreserved characters encoded. */
char *text_percent_encode(struct arena *arena, const char *text);
/* A number's decimal digits, with "-" before them where it is below zero; answers how many bytes. */
enum { TEXT_NUMBER_SIZE = 24 }; /* the longest, and a NUL */
size_t text_write_number(unsigned long long magnitude, bool below, char out[TEXT_NUMBER_SIZE]);
/* A whole decimal integer in [least, most]; false for anything else, also a
 * leading plus, blanks or overflow. */
bool text_to_integer(const char *text, long long least, long long most, long long *number_out);
size_t text_length(const char *text); /* in code points */

#endif
