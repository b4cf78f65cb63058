/* CSV that others wrote: rows, what is wrong with a line, and that nothing is lost between our writer and our reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/sheet/csv.h"
#include "engine/sheet/csv_read.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(16000000);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* Every row as "line:cell|cell" or "line!flaw", one after the other. */
static const char *read_all(const char *bytes, size_t length)
{
    FILE *in = length > 0 ? fmemopen((void *)bytes, length, "r") : fopen("/dev/null", "r");
    struct csv_reader *reader = csv_reader_new(arena, in);
    struct buffer out;
    struct csv_row row;

    buffer_init(&out, arena, 1000000);
    while (csv_reader_next(reader, arena, &row)) {
        buffer_add_format(&out, "%s%lu", out.length > 0 ? " " : "", row.line);
        if (row.flaw != CSV_WHOLE)
            buffer_add_format(&out, "!%d", row.flaw);
        for (size_t i = 0; row.flaw == CSV_WHOLE && i < row.count; i++)
            buffer_add_format(&out, "%c%s", i == 0 ? ':' : '|', row.cells[i]);
    }
    assert_false(csv_reader_failed(reader));
    fclose(in);
    return buffer_text(&out);
}

static const struct {
    const char *bytes, *rows;
} files[] = {
    {"", ""},
    {"\xEF\xBB\xBF", ""},
    {"a;b\r\n1;2\r\n", "1:a|b 2:1|2"},
    {"a,b\n1,2", "1:a|b 2:1|2"},
    {"a;b\r1;2\r", "1:a|b 2:1|2"},
    {"\xEF\xBB\xBF" "a;b\n1,5;2\n", "1:a|b 2:1,5|2"},
    {"a,b\n1;5,2\n", "1:a|b 2:1;5|2"},
    {"a;b\n\n\r\n   \n1;2\n", "1:a|b 5:1|2"},
    {"a;b\n;\n", "1:a|b 2:|"},
    {"a;b\n \"x;y\" ; \"sa \"\"hei\"\"\" \n", "1:a|b 2:x;y|sa \"hei\""},
    {"a;b\n\" kant \";  kant  \n", "1:a|b 2: kant |kant"},
    {"a;b\n'=1+1;'-5\n'tHooft;'\n", "1:a|b 2:=1+1|-5 3:'tHooft|'"},
    {"a;b\n\"'=1;2\";''@x\n", "1:a|b 2:=1;2|'@x"},
    /* What is wrong with one line is no other line's fault. */
    {"a;b\n\"1;2\n3;4\n", "1:a|b 2!1 3:3|4"},
    {"a;b\n1;\"x\r\ny\";2\n3;4\n", "1:a|b 2!1 3!2 4:3|4"},
    {"a;b\n1;\"x\"y\nz\"w;1\n3;4\n", "1:a|b 2!2 3!2 4:3|4"},
    {"a;b\n1;\xC3\n\xFF;\xED\xA0\x80\n3;4\n", "1:a|b 2!5 3!5 4:3|4"},
    {"a;b\n1;\x01\n1;\xE2\x80\xAE\n", "1:a|b 2!5 3!5"},
    {"a;b\n1;2;3\n4\n", "1:a|b 2:1|2|3 3:4"},
    {"\"", "1!1"},
    {"\"\"", "1:"},
};

static void rows_are_read_and_flaws_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_string_equal(read_all(files[i].bytes, strlen(files[i].bytes)), files[i].rows);
    assert_string_equal(read_all("a;b\n1;\0x\n3;4\n", 13), "1:a|b 2!5 3:3|4");
}

static void long_lines_and_many_cells_are_flaws(void **state)
{
    size_t size = CSV_LINE_MOST + 200000;
    char *bytes = arena_bytes(arena, size + 8);

    (void)state;
    memset(bytes, 'x', size);
    memcpy(bytes, "a;b\n", 4);
    memcpy(bytes + size, "\n1;2\n", 6);
    assert_string_equal(read_all(bytes, size + 5), "1:a|b 2!3 3:1|2");
    memset(bytes + 4, ';', CSV_CELLS_MOST);
    memcpy(bytes + 4 + CSV_CELLS_MOST, "\n1;2\n", 6);
    assert_string_equal(read_all(bytes, 4 + CSV_CELLS_MOST + 5), "1:a|b 2!4 3:1|2");
}

static void what_we_write_is_read_back(void **state)
{
    static const char *const texts[] = {"", "Ada", "=1+1", "'=1+1", "''=1", "'tHooft", "'", " kant ", "a;b,c", "sa \"hei\"",
                                        "+47", "\uFF1D1", "'\u00A0@x", "-", "\u200B=1", "Åse «Ø»", "'' '-"};

    (void)state;
    for (int profile = CSV_EXCEL; profile <= CSV_PLAIN; profile++) {
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            struct buffer out;
            struct csv csv;

            buffer_init(&out, arena, 1000);
            csv_begin(&csv, &out, profile);
            csv_cell(&csv, CELL_TEXT, "h");
            csv_cell(&csv, CELL_TEXT, "i");
            csv_end_row(&csv);
            csv_cell(&csv, CELL_TEXT, texts[i]);
            csv_cell(&csv, CELL_TEXT, "z");
            csv_end_row(&csv);
            assert_string_equal(read_all(out.bytes, out.length), arena_printf(arena, "1:h|i 2:%s|z", texts[i]));
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_read_and_flaws_told, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(long_lines_and_many_cells_are_flaws, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_we_write_is_read_back, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
