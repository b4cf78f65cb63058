/* Percent-encoding taken off, in place. */
#ifndef ENGINE_HTTP_PERCENT_H
#define ENGINE_HTTP_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

/* Decodes `length` bytes of `text` where they stand; the result is never longer and is given
 * as *length_out, without a NUL added. `plus_is_blank`: forms write blanks so. false: a broken
 * percent sign, or a NUL in either spelling. */
bool percent_decode(char *text, size_t length, bool plus_is_blank, size_t *length_out);

#endif
