/* What a cell holds, the same for every kind of file. */
#ifndef ENGINE_SHEET_CELL_H
#define ENGINE_SHEET_CELL_H

#include <stdbool.h>
#include <stddef.h>

/* Values come as canonical text: dates yyyy-mm-dd, numbers with a decimal point, NULL for an empty cell. One that
 * is not what its type says is written as text. */
enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DATE };

/* A cell as its file writes it, made once for a value that comes in many rows. */
struct cell_ready {
    const char *bytes;
    size_t length;
};

bool cell_is_number(const char *value); /* -12 or 12.5 */

#endif
