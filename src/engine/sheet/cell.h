/* What a cell holds, the same for every kind of file. */
#ifndef ENGINE_SHEET_CELL_H
#define ENGINE_SHEET_CELL_H

#include <stdbool.h>

/* Values come as canonical text: dates yyyy-mm-dd, numbers with a decimal point, NULL for an empty cell. One that
 * is not what its type says is written as text. */
enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DATE };

bool cell_is_number(const char *value); /* -12 or 12.5 */

#endif
