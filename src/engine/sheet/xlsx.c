/* Rows to the sheets of a workbook. A sheet's parts stand in the order the format wants; the list of sheets comes last
 * in the file, since nobody knows before how many there are. */
#include "engine/sheet/xlsx.h"

#include <assert.h>
#include <string.h>

#include "engine/base/date.h"
#include "engine/base/text.h"
#include "engine/sheet/workbook.h"
#include "engine/sheet/xml.h"
#include "engine/sheet/zip.h"

enum {
    ROWS_AT_MOST = 1048576,
    TEXT_AT_MOST = 32767,
    DIGITS_AT_MOST = 15, /* of a number: more would be rounded */
    PIECE = 32 * 1024,
    PIECE_AT_MOST = 1024 * 1024,
    READY_AT_MOST = 1024,
    STRINGS_AT_MOST = 4 * 1024 * 1024
};
#define CHARACTERS_AT_MOST 3900000000ULL /* zip holds 4 GiB of one entry */
#define CELL_OF(style) "<c s=\"" style "\" t=\"inlineStr\"><is><t"

struct xlsx {
    struct arena *arena;
    struct zip *zip;
    struct xlsx_limits limits;
    struct buffer xml; /* of the sheet, not compressed yet */
    struct workbook workbook;
    struct workbook_sheet *sheet; /* the one being written, or NULL */
    const char *name;
    unsigned part; /* 2 for "name 2" */
    const struct xlsx_column *columns;
    unsigned long long characters; /* of this sheet, handed to zip */
    size_t cells; /* of this row, empty ones too */
    size_t empty; /* of those: the last ones, not written */
    bool row_started;
    const char *failure;
};

static void xlsx_add(struct xlsx *xlsx, const char *text)
{
    buffer_add_text(&xlsx->xml, text);
}

static void xlsx_flush(struct xlsx *xlsx)
{
    assert(!xlsx->xml.overflowed);
    zip_add(xlsx->zip, xlsx->xml.bytes, xlsx->xml.length);
    xlsx->characters += xlsx->xml.length;
    buffer_clear(&xlsx->xml);
}

struct xlsx *xlsx_begin(struct arena *arena, struct buffer *out, struct xlsx_limits limits)
{
    struct xlsx *xlsx = arena_alloc(arena, sizeof *xlsx);
    xlsx->arena = arena;
    xlsx->zip = zip_begin(arena, out);
    xlsx->limits.rows = limits.rows == 0 ? ROWS_AT_MOST : limits.rows;
    xlsx->limits.characters = limits.characters == 0 ? CHARACTERS_AT_MOST : limits.characters;
    assert(xlsx->limits.rows >= 2);
    buffer_init(&xlsx->xml, arena, PIECE_AT_MOST);
    buffer_init(&xlsx->workbook.strings, arena, STRINGS_AT_MOST);
    workbook_begin(xlsx->zip);
    return xlsx;
}

/* No printf for what every row holds: it would cost more than the zip. */
static void xlsx_add_count(struct buffer *out, unsigned long count)
{
    enum { BASE = 10 };
    char digits[sizeof "18446744073709551615"];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + count % BASE);
        count /= BASE;
    } while (count > 0);
    buffer_add(out, digits + at, sizeof digits - at);
}

static void xlsx_start_row(struct xlsx *xlsx)
{
    xlsx->sheet->rows++;
    xlsx_add(xlsx, "<row r=\"");
    xlsx_add_count(&xlsx->xml, xlsx->sheet->rows);
    xlsx_add(xlsx, "\">");
    xlsx->cells = 0;
    xlsx->empty = 0;
    xlsx->row_started = true;
}

static void xlsx_finish_row(struct xlsx *xlsx)
{
    xlsx_add(xlsx, "</row>");
    xlsx->row_started = false;
    if (xlsx->xml.length >= PIECE) {
        xlsx_flush(xlsx);
    }
}

/* In the width of a digit, with room for the filter's arrow. */
static size_t xlsx_width(const struct xlsx_column *column)
{
    enum { ARROW = 3, LEAST = 11, LEAST_TEXT = 16, MOST = 40 };
    size_t width = text_length(column->heading) + ARROW;
    size_t least = column->type == CELL_TEXT ? LEAST_TEXT : LEAST;
    return width < least ? least : width > MOST ? MOST : width;
}

