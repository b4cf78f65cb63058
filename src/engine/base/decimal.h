/* Numbers with a fixed count of decimals, held as whole numbers of the last of them: with one decimal, 375 is 37.5. */
#ifndef ENGINE_BASE_DECIMAL_H
#define ENGINE_BASE_DECIMAL_H

#include <stdbool.h>

#include "engine/base/arena.h"

#define DECIMAL_PLACES_MOST 4U

/* "37,5", "37.5" or "30" within least..most (held as said above); false too for more decimals than `places`, for
 * blanks, and for a sign other than a minus. places is at most DECIMAL_PLACES_MOST. */
bool decimal_read(const char *text, unsigned places, long long least, long long most, long long *number_out);

/* Always with all its places: "30,0"; none: "30". `point` is what stands before them. */
const char *decimal_write(struct arena *arena, long long number, unsigned places, char point);

/* The same of a number held as text, as answers are. What is no number comes back as it is. */
const char *decimal_write_text(struct arena *arena, const char *number, unsigned places, char point);

#endif
