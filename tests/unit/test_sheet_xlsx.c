/* Workbooks, read back cell by cell with a reader that is not ours (requirements D2, D4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <unistd.h>

#include "engine/sheet/table.h"

enum { MEMORY = 64 * 1024 * 1024, FILE_AT_MOST = 8 * 1024 * 1024, READ_AT_MOST = 4 * 1024 * 1024 };

static struct arena *arena;
static struct buffer out;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(MEMORY);
    buffer_init(&out, arena, FILE_AT_MOST);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static const struct xlsx_column one[] = {{"verdi", CELL_TEXT}};

/* What tests/xlsx_read.py says of the file; it must be content with it. */
static char *read_back(void)
{
    char path[] = "/tmp/xlsx-test.XXXXXX";
    const char *source = getenv("srcdir");
    char *text = arena_alloc(arena, READ_AT_MOST);
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, out.bytes, out.length), (ssize_t)out.length);
    close(file);
    FILE *reader = popen(arena_printf(arena, "%s/tests/xlsx_read.py %s", source ? source : ".", path), "r");
    assert_non_null(reader);
    size_t length = fread(text, 1, READ_AT_MOST - 1, reader);
    assert_int_equal(pclose(reader), 0);
    unlink(path);
    text[length] = '\0';
    return text;
}

static char *one_cell(enum cell_type type, const char *value)
{
    struct xlsx *xlsx;
    buffer_clear(&out);
    xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){0});
    xlsx_sheet(xlsx, "Ark", one, 1);
    xlsx_cell(xlsx, type, value);
    xlsx_end_row(xlsx);
    xlsx_end(xlsx);
    assert_null(xlsx_failure(xlsx));
    return read_back();
}

/* Every cell in a row of its own, so that the reader is started once. */
static const struct {
    enum cell_type type;
    const char *value, *read; /* as JSON */
} cells[] = {
    {CELL_TEXT, NULL, "null"},
    {CELL_TEXT, "", "null"},
    {CELL_TEXT, "Grünerløkka", "\"s:Grünerløkka\""},
    {CELL_TEXT, "Kárášjohka – Ŋ Đ Ž", "\"s:Kárášjohka – Ŋ Đ Ž\""},
    {CELL_TEXT, "👩🏽‍🎓 ok", "\"s:👩🏽‍🎓 ok\""},
    {CELL_TEXT, "01810799842", "\"s:01810799842\""},
    {CELL_TEXT, "12", "\"s:12\""},
    {CELL_TEXT, "2025-08-01", "\"s:2025-08-01\""},
    {CELL_TEXT, "TRUE", "\"s:TRUE\""},
    {CELL_TEXT, "#N/A", "\"s:#N/A\""},
    {CELL_TEXT, "sa \"hei\"; a, b", "\"s:sa \\\"hei\\\"; a, b\""},
    {CELL_TEXT, "<b>&amp;</b>]]>", "\"s:<b>&amp;</b>]]>\""},
    {CELL_TEXT, "</t></is></c><c><f>1+1</f></c>", "\"s:</t></is></c><c><f>1+1</f></c>\""},
    {CELL_TEXT, "linje 1\nlinje 2", "\"s:linje 1\\nlinje 2\""},
    {CELL_TEXT, "linje 1\r\nlinje 2", "\"s:linje 1\\r\\nlinje 2\""},
    {CELL_TEXT, "  kant  ", "\"s:  kant  \""},
    {CELL_TEXT, " ", "\"s: \""},
    {CELL_TEXT, "=1+1", "\"s:=1+1\""},
    {CELL_TEXT, "+47 22", "\"s:+47 22\""},
    {CELL_TEXT, "-5", "\"s:-5\""},
    {CELL_TEXT, "@SUM(A1)", "\"s:@SUM(A1)\""},
    {CELL_TEXT, "\t=1", "\"s:\\t=1\""},
    {CELL_TEXT, "\r=1", "\"s:\\r=1\""},
    {CELL_TEXT, "\n=1", "\"s:\\n=1\""},
    {CELL_TEXT, "＝1+1", "\"s:＝1+1\""},
    {CELL_TEXT, "=HYPERLINK(\"x\";\"y\")", "\"s:=HYPERLINK(\\\"x\\\";\\\"y\\\")\""},
    {CELL_TEXT, "'=1", "\"s:'=1\""},
    {CELL_TEXT, "_x003D_1+1", "\"s:_x003D_1+1\""},
    {CELL_TEXT, "a_x_b_xyz_", "\"s:a_x_b_xyz_\""},
    {CELL_TEXT, "a\x01" "b\x1F" "c", "\"s:a�b�c\""},
    {CELL_TEXT, "\x08\x0B\x0C", "\"s:���\""},
    {CELL_TEXT, "a\xFF" "b", "\"s:a�b\""},
    {CELL_TEXT, "a\xC3", "\"s:a�\""},
    {CELL_TEXT, "a\xE2\x82", "\"s:a��\""},
    {CELL_TEXT, "\xC0\xBC", "\"s:��\""},         /* "<" in too many bytes */
    {CELL_TEXT, "\xED\xA0\x80", "\"s:���\""},   /* half a pair */
    {CELL_TEXT, "\xF4\x90\x80\x80", "\"s:����\""}, /* beyond the last */
    {CELL_TEXT, "\uFFFE\uFFFF", "\"s:��\""},
    {CELL_NUMBER, "12", "\"n:12\""},
    {CELL_NUMBER, "-12.5", "\"n:-12.5\""},
    {CELL_NUMBER, "0", "\"n:0\""},
    {CELL_NUMBER, "123456789012345", "\"n:123456789012345\""},
    {CELL_NUMBER, "1234567890123456", "\"s:1234567890123456\""},
    {CELL_NUMBER, NULL, "null"},
    {CELL_NUMBER, "-", "\"s:-\""},
    {CELL_NUMBER, "1e5", "\"s:1e5\""},
    {CELL_NUMBER, "=1", "\"s:=1\""},
    {CELL_NUMBER, "1</v><f>1</f>", "\"s:1</v><f>1</f>\""},
    {CELL_DATE, "2025-08-01", "\"d:2025-08-01\""},
    {CELL_DATE, "2024-02-29", "\"d:2024-02-29\""},
    {CELL_DATE, "1900-03-01", "\"d:1900-03-01\""},
    {CELL_DATE, "1900-02-28", "\"s:1900-02-28\""},
    {CELL_DATE, "2199-12-31", "\"d:2199-12-31\""},
    {CELL_DATE, "2025-02-30", "\"s:2025-02-30\""},
    {CELL_DATE, NULL, "null"},
    {CELL_DATE, "=A1", "\"s:=A1\""},
};
enum { CELLS = sizeof cells / sizeof cells[0] };

