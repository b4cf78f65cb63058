/* A table as a file of the kind its reader asked for: one flow writes them all. Requirements D2-D4. */
#ifndef ENGINE_SHEET_TABLE_H
#define ENGINE_SHEET_TABLE_H

#include <stdbool.h>

#include "engine/sheet/csv.h"
#include "engine/sheet/xlsx.h"

enum table_format { TABLE_CSV, TABLE_XLSX };

struct table {
    enum table_format format;
    struct csv csv;
    struct xlsx *xlsx;
};

/* What is ready goes to the end of `out`, which the caller empties between rows. */
/* The profile is that of a CSV. */
void table_begin(struct table *table, enum table_format format, enum csv_profile profile, struct arena *arena,
                 struct buffer *out);
/* A CSV holds one sheet, and its headings. */
bool table_has_more_sheets(const struct table *table);
void table_sheet(struct table *table, const char *name, const struct xlsx_column *columns, size_t count);
void table_cell(struct table *table, enum cell_type type, const char *value);
/* For a value that comes in many rows: prepared after the beginning, put as often as wanted. */
struct cell_ready table_prepare(struct table *table, struct arena *arena, enum cell_type type, const char *value);
void table_cell_ready(struct table *table, const struct cell_ready *cell);
void table_end_row(struct table *table);
void table_end(struct table *table);
/* NULL, or why the file cannot become whole. */
const char *table_failure(const struct table *table);

const char *table_media_type(enum table_format format);
const char *table_ending(enum table_format format); /* "xlsx" */

#endif