/* From behind "<t" to the end of that element. */
static void xlsx_add_t(struct buffer *out, const char *text)
{
    static const char blanks[] = " \t\r\n";
    size_t length = strlen(text);
    bool keep = length > 0 && (strchr(blanks, text[0]) != NULL || strchr(blanks, text[length - 1]) != NULL);
    buffer_add_text(out, keep ? " xml:space=\"preserve\">" : ">");
    xml_add_text(out, text, TEXT_AT_MOST);
    buffer_add_text(out, "</t>");
}

/* `opening` is a CELL_OF. */
static void xlsx_add_text(struct buffer *out, const char *text, const char *opening)
{
    buffer_add_text(out, opening);
    xlsx_add_t(out, text);
    buffer_add_text(out, "</is></c>");
}

static void xlsx_add_headings(struct xlsx *xlsx)
{
    xlsx_start_row(xlsx);
    for (size_t i = 0; i < xlsx->sheet->columns; i++) {
        xlsx_add_text(&xlsx->xml, xlsx->columns[i].heading, CELL_OF(WORKBOOK_HEADING));
    }
    xlsx_finish_row(xlsx);
}

static void xlsx_open_sheet(struct xlsx *xlsx, size_t count)
{
    const char *name = xlsx->part == 1 ? xlsx->name : arena_printf(xlsx->arena, "%s %u", xlsx->name, xlsx->part);
    xlsx->sheet = workbook_add_sheet(&xlsx->workbook, xlsx->zip, name, count);
    if (xlsx->sheet == NULL) {
        xlsx->failure = "too many sheets";
        return;
    }
    xlsx->characters = 0;
    xlsx_add(xlsx, WORKBOOK_XML "<worksheet xmlns=\"" WORKBOOK_MAIN "\"><sheetViews><sheetView workbookViewId=\"0\">"
                   "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                   "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><cols>");
    for (size_t i = 0; i < count; i++) {
        buffer_add_format(&xlsx->xml, "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" customWidth=\"1\"/>", i + 1, i + 1,
                          xlsx_width(&xlsx->columns[i]));
    }
    xlsx_add(xlsx, "</cols><sheetData>");
    xlsx_add_headings(xlsx);
}

static void xlsx_close_sheet(struct xlsx *xlsx)
{
    if (xlsx->sheet == NULL) {
        return;
    }
    xlsx_add(xlsx, "</sheetData><autoFilter ref=\"A1:");
    workbook_add_last_cell(&xlsx->xml, xlsx->sheet, "");
    xlsx_add(xlsx, "\"/></worksheet>");
    xlsx_flush(xlsx);
    xlsx->sheet = NULL;
}

void xlsx_sheet(struct xlsx *xlsx, const char *name, const struct xlsx_column *columns, size_t count)
{
    assert(!xlsx->row_started && count > 0);
    assert(text_length(name) <= 25 && strpbrk(name, "[]:*?/\\'&<>\"") == NULL);
    if (xlsx_failure(xlsx) != NULL) {
        return;
    }
    xlsx_close_sheet(xlsx);
    xlsx->name = name;
    xlsx->part = 1;
    xlsx->columns = columns;
    xlsx_open_sheet(xlsx, count);
}

static bool xlsx_sheet_is_full(const struct xlsx *xlsx)
{
    return xlsx->sheet->rows >= xlsx->limits.rows ||
           xlsx->characters + xlsx->xml.length >= xlsx->limits.characters;
}

/* Opens the row, where need be in a sheet of its own; false: the file is lost. */
static bool xlsx_reach_row(struct xlsx *xlsx)
{
    if (xlsx_failure(xlsx) != NULL) {
        return false;
    }
    assert(xlsx->sheet != NULL);
    if (!xlsx->row_started && xlsx_sheet_is_full(xlsx)) {
        size_t count = xlsx->sheet->columns;
        xlsx_close_sheet(xlsx);
        xlsx->part++;
        xlsx_open_sheet(xlsx, count);
    }
    if (xlsx->sheet != NULL && !xlsx->row_started) {
        xlsx_start_row(xlsx);
    }
    return xlsx->sheet != NULL;
}

static bool xlsx_is_number(const char *value)
{
    size_t digits = 0;
    for (const char *at = value; *at != '\0'; at++) {
        digits += *at >= '0' && *at <= '9';
    }
    return digits <= DIGITS_AT_MOST && cell_is_number(value);
}

/* Days as Excel counts them, true from the day after the 29.02.1900 that it believes in. */
static bool xlsx_is_date(const char *value, long *days_out)
{
    static const struct date epoch = {1899, 12, 30};
    static const long first = 61;
    struct date date;
    if (!date_parse_iso(value, &date)) {
        return false;
    }
    *days_out = date_days_between(epoch, date);
    return *days_out >= first;
}

/* A cell whose value is no text; false: it must be one. */
static bool xlsx_add_typed(struct buffer *out, enum cell_type type, const char *value)
{
    long days = 0;
    if (type == CELL_NUMBER && xlsx_is_number(value)) {
        buffer_add_text(out, "<c><v>");
        buffer_add_text(out, value);
    } else if (type == CELL_DATE && xlsx_is_date(value, &days)) {
        buffer_add_text(out, "<c s=\"" WORKBOOK_DATE "\"><v>");
        xlsx_add_count(out, (unsigned long)days);
    } else {
        return false;
    }
    buffer_add_text(out, "</v></c>");
    return true;
}

/* False: the file is lost. */
static bool xlsx_reach_cell(struct xlsx *xlsx)
{
    if (!xlsx_reach_row(xlsx)) {
        return false;
    }
    assert(xlsx->cells < xlsx->sheet->columns);
    xlsx->cells++;
    return true;
}

/* Empty cells are written when another follows. */
static void xlsx_fill_up(struct xlsx *xlsx)
{
    for (; xlsx->empty > 0; xlsx->empty--) {
        xlsx_add(xlsx, "<c/>");
    }
}

void xlsx_cell(struct xlsx *xlsx, enum cell_type type, const char *value)
{
    if (!xlsx_reach_cell(xlsx)) {
        return;
    }
    if (value == NULL || value[0] == '\0') {
        xlsx->empty++;
        return;
    }
    xlsx_fill_up(xlsx);
    if (!xlsx_add_typed(&xlsx->xml, type, value)) {
        xlsx_add_text(&xlsx->xml, value, CELL_OF(WORKBOOK_TEXT));
    }
    if (xlsx->xml.length >= PIECE) {
        xlsx_flush(xlsx);
    }
}

struct cell_ready xlsx_prepare(struct xlsx *xlsx, struct arena *arena, enum cell_type type, const char *value)
{
    struct buffer cell;
    buffer_init(&cell, arena, READY_AT_MOST);
    if (!xlsx_add_typed(&cell, type, value)) {
        buffer_add_text(&cell, "<c s=\"" WORKBOOK_TEXT "\" t=\"s\"><v>");
        xlsx_add_count(&cell, xlsx->workbook.string_count++);
        buffer_add_text(&cell, "</v></c>");
        buffer_add_text(&xlsx->workbook.strings, "<si><t");
        xlsx_add_t(&xlsx->workbook.strings, value);
        buffer_add_text(&xlsx->workbook.strings, "</si>");
    }
    return (struct cell_ready){buffer_text(&cell), cell.length};
}

void xlsx_cell_ready(struct xlsx *xlsx, const struct cell_ready *cell)
{
    if (xlsx_reach_cell(xlsx)) {
        xlsx_fill_up(xlsx);
        buffer_add(&xlsx->xml, cell->bytes, cell->length);
    }
}

void xlsx_end_row(struct xlsx *xlsx)
{
    if (xlsx_reach_row(xlsx)) {
        xlsx_finish_row(xlsx);
    }
}

void xlsx_end(struct xlsx *xlsx)
{
    assert(!xlsx->row_started || xlsx_failure(xlsx) != NULL);
    if (xlsx_failure(xlsx) != NULL) {
        return;
    }
    assert(xlsx->sheet != NULL); /* a workbook without a sheet is none */
    xlsx_close_sheet(xlsx);
    if (xlsx->workbook.strings.overflowed) {
        xlsx->failure = "too many texts";
        return;
    }
    workbook_end(&xlsx->workbook, xlsx->zip, &xlsx->xml);
}

const char *xlsx_failure(const struct xlsx *xlsx)
{
    return xlsx->failure != NULL ? xlsx->failure : zip_failure(xlsx->zip);
}
