/* One flow for every kind of file. */
#include "engine/sheet/table.h"

void table_begin(struct table *table, enum table_format format, enum csv_profile profile, struct arena *arena,
                 struct buffer *out)
{
    *table = (struct table){.format = format};
    if (format == TABLE_CSV) {
        csv_begin(&table->csv, out, profile);
    } else {
        table->xlsx = xlsx_begin(arena, out, (struct xlsx_limits){0});
    }
}

bool table_has_more_sheets(const struct table *table)
{
    return table->format == TABLE_XLSX;
}

void table_sheet(struct table *table, const char *name, const struct xlsx_column *columns, size_t count)
{
    if (table->format == TABLE_XLSX) {
        xlsx_sheet(table->xlsx, name, columns, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        csv_cell(&table->csv, CELL_TEXT, columns[i].heading);
    }
    csv_end_row(&table->csv);
}

void table_cell(struct table *table, enum cell_type type, const char *value)
{
    if (table->format == TABLE_XLSX) {
        xlsx_cell(table->xlsx, type, value);
    } else {
        csv_cell(&table->csv, type, value);
    }
}

struct cell_ready table_prepare(struct table *table, struct arena *arena, enum cell_type type, const char *value)
{
    if (table->format == TABLE_XLSX) {
        return xlsx_prepare(table->xlsx, arena, type, value);
    }
    return csv_prepare(&table->csv, arena, type, value);
}

void table_cell_ready(struct table *table, const struct cell_ready *cell)
{
    if (table->format == TABLE_XLSX) {
        xlsx_cell_ready(table->xlsx, cell);
    } else {
        csv_cell_ready(&table->csv, cell);
    }
}

void table_end_row(struct table *table)
{
    if (table->format == TABLE_XLSX) {
        xlsx_end_row(table->xlsx);
    } else {
        csv_end_row(&table->csv);
    }
}

void table_end(struct table *table)
{
    if (table->format == TABLE_XLSX) {
        xlsx_end(table->xlsx);
    }
}

const char *table_failure(const struct table *table)
{
    if (table->format == TABLE_XLSX) {
        return xlsx_failure(table->xlsx);
    }
    return table->csv.out->overflowed ? "the buffer is full" : NULL;
}

const char *table_media_type(enum table_format format)
{
    return format == TABLE_XLSX ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                : "text/csv; charset=utf-8";
}

const char *table_ending(enum table_format format)
{
    return format == TABLE_XLSX ? "xlsx" : "csv";
}
