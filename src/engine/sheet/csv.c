/* Cells to comma-separated values, with nothing a spreadsheet would run. */
#include "engine/sheet/csv.h"

#include <string.h>

#include "engine/base/date.h"
#include "engine/base/text.h"

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
 * line break in front is guarded by itself: importers have dropped it and run what follows. */
static bool csv_is_dangerous(const char *text)
{
    static const char *const controls[] = {"\t", "\r", "\n", NULL};
    static const char *const blanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u200B", "\u3000", "\uFEFF", NULL};
    static const char *const signs[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", NULL};
    if (csv_prefix(text, controls) > 0) {
        return true;
    }
    for (size_t blank; (blank = csv_prefix(text, blanks)) > 0;) {
        text += blank;
    }
    return csv_prefix(text, signs) > 0;
}

static bool csv_needs_quotes(const char *text)
{
    size_t length = strlen(text);
    bool blank_at_end = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
    return blank_at_end || strpbrk(text, ";,\"\r\n\t") != NULL;
}

static void csv_add_text(struct csv *csv, const char *text)
{
    const char *guard = csv_is_dangerous(text) ? "'" : "";
    if (!csv_needs_quotes(text)) {
        buffer_add_text(csv->out, guard);
        buffer_add_text(csv->out, text);
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

static void csv_add_date(struct csv *csv, struct date date)
{
    char text[DATE_TEXT_SIZE];
    if (csv->profile == CSV_EXCEL) {
        date_format_norwegian(date, text);
    } else {
        date_format_iso(date, text);
    }
    buffer_add_text(csv->out, text);
}

void csv_cell(struct csv *csv, enum cell_type type, const char *value)
{
    struct date date;
    if (csv->row_started) {
        buffer_add_char(csv->out, csv_separator(csv));
    }
    csv->row_started = true;
    if (value == NULL) {
        return;
    }
    if (type == CELL_NUMBER && cell_is_number(value)) {
        csv_add_number(csv, value);
    } else if (type == CELL_DATE && date_parse_iso(value, &date)) {
        csv_add_date(csv, date);
    } else {
        csv_add_text(csv, value);
    }
}

void csv_end_row(struct csv *csv)
{
    buffer_add_text(csv->out, "\r\n");
    csv->row_started = false;
}
