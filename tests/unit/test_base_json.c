/* JSON as it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>

#include "engine/base/json.h"
#include "engine/base/json_read.h"

static void strings_are_escaped(void **state)
{
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"", "\"\""},          {"a\"b\\c", "\"a\\\"b\\\\c\""}, {"\n\x1f", "\"\\u000a\\u001f\""},
        {"ÆØÅ 👍", "\"ÆØÅ 👍\""}, {"</script>", "\"</script>\""}, {NULL, "null"},
    };
    struct arena *arena = arena_new(100000);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer out;

        buffer_init(&out, arena, 1000);
        json_add_text(&out, rows[i].text);
        assert_string_equal(buffer_text(&out), rows[i].written);
    }
    arena_free(&arena);
}

static void a_document_has_its_commas_and_ends(void **state)
{
    struct arena *arena = arena_new(100000);
    struct buffer out;
    struct json json;

    (void)state;
    buffer_init(&out, arena, 1000);
    json_begin(&json, &out);
    json_object(&json, NULL);
    json_text(&json, "a\"", "x");
    json_array(&json, "list");
    json_number(&json, NULL, LLONG_MIN);
    json_object(&json, NULL);
    json_end(&json);
    json_text(&json, NULL, NULL);
    json_end(&json);
    json_array(&json, "none");
    json_end(&json);
    json_number(&json, "n", 0);
    json_end(&json);
    assert_string_equal(buffer_text(&out), "{\"a\\\"\":\"x\",\"list\":[-9223372036854775808,{},null],\"none\":[],\"n\":0}");
    assert_int_equal(json.depth, 0);
    arena_free(&arena);
}

static void what_is_written_is_read(void **state)
{
    struct arena *arena = arena_new(100000);
    struct json_reader reader;

    (void)state;
    json_read_begin(&reader, arena, " {\"navn\": [null, \"Anne \\\"\\u00c6\\\" \\\\ \\u20AC\\ud83d\\ude00\\n\"], \"n\":[ -3 ,true]} ");
    json_read_enter(&reader, '{');
    assert_true(json_read_more(&reader, '}'));
    assert_string_equal(json_read_name(&reader), "navn");
    json_read_enter(&reader, '[');
    assert_true(json_read_more(&reader, ']'));
    assert_null(json_read_value(&reader));
    assert_true(json_read_more(&reader, ']'));
    assert_string_equal(json_read_value(&reader), "Anne \"\xc3\x86\" \\ \xe2\x82\xac\xf0\x9f\x98\x80\n");
    assert_false(json_read_more(&reader, ']'));
    assert_true(json_read_more(&reader, '}'));
    assert_string_equal(json_read_name(&reader), "n");
    json_read_enter(&reader, '[');
    assert_true(json_read_more(&reader, ']'));
    assert_string_equal(json_read_value(&reader), "-3");
    assert_true(json_read_more(&reader, ']'));
    assert_string_equal(json_read_value(&reader), "true");
    assert_false(json_read_more(&reader, ']'));
    assert_false(json_read_more(&reader, '}'));
    assert_false(json_read_failed(&reader));
    arena_free(&arena);
}

/* Whatever it is, reading it ends, and what cannot be read says so. */
static void what_is_broken_says_so(void **state)
{
    static const char *const broken[] = {"",       "{",        "[",           "{\"a\"",      "{\"a\":",       "{\"a\":}",   "{\"a",      "{a:1}",
                                         "{\"\\", "{\"\\x\"", "{\"\\u12\":1}", "{\"\\ud800\":1}", "{\"\\udc00\":1}", "{\"\\u0000\":1}", "{\"a\":[1]}", "null"};
    struct arena *arena = arena_new(100000);

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct json_reader reader;

        json_read_begin(&reader, arena, broken[i]);
        json_read_enter(&reader, '{');
        while (json_read_more(&reader, '}')) {
            assert_non_null(json_read_name(&reader));
            json_read_value(&reader);
        }
        assert_true(json_read_failed(&reader));
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(a_document_has_its_commas_and_ends),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(what_is_broken_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