static void cells_are_read_as_what_they_are(void **state)
{
    struct buffer expected;
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){0});
    (void)state;
    buffer_init(&expected, arena, READ_AT_MOST);
    buffer_add_format(&expected, "{\"sheet\": \"Ark\", \"frozen\": \"A2\", \"filter\": \"A1:B%d\", \"widths\": [16, 40]}\n"
                                 "[\"bs:verdi\", \"bs:en overskrift som er altfor lang til å få hele sin plass\"]\n",
                      CELLS + 1);
    const struct xlsx_column columns[] = {
        {"verdi", CELL_TEXT}, {"en overskrift som er altfor lang til å få hele sin plass", CELL_NUMBER}};
    xlsx_sheet(xlsx, "Ark", columns, 2);
    for (int i = 0; i < CELLS; i++) {
        xlsx_cell(xlsx, cells[i].type, cells[i].value);
        xlsx_cell(xlsx, CELL_NUMBER, arena_printf(arena, "%d", i));
        xlsx_end_row(xlsx);
        buffer_add_format(&expected, "[%s, \"n:%d\"]\n", cells[i].read, i);
    }
    xlsx_end(xlsx);
    assert_null(xlsx_failure(xlsx));
    assert_string_equal(read_back(), buffer_text(&expected));
}

static void empty_cells_keep_the_others_in_their_columns(void **state)
{
    static const struct xlsx_column columns[] = {{"a", CELL_TEXT}, {"b", CELL_NUMBER}, {"c", CELL_DATE}, {"d", CELL_TEXT}};
    static const char *const rows[][4] = {
        {NULL, NULL, "2025-01-02", NULL}, {NULL, NULL, NULL, NULL}, {"x", NULL, NULL, "y"}, {NULL, "1", NULL, NULL}};
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){0});
    (void)state;
    xlsx_sheet(xlsx, "Ark", columns, 4);
    for (size_t row = 0; row < 4; row++) {
        for (size_t i = 0; i < 4; i++) {
            xlsx_cell(xlsx, columns[i].type, rows[row][i]);
        }
        xlsx_end_row(xlsx);
    }
    xlsx_end(xlsx);
    assert_string_equal(read_back(), "{\"sheet\": \"Ark\", \"frozen\": \"A2\", \"filter\": \"A1:D5\", \"widths\": [16, 11, 11, 16]}\n"
                                     "[\"bs:a\", \"bs:b\", \"bs:c\", \"bs:d\"]\n"
                                     "[null, null, \"d:2025-01-02\", null]\n[null, null, null, null]\n"
                                     "[\"s:x\", null, null, \"s:y\"]\n[null, \"n:1\", null, null]\n");
}

