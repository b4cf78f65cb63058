/* Queries, forms and cookies: what is read, what is tidied, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/http/fields.h"

#define AT_MOST 100

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)4 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* The text as exactly so many bytes, so that a sanitizer sees a byte too far. */
static enum fields_result read_bytes(const char *text, size_t length, struct http_fields *fields_out)
{
    char *exact = malloc(length + (length == 0));
    assert_non_null(exact);
    memcpy(exact, text, length);
    enum fields_result result = fields_read(arena, exact, length, AT_MOST, fields_out);
    free(exact);
    return result;
}

static void value_becomes(const char *form, const char *value)
{
    struct http_fields fields;
    if (read_bytes(form, strlen(form), &fields) != FIELDS_READ) {
        fail_msg("unreadable: %s", form);
    }
    assert_int_equal(fields.count, 1);
    assert_string_equal(fields.items[0].name, "a");
    assert_string_equal(fields.items[0].value, value);
}

static void test_decoding(void **state)
{
    (void)state;
    value_becomes("a=1", "1");
    value_becomes("a", "");
    value_becomes("a=", "");
    value_becomes("a=b=c", "b=c");
    value_becomes("a=x+y%2Bz", "x y+z");
    value_becomes("%61=%C3%A6%c3%b8\xC3\xA5", "æøå");
    value_becomes("a=%2541", "%41"); /* decoded once */
    value_becomes("a=%26%3D", "&=");
    value_becomes("&&a=1&", "1");
    value_becomes("a=%F0%9F%98%80", "\xF0\x9F\x98\x80");
    value_becomes("a=a%CC%8A", "a\xCC\x8A"); /* combining form: kept as typed */
}

static void test_tidying(void **state)
{
    (void)state;
    value_becomes("a=1%0D%0A2", "1\n2");
    value_becomes("a=1%0D2%0A3%0D", "1\n2\n3\n");
    value_becomes("a=%0D%0D%0A", "\n\n");
    value_becomes("a=x%09y", "x\ty");
    value_becomes("a=%0101%1F86%7F95%C2%8512345", "01869512345");
    value_becomes("a=%E2%80%8E0186%E2%80%AE95%E2%81%A6%D8%9C", "018695");
    value_becomes("a=%EF%BB%BFx%E2%80%8By", "\xEF\xBB\xBFx\xE2\x80\x8By"); /* BOM, zero width: the trim's business */
}

static void test_unreadable(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "a=%",           "a=%4",          "a=%zz",         "a=%4g",         "%=1",          "a=1&b=%",
        "a=%00",         "a=x%00y",       "%00=1",         "a=%FF",         "a=%C0%AF",     "a=%E0%80%AF",
        "a=%ED%A0%80",   "a=%C3",         "a=\xC3",        "a=%F5%80%80%80", "a=%80",        "a=%EF%BF%BE",
        "a%0A%01=1",     "a%E2%80%AE=1",  "a=%F4%90%80%80", "a=%E2%80",      "%FF",          "a=%u0041",
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct http_fields fields;
        if (read_bytes(forms[i], strlen(forms[i]), &fields) != FIELDS_UNREADABLE) {
            fail_msg("was read: %s", forms[i]);
        }
        assert_int_equal(fields.count, 0);
    }
    struct http_fields fields;
    assert_int_equal(read_bytes("a=1\0b", 5, &fields), FIELDS_UNREADABLE);
}

static void test_names_twice(void **state)
{
    (void)state;
    struct http_fields fields;
    const char *const *values;
    const char form[] = "a=1&b=2&a=3&A=4&a";
    assert_int_equal(read_bytes(form, sizeof form - 1, &fields), FIELDS_READ);
    assert_int_equal(fields.count, 5);
    assert_string_equal(http_fields_get(&fields, "a"), "1");
    assert_null(http_fields_get(&fields, "c"));
    assert_int_equal(http_fields_all(arena, &fields, "a", &values), 3);
    assert_string_equal(values[0], "1");
    assert_string_equal(values[1], "3");
    assert_string_equal(values[2], "");
    assert_int_equal(http_fields_all(arena, &fields, "c", &values), 0);
    struct http_fields none = {0};
    assert_null(http_fields_get(&none, "a"));
}

