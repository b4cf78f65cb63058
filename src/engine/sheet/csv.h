/* Comma-separated values that a spreadsheet opens safely. Requirements D2-D4. */
#ifndef ENGINE_SHEET_CSV_H
#define ENGINE_SHEET_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/buffer.h"
#include "engine/sheet/cell.h"

enum csv_profile {
    CSV_EXCEL, /* UTF-8 with BOM, semicolon, CRLF, dd.mm.yyyy, decimal comma */
    CSV_PLAIN  /* UTF-8, comma, CRLF, ISO dates (RFC 4180) */
};

struct csv {
    struct buffer *out;
    enum csv_profile profile;
    bool row_started;
};

/* Writes the byte-order mark where the profile has one. */
void csv_begin(struct csv *csv, struct buffer *out, enum csv_profile profile);
/* Text that a spreadsheet could take for a formula gets a leading apostrophe (D4). */
void csv_cell(struct csv *csv, enum cell_type type, const char *value);
struct cell_ready csv_prepare(const struct csv *csv, struct arena *arena, enum cell_type type, const char *value);
void csv_cell_ready(struct csv *csv, const struct cell_ready *cell);
void csv_end_row(struct csv *csv);
/* A line above the headings, for people and so in CSV_EXCEL alone: one cell, without quotes. What could end it or open
 * another one - semicolon, quote, line break - becomes a comma, an apostrophe, a blank. */
void csv_line(struct csv *csv, const char *text);

/* The text as it was before that apostrophe was put in front, where one was. */
const char *csv_unguard(const char *text);

#endif