/* Spreadsheets count UTF-16: the emoji are two each, and none is cut in half. */
static void a_long_text_ends_where_a_cell_is_full(void **state)
{
    enum { FULL = 32767 };
    char *text = arena_alloc(arena, FULL * 2 + 2);
    (void)state;
    memset(text, '&', FULL + 1);
    char *found = strstr(one_cell(CELL_TEXT, text), "[\"s:");
    assert_non_null(found);
    assert_int_equal(strspn(found + 4, "&"), FULL);

    buffer_init(&out, arena, FILE_AT_MOST);
    memcpy(text + FULL - 1, "😀x", sizeof "😀x");
    found = strstr(one_cell(CELL_TEXT, text), "[\"s:");
    assert_non_null(found);
    assert_int_equal(strspn(found + 4, "&"), FULL - 1);
    assert_string_equal(found + 4 + FULL - 1, "\"]\n");
}

static void rows_go_on_in_another_sheet(void **state)
{
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){.rows = 3});
    (void)state;
    xlsx_sheet(xlsx, "Ark", one, 1);
    for (int i = 1; i <= 5; i++) {
        xlsx_cell(xlsx, CELL_NUMBER, arena_printf(arena, "%d", i));
        xlsx_end_row(xlsx);
    }
    xlsx_sheet(xlsx, "Kodebok", one, 1);
    xlsx_end(xlsx);
    assert_string_equal(read_back(),
                        "{\"sheet\": \"Ark\", \"frozen\": \"A2\", \"filter\": \"A1:A3\", \"widths\": [16]}\n"
                        "[\"bs:verdi\"]\n[\"n:1\"]\n[\"n:2\"]\n"
                        "{\"sheet\": \"Ark 2\", \"frozen\": \"A2\", \"filter\": \"A1:A3\", \"widths\": [16]}\n"
                        "[\"bs:verdi\"]\n[\"n:3\"]\n[\"n:4\"]\n"
                        "{\"sheet\": \"Ark 3\", \"frozen\": \"A2\", \"filter\": \"A1:A2\", \"widths\": [16]}\n"
                        "[\"bs:verdi\"]\n[\"n:5\"]\n"
                        "{\"sheet\": \"Kodebok\", \"frozen\": \"A2\", \"filter\": \"A1:A1\", \"widths\": [16]}\n"
                        "[\"bs:verdi\"]\n");
}

static void a_sheet_ends_before_it_has_too_many_characters(void **state)
{
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){.characters = 100000});
    (void)state;
    xlsx_sheet(xlsx, "Ark", one, 1);
    for (int i = 0; i < 3000; i++) {
        xlsx_cell(xlsx, CELL_TEXT, "ni tegn..");
        xlsx_end_row(xlsx);
    }
    xlsx_end(xlsx);
    const char *read = read_back();
    size_t rows = 0;
    for (const char *at = read; (at = strstr(at, "[\"s:ni tegn..\"]")) != NULL; at++) {
        rows++;
    }
    assert_int_equal(rows, 3000);
    assert_non_null(strstr(read, "\"Ark 2\""));
}

/* A million rows and some: what lies ready is taken between rows, and memory does not grow. */
static void more_rows_than_a_sheet_holds_need_no_more_memory(void **state)
{
    enum { ROWS = 1048576, PIECE = 64 * 1024 };
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){0});
    size_t early = 0;
    (void)state;
    xlsx_sheet(xlsx, "Ark", one, 1);
    for (int i = 0; i < ROWS; i++) {
        xlsx_cell(xlsx, CELL_NUMBER, "1");
        xlsx_end_row(xlsx);
        if (out.length > PIECE) {
            buffer_clear(&out);
        }
        if (i == ROWS / 10) {
            early = arena_used(arena);
        }
    }
    assert_int_equal(arena_used(arena) - early, 5 + 1); /* the name "Ark 2" */
    buffer_clear(&out);
    xlsx_end(xlsx);
    assert_null(xlsx_failure(xlsx));
    assert_non_null(memmem(out.bytes, out.length, "xl/worksheets/sheet02.xml", 25));
    assert_null(memmem(out.bytes, out.length, "xl/worksheets/sheet03.xml", 25));
}

/* The reader went away: what was begun is given back with the arena (the sanitizers count). */
static void a_file_broken_off_leaves_nothing(void **state)
{
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){0});
    (void)state;
    xlsx_sheet(xlsx, "Ark", one, 1);
    for (int i = 0; i < 10000; i++) {
        xlsx_cell(xlsx, CELL_TEXT, "tekst");
        xlsx_end_row(xlsx);
    }
    xlsx_cell(xlsx, CELL_TEXT, "midt i en rad");
    size_t length = out.length;
    arena_reset(arena);
    assert_true(length > 0);
}

