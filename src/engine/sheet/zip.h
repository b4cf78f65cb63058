/* A zip file written front to back, its entries' sizes unknown until they end. The only file that includes
 * ISA-L; of this room alone. */
#ifndef ENGINE_SHEET_ZIP_H
#define ENGINE_SHEET_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/buffer.h"

struct zip;

/* What is ready goes to the end of `out`, which the caller may empty between any two calls. */
struct zip *zip_begin(struct arena *arena, struct buffer *out);
void zip_entry(struct zip *zip, const char *name); /* ASCII, at most 63; the entry before it is at its end */
/* An entry may hold less than 4 GiB: the caller sees to that. */
void zip_add(struct zip *zip, const char *bytes, size_t length);
void zip_end(struct zip *zip);
/* NULL, or why the file cannot become whole; from then on nothing more is written. */
const char *zip_failure(const struct zip *zip);

#endif
