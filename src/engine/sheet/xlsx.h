/* An Excel workbook (.xlsx) written front to back in constant memory. Requirements D2, D4. */
#ifndef ENGINE_SHEET_XLSX_H
#define ENGINE_SHEET_XLSX_H

#include <stddef.h>

#include "engine/base/buffer.h"
#include "engine/sheet/cell.h"

struct xlsx_column {
    const char *heading;
    enum cell_type type; /* of most of its cells: decides how wide it is */
};

/* How much one sheet may hold before the rows go on in the next; 0 = as much as spreadsheets read. */
struct xlsx_limits {
    unsigned long rows;            /* the headings among them */
    unsigned long long characters; /* of XML */
};

struct xlsx;

/* What is ready goes to the end of `out`, which the caller empties between rows. */
struct xlsx *xlsx_begin(struct arena *arena, struct buffer *out, struct xlsx_limits limits);
/* A sheet with its headings: bold, frozen, with a filter. `name` is at most 25 characters, none of them []:*?/\'; the
 * columns live as long as the sheet. Where rows go on in another sheet it is called "name 2". */
void xlsx_sheet(struct xlsx *xlsx, const char *name, const struct xlsx_column *columns, size_t count);
/* Text is always a text, whatever it begins with (D4): no apostrophe is needed. At most 32,767 UTF-16 units of it are
 * written. Dates before 01.03.1900, which Excel cannot count, and numbers of more than 15 digits are texts. */
void xlsx_cell(struct xlsx *xlsx, enum cell_type type, const char *value);
/* A text is then in the workbook once, however many cells have it: they name it by number. */
struct cell_ready xlsx_prepare(struct xlsx *xlsx, struct arena *arena, enum cell_type type, const char *value);
void xlsx_cell_ready(struct xlsx *xlsx, const struct cell_ready *cell);
void xlsx_end_row(struct xlsx *xlsx);
void xlsx_end(struct xlsx *xlsx);
/* NULL, or why the file cannot become whole. */
const char *xlsx_failure(const struct xlsx *xlsx);

#endif
