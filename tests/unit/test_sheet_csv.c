/* CSV cells in both profiles: separators, quotes, types, and nothing that runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/sheet/csv.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(1000000);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static const char *one_cell(enum csv_profile profile, enum cell_type type, const char *value)
{
    struct buffer *out = arena_alloc(arena, sizeof *out);
    struct csv csv;
    buffer_init(out, arena, 10000);
    csv_begin(&csv, out, profile);
    buffer_clear(out);
    csv_cell(&csv, type, value);
    return buffer_text(out);
}

static const struct {
    const char *value, *written;
} texts[] = {
    {NULL, ""},
    {"", ""},
    {"Grünerløkka", "Grünerløkka"},
    {"Kárášjohka – Ŋ Đ Ž", "Kárášjohka – Ŋ Đ Ž"},
    {"👩🏽‍🎓 ok", "👩🏽‍🎓 ok"},
    {"01810799842", "01810799842"},
    {"a;b", "\"a;b\""},
    {"a,b", "\"a,b\""},
    {"sa \"hei\"", "\"sa \"\"hei\"\"\""},
    {"\"", "\"\"\"\""},
    {"linje 1\nlinje 2", "\"linje 1\nlinje 2\""},
    {"linje 1\r\nlinje 2", "\"linje 1\r\nlinje 2\""},
    {" kant ", "\" kant \""},
    {"Anne-Marie", "Anne-Marie"},
    {"a=b", "a=b"},
    {"post@eksempel.no", "post@eksempel.no"},
    {"=1+1", "'=1+1"},
    {"+47 22", "'+47 22"},
    {"-5", "'-5"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"\tx", "\"'\tx\""},
    {"\rx", "\"'\rx\""},
    {"\nx", "\"'\nx\""},
    {"  =1", "\"'  =1\""},
    {"\u00A0=1", "'\u00A0=1"},
    {"\uFEFF=1", "'\uFEFF=1"},
    {"\u3000-1", "'\u3000-1"},
    {"＝1+1", "'＝1+1"},
    {"＋1", "'＋1"},
    {"－1", "'－1"},
    {"＠x", "'＠x"},
    {"=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\""},
    {"'=1", "''=1"},
};

static void texts_are_quoted_and_guarded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_string_equal(one_cell(CSV_EXCEL, CELL_TEXT, texts[i].value), texts[i].written);
        assert_string_equal(one_cell(CSV_PLAIN, CELL_TEXT, texts[i].value), texts[i].written);
    }
}

static const struct {
    enum cell_type type;
    const char *value, *excel, *plain;
} typed[] = {
    {CELL_NUMBER, "12", "12", "12"},
    {CELL_NUMBER, "-12.5", "-12,5", "-12.5"},
    {CELL_NUMBER, "0.25", "0,25", "0.25"},
    {CELL_NUMBER, NULL, "", ""},
    {CELL_NUMBER, "", "", ""},
    {CELL_NUMBER, "-", "'-", "'-"},
    {CELL_NUMBER, "-1+1", "'-1+1", "'-1+1"},
    {CELL_NUMBER, "1.", "1.", "1."},
    {CELL_NUMBER, "=1", "'=1", "'=1"},
    {CELL_DATE, "2025-08-01", "01.08.2025", "2025-08-01"},
    {CELL_DATE, NULL, "", ""},
    {CELL_DATE, "", "", ""},
    {CELL_DATE, "=A1", "'=A1", "'=A1"},
};

static void numbers_and_dates_are_typed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        assert_string_equal(one_cell(CSV_EXCEL, typed[i].type, typed[i].value), typed[i].excel);
        assert_string_equal(one_cell(CSV_PLAIN, typed[i].type, typed[i].value), typed[i].plain);
    }
}

static void a_cell_made_ready_is_the_same_cell(void **state)
{
    static const struct {
        enum cell_type type;
        const char *value;
    } cells[] = {{CELL_TEXT, "=1+1"}, {CELL_TEXT, "a;b \"c\"\n"}, {CELL_NUMBER, "-12.5"}, {CELL_NUMBER, "+1"},
                 {CELL_DATE, "2024-02-29"}, {CELL_DATE, "2024-02-30"}, {CELL_TEXT, ""}, {CELL_TEXT, "\u00C5se "}};
    (void)state;
    for (enum csv_profile profile = CSV_EXCEL; profile <= CSV_PLAIN; profile++) {
        struct buffer out, again;
        struct csv csv, twin;
        buffer_init(&out, arena, 10000);
        buffer_init(&again, arena, 10000);
        csv_begin(&csv, &out, profile);
        csv_begin(&twin, &again, profile);
        for (size_t i = 0; i < 2 * sizeof cells / sizeof *cells; i++) {
            size_t at = i % (sizeof cells / sizeof *cells);
            struct cell_ready ready = csv_prepare(&twin, arena, cells[at].type, cells[at].value);
            csv_cell(&csv, cells[at].type, cells[at].value);
            csv_cell_ready(&twin, &ready);
        }
        csv_end_row(&csv);
        csv_end_row(&twin);
        assert_string_equal(buffer_text(&again), buffer_text(&out));
    }
}

static const char *two_rows(enum csv_profile profile)
{
    struct buffer *out = arena_alloc(arena, sizeof *out);
    struct csv csv;
    buffer_init(out, arena, 10000);
    csv_begin(&csv, out, profile);
    csv_cell(&csv, CELL_TEXT, "navn");
    csv_cell(&csv, CELL_TEXT, "oppstartsdato");
    csv_end_row(&csv);
    csv_cell(&csv, CELL_TEXT, NULL);
    csv_cell(&csv, CELL_DATE, "2025-08-01");
    csv_end_row(&csv);
    return buffer_text(out);
}

static void rows_end_as_the_profile_says(void **state)
{
    (void)state;
    assert_string_equal(two_rows(CSV_EXCEL), "\xEF\xBB\xBFnavn;oppstartsdato\r\n;01.08.2025\r\n");
    assert_string_equal(two_rows(CSV_PLAIN), "navn,oppstartsdato\r\n,2025-08-01\r\n");
}

static const struct {
    const char *text, *written;
} lines[] = {
    {"Utvalg: Kommune=Alle, Navn=", "Utvalg: Kommune=Alle, Navn=\r\n"},
    {"Navn=O;H\"a\"", "Navn=O,H'a'\r\n"},
    {"Navn=a\r\nb\tc", "Navn=a  b c\r\n"},
    {"=1+1;2", "'=1+1,2\r\n"},
    {"\n@x", "' @x\r\n"},
    {"Åse ＝1", "Åse ＝1\r\n"},
};

static void n7_a_line_above_the_headings_is_one_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct buffer out;
        struct csv csv;
        buffer_init(&out, arena, 10000);
        csv_begin(&csv, &out, CSV_EXCEL);
        buffer_clear(&out);
        csv_line(&csv, lines[i].text);
        assert_string_equal(buffer_text(&out), lines[i].written);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_quoted_and_guarded),
        cmocka_unit_test(numbers_and_dates_are_typed),
        cmocka_unit_test(a_cell_made_ready_is_the_same_cell),
        cmocka_unit_test(rows_end_as_the_profile_says),
        cmocka_unit_test(n7_a_line_above_the_headings_is_one_cell),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
