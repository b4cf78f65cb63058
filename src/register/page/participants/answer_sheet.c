/* Answers as rows of a sheet. The dataset has well over a hundred columns, nearly all of them codes, their texts, or 0
 * and 1: those cells are written once, and copied. */
#include "register/page/participants/answer_sheet.h"

static const enum cell_type cell_types[] = {
    [COLUMN_TEXT] = CELL_TEXT, [COLUMN_INTEGER] = CELL_NUMBER, [COLUMN_DECIMAL] = CELL_NUMBER, [COLUMN_DATE] = CELL_DATE};

static struct cell_ready *prepare(struct arena *arena, struct table *table, const struct column *column)
{
    const struct column_constants *constants = &column->constants;
    struct cell_ready *ready = arena_alloc_many(arena, constants->count, sizeof *ready);

    for (size_t i = 0; i < constants->count; i++)
        ready[i] = table_prepare(table, arena, cell_types[column->type], constants->texts[i]);
    return ready;
}

void answer_sheet_begin(struct answer_sheet *sheet, struct arena *arena, struct table *table, const char *name,
                        struct columns columns)
{
    struct xlsx_column *headings = arena_alloc_many(arena, columns.count, sizeof *headings);

    *sheet = (struct answer_sheet){table, columns, arena_alloc_many(arena, columns.count, sizeof *sheet->ready)};
    for (size_t i = 0; i < columns.count; i++) {
        headings[i] = (struct xlsx_column){columns.items[i].heading, cell_types[columns.items[i].type]};
        sheet->ready[i] = prepare(arena, table, &columns.items[i]);
    }
    table_sheet(table, name, headings, columns.count);
}

void answer_sheet_add(const struct answer_sheet *sheet, struct arena *row_arena, const struct answers *answers)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *column = &sheet->columns.items[i];
        const struct answer *answer = answers_get(answers, column->variable);
        int constant = column_constant(column, answer);

        if (constant >= 0)
            table_cell_ready(sheet->table, &sheet->ready[i][constant]);
        else
            table_cell(sheet->table, cell_types[column->type],
                       constant == COLUMN_EMPTY ? NULL : column_cell(row_arena, column, answer));
    }
}
