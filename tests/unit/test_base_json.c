/* JSON as it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>

#include "engine/base/json.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(a_document_has_its_commas_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
