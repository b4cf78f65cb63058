/* SQL files: marks filled in, cut into statements as the client program would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "register/store/sql_text.h"

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new(16 << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void statements_end_at_their_delimiter(void **state)
{
    (void)state;
    static const struct {
        const char *text, *statements[4];
    } rows[] = {
        {"", {NULL}},
        {" \n;;; -- only; comments\n/* ; */ # ;\n", {NULL}},
        {"SELECT 1; SELECT 2", {"SELECT 1", " SELECT 2"}},
        {"SELECT ';', \"a;b\", `c;d`; SELECT 2;", {"SELECT ';', \"a;b\", `c;d`", " SELECT 2"}},
        {"SELECT 'it''s; \\'quoted\\';'; SELECT 2", {"SELECT 'it''s; \\'quoted\\';'", " SELECT 2"}},
        {"SELECT 1 -- not; here\n+ 1;", {"SELECT 1 -- not; here\n+ 1"}},
        {"SELECT 5--2; SELECT 2", {"SELECT 5--2", " SELECT 2"}},
        {"DELIMITER //\nBEGIN a; b; END//\nDELIMITER ;\nSELECT 1;", {"\nBEGIN a; b; END", "\nSELECT 1"}},
        {"delimiter $$\nBEGIN '$$'; END$$ SELECT 2$$", {"\nBEGIN '$$'; END", " SELECT 2"}},
        {"SELECT 'never ended; ", {"SELECT 'never ended; "}},
        {"SELECT 1 /* never ended; ", {"SELECT 1 /* never ended; "}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sql_statements found = sql_text_split(arena, rows[i].text);
        size_t count = 0;
        while (rows[i].statements[count] != NULL) {
            count++;
        }
        assert_int_equal(found.count, count);
        for (size_t k = 0; k < count; k++) {
            assert_string_equal(found.items[k], rows[i].statements[k]);
        }
    }
}

static void many_statements_are_all_kept(void **state)
{
    (void)state;
    char text[5001] = "";
    for (int i = 0; i < 1000; i++) {
        memcpy(text + (ptrdiff_t)i * 5, "DO 1;", 5);
    }
    struct sql_statements found = sql_text_split(arena, text);
    assert_int_equal(found.count, 1000);
    assert_string_equal(found.items[999], "DO 1");
}

static const char *filler(const void *context, struct arena *made_in, const char *mark)
{
    (void)made_in;
    return strcmp(mark, "name") == 0 ? context : NULL;
}

static void marks_are_filled_in_and_unknown_ones_told(void **state)
{
    (void)state;
    const char *unknown = NULL;
    assert_string_equal(sql_text_fill(arena, "a {{name}}.b {{name}}", filler, "x", &unknown), "a x.b x");
    assert_string_equal(sql_text_fill(arena, "{ {{ no end", filler, "x", &unknown), "{ {{ no end");
    assert_string_equal(sql_text_fill(arena, "{{name}}", filler, "{{name}}", &unknown), "{{name}}");
    assert_null(sql_text_fill(arena, "a {{name}} {{other thing}}", filler, "x", &unknown));
    assert_string_equal(unknown, "other thing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_end_at_their_delimiter),
        cmocka_unit_test(many_statements_are_all_kept),
        cmocka_unit_test(marks_are_filled_in_and_unknown_ones_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
