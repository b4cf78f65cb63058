/* Rows of comma-separated values that somebody else wrote, one at a time. The only file of ours that includes libcsv
 * is the one beside it. */
#ifndef ENGINE_SHEET_CSV_READ_H
#define ENGINE_SHEET_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "engine/base/arena.h"

enum {
    CSV_CELLS_MOST = 64,
    CSV_LINE_MOST = 16 * 1024 /* bytes */
};

enum csv_flaw {
    CSV_WHOLE,
    CSV_QUOTE_OPEN, /* a quoted text does not end on its line: a row is one line here, so that every line is judged */
    CSV_QUOTE_STRAY,
    CSV_LINE_LONG,
    CSV_CELLS_MANY,
    CSV_BYTES_BAD, /* not UTF-8, or with characters that no text holds */
    CSV_FLAWS
};

struct csv_row {
    unsigned long line; /* of the file, from 1; empty lines count, but are no rows */
    enum csv_flaw flaw; /* the cells are there for CSV_WHOLE alone */
    size_t count;
    const char *cells[CSV_CELLS_MOST]; /* without quotes, blanks around, and the apostrophe that csv.h puts in front */
};

struct csv_reader;

/* Semicolon or comma: whichever stands in the first line. A byte-order mark is passed over; lines end by LF, CRLF or CR.
 * Lives in `arena`; `in` stays the caller's. */
struct csv_reader *csv_reader_new(struct arena *arena, FILE *in);
/* false at the end. The cells live in `row_arena`. */
bool csv_reader_next(struct csv_reader *reader, struct arena *row_arena, struct csv_row *row_out);
/* Did the file end because it could not be read? */
bool csv_reader_failed(const struct csv_reader *reader);

/* What is wrong with such a line, in English. */
const char *csv_flaw_text(enum csv_flaw flaw);

#endif
