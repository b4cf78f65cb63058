/* Cells to comma-separated values, with nothing a spreadsheet would run. */
#include "engine/sheet/csv.h"

#include <assert.h>
#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "engine/base/date.h"
#include "engine/base/text.h"

enum { CSV_READY_AT_MOST = 64 * 1024 };

void csv_begin(struct csv *csv, struct buffer *out, enum csv_profile profile)
{
    *csv = (struct csv){.out = out, .profile = profile};
    if (profile == CSV_EXCEL) {
        buffer_add_text(out, "\uFEFF");
    }
}

static char csv_separator(const struct csv *csv)
{
    return csv->profile == CSV_EXCEL ? ';' : ',';
}

/* The first of the prefixes `text` begins with, as its length; 0 for none. */
static size_t csv_prefix(const char *text, const char *const *prefixes)
{
    for (; *prefixes != NULL; prefixes++) {
        if (text_starts_with(text, *prefixes)) {
            return strlen(*prefixes);
        }
    }
    return 0;
}

/* Spreadsheets read past blanks, and some take the full-width signs for the plain ones. A tab or
 * line break in front is guarded by itself: importers have dropped it and run what follows. Apostrophes in front
 * change nothing, so that one more can be taken off again. */
static bool csv_is_dangerous(const char *text)
{
    static const char *const controls[] = {"\t", "\r", "\n", NULL};
    static const char *const blanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u200B", "\u3000", "\uFEFF", NULL};
    static const char *const signs[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", NULL};
    text += strspn(text, "'");
    if (csv_prefix(text, controls) > 0) {
        return true;
    }
    for (size_t blank; (blank = csv_prefix(text, blanks)) > 0;) {
        text += blank;
    }
    return csv_prefix(text, signs) > 0;
}

/* Quotes are needed around a text that begins or ends with a blank, and around these. */
static bool csv_breaks(unsigned char byte)
{
    static const bool breaks[UCHAR_MAX + 1] = {[';'] = true,  [','] = true,  ['"'] = true,
                                               ['\r'] = true, ['\n'] = true, ['\t'] = true};
    return breaks[byte];
}

static bool csv_needs_quotes(const char *text, size_t length)
{
    if (length > 0 && (text[0] == ' ' || text[length - 1] == ' ')) {
        return true;
    }
    for (size_t i = 0; i < length; i++) {
        if (csv_breaks((unsigned char)text[i])) {
            return true;
        }
    }
    return false;
}

/* Nothing dangerous begins so: most texts are done with here. */
static bool csv_begins_safely(const char *text)
{
    return isalnum((unsigned char)text[0]) || (unsigned char)text[0] == 0xC3; /* Latin-1's letters */
}

static void csv_add_text(struct csv *csv, const char *text)
{
    const char *guard = !csv_begins_safely(text) && csv_is_dangerous(text) ? "'" : "";
    size_t length = strlen(text);
    if (!csv_needs_quotes(text, length)) {
        buffer_add_text(csv->out, guard);
        buffer_add(csv->out, text, length);
        return;
    }
    buffer_add_char(csv->out, '"');
    buffer_add_text(csv->out, guard);
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        buffer_add(csv->out, text, (size_t)(quote - text));
        buffer_add_text(csv->out, "\"\"");
    }
    buffer_add_text(csv->out, text);
    buffer_add_char(csv->out, '"');
}

static void csv_add_number(struct csv *csv, const char *number)
{
    size_t whole = strcspn(number, ".");
    buffer_add(csv->out, number, whole);
    if (number[whole] == '.') {
        buffer_add_text(csv->out, csv->profile == CSV_EXCEL ? "," : ".");
        buffer_add_text(csv->out, number + whole + 1);
    }
}

/* From yyyy-mm-dd, which it is known to be. */
static void csv_add_date(struct csv *csv, const char *iso)
{
    enum { YEAR = 4, MONTH_AT = 5, DAY_AT = 8, LENGTH = 10 };
    if (csv->profile != CSV_EXCEL) {
        buffer_add(csv->out, iso, LENGTH);
        return;
    }
    const char text[LENGTH] = {iso[DAY_AT], iso[DAY_AT + 1], '.',    iso[MONTH_AT], iso[MONTH_AT + 1],
                               '.',         iso[0],          iso[1], iso[2],        iso[YEAR - 1]};
    buffer_add(csv->out, text, LENGTH);
}

static void csv_add_value(struct csv *csv, enum cell_type type, const char *value)
{
    struct date date;
    if (type == CELL_NUMBER && cell_is_number(value)) {
        csv_add_number(csv, value);
    } else if (type == CELL_DATE && date_parse_iso(value, &date)) {
        csv_add_date(csv, value);
    } else {
        csv_add_text(csv, value);
    }
}

static void csv_separate(struct csv *csv)
{
    if (csv->row_started) {
        buffer_add_char(csv->out, csv_separator(csv));
    }
    csv->row_started = true;
}

void csv_cell(struct csv *csv, enum cell_type type, const char *value)
{
    csv_separate(csv);
    if (value != NULL) {
        csv_add_value(csv, type, value);
    }
}

struct cell_ready csv_prepare(const struct csv *csv, struct arena *arena, enum cell_type type, const char *value)
{
    struct buffer bytes;
    buffer_init(&bytes, arena, CSV_READY_AT_MOST);
    struct csv alone = {.out = &bytes, .profile = csv->profile};
    csv_add_value(&alone, type, value);
    assert(!bytes.overflowed);
    return (struct cell_ready){buffer_text(&bytes), bytes.length};
}

void csv_cell_ready(struct csv *csv, const struct cell_ready *cell)
{
    csv_separate(csv);
    buffer_add(csv->out, cell->bytes, cell->length);
}

void csv_end_row(struct csv *csv)
{
    buffer_add_text(csv->out, "\r\n");
    csv->row_started = false;
}

const char *csv_unguard(const char *text)
{
    return text[0] == '\'' && csv_is_dangerous(text) ? text + 1 : text;
}

static char csv_line_letter(char letter)
{
    if (letter == ';') {
        return ',';
    }
    if (letter == '"') {
        return '\'';
    }
    return (char)((unsigned char)letter < ' ' ? ' ' : letter);
}

void csv_line(struct csv *csv, const char *text)
{
    assert(csv->profile == CSV_EXCEL && !csv->row_started);
    if (csv_is_dangerous(text)) {
        buffer_add_char(csv->out, '\'');
    }
    for (; *text != '\0'; text++) {
        buffer_add_char(csv->out, csv_line_letter(*text));
    }
    csv_end_row(csv);
}