static void test_count(void **state)
{
    (void)state;
    struct http_fields fields;
    char many[40000] = "";
    for (size_t i = 0; i < 10000; i++) {
        memcpy(many + 4 * i, "a=1&", 4);
    }
    assert_int_equal(fields_read(arena, many, sizeof many, AT_MOST, &fields), FIELDS_TOO_MANY);
    assert_int_equal(fields.count, 0);
    assert_int_equal(fields_read(arena, many, sizeof many, 10001, &fields), FIELDS_READ);
    assert_int_equal(fields.count, 10000);
    assert_int_equal(fields_read(arena, many, 4 * AT_MOST - 1, AT_MOST, &fields), FIELDS_READ);
    assert_int_equal(fields.count, AT_MOST);
    assert_int_equal(fields_read(arena, "", 0, 0, &fields), FIELDS_READ);
    assert_int_equal(fields.count, 0);
}

static void test_long_value(void **state)
{
    (void)state;
    static char form[65536 + 3] = "a=";
    struct http_fields fields;
    memset(form + 2, 'x', 65536);
    assert_int_equal(fields_read(arena, form, 65538, AT_MOST, &fields), FIELDS_READ);
    assert_int_equal(strlen(fields.items[0].value), 65536);
}

/* Every string of three bytes from those that mean something: it must end, and leave clean fields or none. */
static void test_every_short_text(void **state)
{
    (void)state;
    static const char bytes[] = "a=&%+0\r\n\xC3\xA6\xE2\x80\xAE\xFF\x01";
    for (size_t i = 0; i < sizeof bytes * sizeof bytes * sizeof bytes; i++) {
        char text[3] = {bytes[i % sizeof bytes], bytes[i / sizeof bytes % sizeof bytes],
                        bytes[i / sizeof bytes / sizeof bytes]};
        struct http_fields fields;
        enum fields_result result = read_bytes(text, sizeof text, &fields);
        assert_int_equal(memchr(text, '\0', sizeof text) != NULL && result == FIELDS_READ, 0);
        for (size_t field = 0; field < fields.count; field++) {
            assert_null(strpbrk(fields.items[field].value, "\r\x01\xFF"));
        }
        arena_reset(arena);
    }
}

static void cookie_is(const char *header, const char *value)
{
    struct http_fields fields;
    fields_read_cookies(arena, header, &fields);
    const char *got = http_fields_get(&fields, "okt");
    if (value == NULL ? got != NULL : got == NULL || strcmp(got, value) != 0) {
        fail_msg("%s gave %s", header, got == NULL ? "nothing" : got);
    }
}

static void test_cookies(void **state)
{
    (void)state;
    cookie_is("okt=abc", "abc");
    cookie_is("a=1; okt=abc; b=2", "abc");
    cookie_is("a=1;okt=abc", "abc");
    cookie_is("okt=first; okt=second", "first");
    cookie_is("okt=a=b==", "a=b==");
    cookie_is("okt=%41+", "%41+");
    cookie_is("okt=", "");
    cookie_is(";;; ;=;= ;okt=x;", "x");
    cookie_is("portal=\xC3\xA6; {}=1; okt=x", "x");
    cookie_is("", NULL);
    cookie_is("okt", NULL);
    cookie_is("OKT=x", NULL);
    cookie_is("okt=\"x\"", NULL);
    cookie_is("okt=a b", NULL);
    cookie_is("okt=\xC3\xA6", NULL);
    cookie_is("okt=a\r\nokt=b", "a");
    cookie_is("okt =x", NULL);
    cookie_is("a=1, okt=x", NULL);
}

static void test_many_cookies(void **state)
{
    (void)state;
    char header[8192] = "okt=x";
    for (size_t at = 5; at + 4 < sizeof header; at += 4) {
        memcpy(header + at, ";a=1", 4);
    }
    struct http_fields fields;
    fields_read_cookies(arena, header, &fields);
    assert_int_equal(fields.count, 64);
    assert_string_equal(http_fields_get(&fields, "okt"), "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decoding),  cmocka_unit_test(test_tidying),    cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_names_twice), cmocka_unit_test(test_count),    cmocka_unit_test(test_long_value),
        cmocka_unit_test(test_every_short_text), cmocka_unit_test(test_cookies),
        cmocka_unit_test(test_many_cookies),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