static void a_file_that_cannot_become_whole_says_so(void **state)
{
    struct xlsx *xlsx;
    (void)state;
    buffer_init(&out, arena, 100);
    xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){0});
    xlsx_sheet(xlsx, "Ark", one, 1);
    xlsx_cell(xlsx, CELL_TEXT, "tekst");
    xlsx_end_row(xlsx);
    xlsx_end(xlsx);
    assert_non_null(xlsx_failure(xlsx));

    buffer_init(&out, arena, FILE_AT_MOST);
    xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){.rows = 2});
    xlsx_sheet(xlsx, "Ark", one, 1);
    for (int i = 0; i < 65; i++) {
        xlsx_cell(xlsx, CELL_TEXT, "ett ark til hver");
        xlsx_end_row(xlsx);
    }
    xlsx_end(xlsx);
    assert_string_equal(xlsx_failure(xlsx), "too many sheets");
}

/* Texts stand once in the workbook; numbers and dates in their cells. Cells left out before one are there. */
static void a_cell_made_ready_is_the_same_cell(void **state)
{
    static const struct xlsx_column columns[] = {{"a", CELL_TEXT}, {"b", CELL_TEXT}, {"c", CELL_DATE}, {"d", CELL_NUMBER}};
    struct xlsx *xlsx = xlsx_begin(arena, &out, (struct xlsx_limits){.rows = 4});
    (void)state;
    struct cell_ready formula = xlsx_prepare(xlsx, arena, CELL_TEXT, "=1+1");
    struct cell_ready text = xlsx_prepare(xlsx, arena, CELL_TEXT, " <Å> & \"b\"\n");
    struct cell_ready date = xlsx_prepare(xlsx, arena, CELL_DATE, "2024-02-29");
    struct cell_ready number = xlsx_prepare(xlsx, arena, CELL_NUMBER, "-12.5");
    xlsx_sheet(xlsx, "Ark", columns, 4);
    for (int i = 0; i < 5; i++) {
        xlsx_cell_ready(xlsx, &formula);
        xlsx_cell_ready(xlsx, &text);
        xlsx_cell_ready(xlsx, &date);
        xlsx_cell_ready(xlsx, &number);
        xlsx_end_row(xlsx);
    }
    xlsx_cell(xlsx, CELL_TEXT, NULL);
    xlsx_cell(xlsx, CELL_TEXT, NULL);
    xlsx_cell(xlsx, CELL_TEXT, "her");
    xlsx_cell_ready(xlsx, &text);
    xlsx_end_row(xlsx);
    xlsx_end(xlsx);
    const char *read = read_back();
    size_t rows = 0;
    for (const char *at = read; (at = strstr(at, "[\"s:=1+1\", \"s: <\u00C5> & \\\"b\\\"\\n\", \"d:2024-02-29\", "
                                                 "\"n:-12.5\"]\n")) != NULL; at++) {
        rows++;
    }
    assert_int_equal(rows, 5);
    assert_non_null(strstr(read, "\n[null, null, \"s:her\", \"s: <"));
    assert_non_null(strstr(read, "\"Ark 2\""));
}

static void a_table_is_the_same_in_both_kinds_of_file(void **state)
{
    static const struct xlsx_column columns[] = {{"navn", CELL_TEXT}, {"start", CELL_DATE}};
    (void)state;
    for (enum table_format format = TABLE_CSV; format <= TABLE_XLSX; format++) {
        struct table table;
        buffer_clear(&out);
        table_begin(&table, format, CSV_EXCEL, arena, &out);
        table_sheet(&table, "Ark", columns, 2);
        table_cell(&table, CELL_TEXT, "=1");
        table_cell(&table, CELL_DATE, "2025-08-01");
        table_end_row(&table);
        table_end(&table);
        assert_null(table_failure(&table));
        if (format == TABLE_CSV) {
            assert_string_equal(buffer_text(&out), "\xEF\xBB\xBFnavn;start\r\n'=1;01.08.2025\r\n");
            assert_false(table_has_more_sheets(&table));
        } else {
            assert_non_null(strstr(read_back(), "\n[\"bs:navn\", \"bs:start\"]\n[\"s:=1\", \"d:2025-08-01\"]\n"));
            assert_true(table_has_more_sheets(&table));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_are_read_as_what_they_are, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(empty_cells_keep_the_others_in_their_columns, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_long_text_ends_where_a_cell_is_full, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(rows_go_on_in_another_sheet, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_sheet_ends_before_it_has_too_many_characters, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(more_rows_than_a_sheet_holds_need_no_more_memory, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_file_broken_off_leaves_nothing, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_become_whole_says_so, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_cell_made_ready_is_the_same_cell, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_table_is_the_same_in_both_kinds_of_file, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
