/* Answers as rows of a sheet: every column of a dataset, in code and text (requirement D3). */
#ifndef REGISTER_PAGE_PARTICIPANTS_ANSWER_SHEET_H
#define REGISTER_PAGE_PARTICIPANTS_ANSWER_SHEET_H

#include "engine/answer/columns.h"
#include "engine/sheet/table.h"

/* Its columns, and each cell that a list of codes can give, written once. */
struct answer_sheet {
    struct table *table;
    struct columns columns;
    struct cell_ready **ready; /* by column and constant */
};

/* Opens the sheet in the table and writes its headings. */
void answer_sheet_begin(struct answer_sheet *sheet, struct arena *arena, struct table *table, const char *name,
                        struct columns columns);
/* The cells of one row, which the caller ends. `row_arena` is emptied after it. */
void answer_sheet_add(const struct answer_sheet *sheet, struct arena *row_arena, const struct answers *answers);

#endif
