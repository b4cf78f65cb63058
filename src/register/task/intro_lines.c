/* Values to cells. */
#include "register/task/intro_lines.h"

#include <string.h>

#include "engine/base/decimal.h"
#include "engine/base/text.h"
#include "register/domain/introduksjon/duf.h"

enum { LINE_MOST = 64 * 1024 };

static const char *confirmed(const char *duf)
{
    char digits[DUF_SIZE];

    return duf_read(duf, digits) == DUF_WRONG_CHECK ? "ja" : NULL;
}

/* "1" and "0" of a decision, names of facts of a person: import_line.h. */
static const char *since(struct arena *arena, const char *value)
{
    char *names;

    if (text_equal(value, "1") || text_equal(value, "0"))
        return *value == '1' ? "ja" : "nei";
    names = arena_copy(arena, value);
    for (char *comma = strchr(names, ','); comma; comma = strchr(comma, ','))
        *comma = ' ';
    return names;
}

static void add_cell(struct intro_lines *lines, struct arena *arena, enum import_column column, const char *const *values)
{
    const char *value = values[column];

    if (column == IMPORT_DUF_CONFIRMED && text_equal(values[IMPORT_RAD], import_kind_name(IMPORT_PERSON)))
        csv_cell(&lines->csv, CELL_TEXT, confirmed(values[IMPORT_DUF]));
    else if (value && column == IMPORT_END_HOURS)
        csv_cell(&lines->csv, CELL_NUMBER, decimal_write_text(arena, value, lines->hours->decimals, '.'));
    else if (value && column == IMPORT_SINCE)
        csv_cell(&lines->csv, CELL_TEXT, since(arena, value));
    else if (value && column == IMPORT_DEADLINE_REASON)
        csv_cell(&lines->csv, CELL_TEXT, text_squeeze(arena, value)); /* a row is a line */
    else
        csv_cell(&lines->csv, import_column_is_date(column) ? CELL_DATE : CELL_TEXT, value);
}

static void end_line(struct intro_lines *lines)
{
    csv_end_row(&lines->csv);
    lines->failed = lines->failed || lines->line.overflowed ||
                    fwrite(lines->line.bytes, 1, lines->line.length, lines->out) != lines->line.length;
    buffer_clear(&lines->line);
}

void intro_lines_begin(struct intro_lines *lines, const struct codebook_register *reg, struct arena *arena, FILE *out)
{
    *lines = (struct intro_lines){.out = out, .hours = codebook_find_variable(reg, import_column_name(IMPORT_END_HOURS))};
    buffer_init(&lines->line, arena, LINE_MOST);
    csv_begin(&lines->csv, &lines->line, CSV_EXCEL);
    for (enum import_column column = 0; column < IMPORT_COLUMNS; column++)
        csv_cell(&lines->csv, CELL_TEXT, import_column_name(column));
    end_line(lines);
}

void intro_lines_add(struct intro_lines *lines, struct arena *line_arena, const char *const values[IMPORT_COLUMNS])
{
    for (enum import_column column = 0; column < IMPORT_COLUMNS && !lines->failed; column++)
        add_cell(lines, line_arena, column, values);
    if (!lines->failed)
        end_line(lines);
    lines->count++;
}
