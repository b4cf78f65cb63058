/* Lines are found here, cells by libcsv: it is given one line at a time, and begins anew with the next whatever the
 * last one held. */
#include "engine/sheet/csv_read.h"

#include <assert.h>
#include <csv.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/sheet/csv.h"

enum { READ_AT_ONCE = 64 * 1024 };

static const char byte_order_mark[] = "\uFEFF";

struct csv_reader {
    FILE *in;
    struct csv_parser parser;
    char bytes[READ_AT_ONCE];
    size_t at, end;
    bool after_return; /* the last line ended by CR: an LF that follows belongs to it */
    unsigned long line;
    char text[CSV_LINE_MOST]; /* of the line that is read, without its end */
    size_t length;
    bool is_long;
};

struct taking {
    struct arena *arena;
    struct csv_row *row;
};

static void release(void *thing)
{
    csv_free(thing);
}

static bool fill(struct csv_reader *reader)
{
    if (reader->at == reader->end) {
        reader->at = 0;
        reader->end = fread(reader->bytes, 1, sizeof reader->bytes, reader->in);
    }
    return reader->at < reader->end;
}

static void pass_mark(struct csv_reader *reader)
{
    size_t length = strlen(byte_order_mark);

    if (reader->end >= length && memcmp(reader->bytes, byte_order_mark, length) == 0)
        reader->at = length;
}

static unsigned char find_separator(const struct csv_reader *reader)
{
    for (size_t i = reader->at; i < reader->end && !strchr("\r\n", reader->bytes[i]); i++)
        if (reader->bytes[i] == ';')
            return ';';
    return ',';
}

struct csv_reader *csv_reader_new(struct arena *arena, FILE *in)
{
    struct csv_reader *reader = arena_alloc(arena, sizeof *reader);

    reader->in = in;
    csv_init(&reader->parser, CSV_STRICT);
    arena_on_reset(arena, release, &reader->parser);
    if (fill(reader))
        pass_mark(reader);
    csv_set_delim(&reader->parser, find_separator(reader));
    return reader;
}

static void keep(struct csv_reader *reader, const char *bytes, size_t length)
{
    reader->is_long = reader->is_long || length > sizeof reader->text - reader->length;
    if (reader->is_long)
        return;
    memcpy(reader->text + reader->length, bytes, length);
    reader->length += length;
}

/* How many bytes there are before the first end of a line. */
static size_t until_end(const char *bytes, size_t length)
{
    size_t i = 0;

    while (i < length && bytes[i] != '\n' && bytes[i] != '\r')
        i++;
    return i;
}

static void begin_line(struct csv_reader *reader)
{
    if (reader->after_return && fill(reader) && reader->bytes[reader->at] == '\n')
        reader->at++;
    reader->after_return = false;
    reader->length = 0;
    reader->is_long = false;
}

static bool read_line(struct csv_reader *reader)
{
    begin_line(reader);
    if (!fill(reader))
        return false;
    reader->line++;
    while (fill(reader)) {
        size_t held = reader->end - reader->at, length = until_end(reader->bytes + reader->at, held);

        keep(reader, reader->bytes + reader->at, length);
        reader->at += length;
        if (length < held) {
            reader->after_return = reader->bytes[reader->at++] == '\r';
            return true;
        }
    }
    return true;
}

static void take_cell(void *bytes, size_t length, void *context)
{
    struct taking *taking = context;
    struct csv_row *row = taking->row;

    if (row->count == CSV_CELLS_MOST)
        row->flaw = CSV_CELLS_MANY;
    else
        row->cells[row->count++] = csv_unguard(arena_copy_n(taking->arena, length > 0 ? bytes : "", length));
}

static void take_row(int ended_by, void *context)
{
    (void)ended_by;
    (void)context;
}

/* false: nothing but blanks. */
static bool split(struct csv_reader *reader, struct arena *arena, struct csv_row *row)
{
    struct taking taking = {arena, row};

    if (!text_is_clean(reader->text, reader->length))
        row->flaw = CSV_BYTES_BAD;
    else if (csv_parse(&reader->parser, reader->text, reader->length, take_cell, take_row, &taking) < reader->length)
        row->flaw = CSV_QUOTE_STRAY;
    else if (csv_parse(&reader->parser, "\n", 1, take_cell, take_row, &taking) < 1)
        row->flaw = CSV_QUOTE_STRAY;
    else if (reader->parser.entry_pos > 0)
        row->flaw = CSV_QUOTE_OPEN; /* the end of the line went into the text */
    csv_fini(&reader->parser, NULL, NULL, NULL);
    return row->count > 0 || row->flaw != CSV_WHOLE;
}

bool csv_reader_next(struct csv_reader *reader, struct arena *row_arena, struct csv_row *row_out)
{
    while (read_line(reader)) {
        row_out->line = reader->line;
        row_out->flaw = reader->is_long ? CSV_LINE_LONG : CSV_WHOLE;
        row_out->count = 0;
        if (reader->is_long || split(reader, row_arena, row_out))
            return true;
    }
    return false;
}

bool csv_reader_failed(const struct csv_reader *reader)
{
    return ferror(reader->in) != 0;
}

const char *csv_flaw_text(enum csv_flaw flaw)
{
    static const char *const texts[CSV_FLAWS] = {
        [CSV_QUOTE_OPEN] = "a quoted text does not end on its line",
        [CSV_QUOTE_STRAY] = "a quotation mark stands inside a text; write it twice, and quotes around the text",
        [CSV_LINE_LONG] = "the line is longer than 16 KiB",
        [CSV_CELLS_MANY] = "the line has more than 64 cells",
        [CSV_BYTES_BAD] = "the line is not UTF-8 text, or holds control characters",
    };

    assert(flaw > CSV_WHOLE && flaw < CSV_FLAWS);
    return texts[flaw];
}
