/* One result set, row by row, each value as text. Numbers and dates come as the protocol has them and are written out
 * here: the client library's own conversion goes through printf for each of them. */
#include "engine/database/private.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

enum { CELL_START = 256, BASE = 10, YEAR_DIGITS = 4, PART_DIGITS = 2, MICRO_DIGITS = 6 };

struct cell {
    char *bytes;
    unsigned long length, capacity;
    my_bool is_null;
    enum { AS_TEXT, AS_NUMBER, AS_DATE, AS_INSTANT } kind;
    unsigned decimals; /* of an instant's seconds */
    bool is_unsigned;
    union {
        long long number;
        MYSQL_TIME time;
    } fetched;
};

static void bind_cell(struct reader *reader, size_t column)
{
    static const enum enum_field_types types[] = {
        [AS_TEXT] = MYSQL_TYPE_STRING, [AS_NUMBER] = MYSQL_TYPE_LONGLONG, [AS_DATE] = MYSQL_TYPE_DATE,
        [AS_INSTANT] = MYSQL_TYPE_DATETIME};
    struct cell *cell = &reader->cells[column];
    MYSQL_BIND *bind = &reader->binds[column];
    bind->buffer_type = types[cell->kind];
    bind->buffer = cell->kind == AS_TEXT ? (void *)cell->bytes : (void *)&cell->fetched;
    bind->buffer_length = cell->kind == AS_TEXT ? cell->capacity : sizeof cell->fetched;
    bind->length = &cell->length;
    bind->is_null = &cell->is_null;
    bind->is_unsigned = cell->is_unsigned ? 1 : 0;
}

static void choose_kind(struct cell *cell, const MYSQL_FIELD *field)
{
    switch (field->type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
        cell->kind = field->flags & ZEROFILL_FLAG ? AS_TEXT : AS_NUMBER;
        cell->is_unsigned = (field->flags & UNSIGNED_FLAG) != 0;
        break;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
        cell->kind = AS_DATE;
        break;
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
        cell->kind = field->decimals <= MICRO_DIGITS ? AS_INSTANT : AS_TEXT;
        cell->decimals = field->decimals;
        break;
    default:
        cell->kind = AS_TEXT;
    }
}

bool reader_open(struct reader *reader, MYSQL_STMT *handle)
{
    size_t count = mysql_stmt_field_count(handle);
    MYSQL_RES *heading = must(mysql_stmt_result_metadata(handle));
    const MYSQL_FIELD *fields = mysql_fetch_fields(heading);
    *reader = (struct reader){.column_count = count,
                              .binds = must(calloc(count, sizeof(MYSQL_BIND))),
                              .cells = must(calloc(count, sizeof(struct cell))),
                              .values = must(calloc(count, sizeof(char *))),
                              .lengths = must(calloc(count, sizeof(size_t)))};
    reader->row = (struct database_row){reader->values, reader->lengths};
    for (size_t i = 0; i < count; i++) {
        reader->cells[i].capacity = CELL_START;
        reader->cells[i].bytes = must(malloc(CELL_START + 1));
        choose_kind(&reader->cells[i], &fields[i]);
        bind_cell(reader, i);
    }
    mysql_free_result(heading);
    return mysql_stmt_bind_result(handle, reader->binds) == 0;
}

/* The value did not fit: fetch it once more into a larger buffer, kept for later rows. The statement learns of the buffer
 * when the whole row is read: told sooner, it would forget where the row's other values lie, and give NULL for them. */
static bool grow_cell(struct reader *reader, MYSQL_STMT *handle, size_t column)
{
    struct cell *cell = &reader->cells[column];
    cell->capacity = cell->length;
    cell->bytes = must(realloc(cell->bytes, cell->capacity + 1));
    bind_cell(reader, column);
    return mysql_stmt_fetch_column(handle, &reader->binds[column], (unsigned)column, 0) == 0;
}

static size_t write_number(const struct cell *cell, char *out)
{
    bool below = !cell->is_unsigned && cell->fetched.number < 0;
    unsigned long long number = (unsigned long long)cell->fetched.number;
    return text_write_number(below ? 0 - number : number, below, out);
}

static char *write_digits(char *out, unsigned number, size_t count)
{
    for (size_t i = count; i > 0; number /= BASE) {
        out[--i] = (char)('0' + number % BASE);
    }
    return out + count;
}

static char *write_day(const MYSQL_TIME *time, char *out)
{
    char *at = write_digits(out, time->year, YEAR_DIGITS);
    *at++ = '-';
    at = write_digits(at, time->month, PART_DIGITS);
    *at++ = '-';
    return write_digits(at, time->day, PART_DIGITS);
}

static size_t write_date(const struct cell *cell, char *out)
{
    return (size_t)(write_day(&cell->fetched.time, out) - out);
}

/* "2026-03-01 12:00:00.123456", with as many digits behind the point as the column has. */
static size_t write_instant(const struct cell *cell, char *out)
{
    const MYSQL_TIME *time = &cell->fetched.time;
    char *at = write_day(time, out);
    *at++ = ' ';
    at = write_digits(at, time->hour, PART_DIGITS);
    *at++ = ':';
    at = write_digits(at, time->minute, PART_DIGITS);
    *at++ = ':';
    at = write_digits(at, time->second, PART_DIGITS);
    if (cell->decimals > 0) {
        char micro[MICRO_DIGITS];
        write_digits(micro, (unsigned)time->second_part, MICRO_DIGITS);
        *at++ = '.';
        memcpy(at, micro, cell->decimals);
        at += cell->decimals;
    }
    return (size_t)(at - out);
}

/* The cell's value as text; one that was not NULL. */
static void write_cell(struct cell *cell)
{
    if (cell->kind == AS_NUMBER) {
        cell->length = write_number(cell, cell->bytes);
    } else if (cell->kind == AS_DATE) {
        cell->length = write_date(cell, cell->bytes);
    } else if (cell->kind == AS_INSTANT) {
        cell->length = write_instant(cell, cell->bytes);
    }
    cell->bytes[cell->length] = '\0';
}

int reader_next(struct reader *reader, MYSQL_STMT *handle)
{
    int fetched = mysql_stmt_fetch(handle);
    if (fetched == MYSQL_NO_DATA || fetched == 1) {
        return fetched == MYSQL_NO_DATA ? 0 : -1;
    }
    bool grown = false;
    for (size_t i = 0; i < reader->column_count; i++) {
        struct cell *cell = &reader->cells[i];
        if (cell->is_null) {
            reader->values[i] = NULL;
            reader->lengths[i] = 0;
            continue;
        }
        bool too_long = cell->kind == AS_TEXT && cell->length > cell->capacity;
        if (too_long && !grow_cell(reader, handle, i)) {
            return -1;
        }
        grown = grown || too_long;
        write_cell(cell);
        reader->values[i] = cell->bytes;
        reader->lengths[i] = cell->length;
    }
    return !grown || mysql_stmt_bind_result(handle, reader->binds) == 0 ? 1 : -1;
}

void reader_close(struct reader *reader)
{
    for (size_t i = 0; i < reader->column_count; i++) {
        free(reader->cells[i].bytes);
    }
    free(reader->binds);
    free(reader->cells);
    free(reader->values);
    free(reader->lengths);
    *reader = (struct reader){0};
}
