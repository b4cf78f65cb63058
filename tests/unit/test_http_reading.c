/* Requests made from FastCGI parameters and bodies: accepted, and refused with the right status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/http/path.h"
#include "engine/http/reading.h"

#define FORM "CONTENT_TYPE=application/x-www-form-urlencoded"

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

struct body {
    const char *bytes;
    size_t length;
};

static size_t read_body(void *from, char *bytes, size_t size)
{
    struct body *body = from;
    size_t length = size < body->length ? size : body->length;
    memcpy(bytes, body->bytes, length);
    body->bytes += length;
    body->length -= length;
    return length;
}

static int read_request(const char *const *params, const char *body_text, struct http_request *request_out)
{
    char *copies[20] = {0};
    for (size_t i = 0; params[i] != NULL; i++) {
        copies[i] = arena_copy(arena, params[i]);
    }
    struct body body = {body_text, strlen(body_text)};
    struct request_limits limits = {.body = 1000, .fields = 20, .base_path = "/jobb"};
    struct request_source source = {.params = copies, .read = read_body, .body = &body};
    int status = request_read(arena, &limits, &source, request_out);
    assert_non_null(request_out->path);
    assert_non_null(request_out->remote);
    assert_int_equal(strlen(request_out->request_id), 32);
    return status;
}

#define READ(body, request_out, ...) read_request((const char *const[]){__VA_ARGS__, NULL}, body, request_out)

static void test_get(void **state)
{
    (void)state;
    struct http_request request;
    assert_int_equal(READ("", &request, "REQUEST_METHOD=GET", "REQUEST_URI=/jobb/deltakere?side=2&navn=%C3%85se",
                          "REMOTE_ADDR=127.0.0.1", "HTTPS=on", "HTTP_COOKIE=okt=x", "CONTENT_LENGTH=",
                          "HTTP_AUTHORIZATION=Bearer abc", "HTTP_IF_NONE_MATCH=\"1\"",
                          "REQUEST_ID=0123456789abcdef0123456789abcdef"),
                     0);
    assert_int_equal(request.method, HTTP_GET);
    assert_string_equal(request.path, "/deltakere");
    assert_string_equal(http_fields_get(&request.query, "side"), "2");
    assert_string_equal(http_fields_get(&request.query, "navn"), "Åse");
    assert_string_equal(http_fields_get(&request.cookies, "okt"), "x");
    assert_string_equal(request.remote, "127.0.0.1");
    assert_string_equal(request.authorization, "Bearer abc");
    assert_string_equal(request.if_none_match, "\"1\"");
    assert_string_equal(request.request_id, "0123456789abcdef0123456789abcdef");
    assert_true(request.secure);
    assert_int_equal(request.form.count, 0);
}

static void test_little(void **state)
{
    (void)state;
    struct http_request first, second;
    assert_int_equal(READ("", &first, "REQUEST_METHOD=HEAD", "REQUEST_URI=/jobb", "REQUEST_ID=../../etc"), 0);
    assert_int_equal(READ("", &second, "REQUEST_METHOD=HEAD", "REQUEST_URI=/jobb/", "HTTPS=off"), 0);
    assert_int_equal(first.method, HTTP_HEAD);
    assert_string_equal(first.path, "/");
    assert_string_equal(second.path, "/");
    assert_string_equal(first.remote, "");
    assert_null(first.authorization);
    assert_null(first.if_none_match);
    assert_false(second.secure);
    assert_string_not_equal(first.request_id, second.request_id);
    assert_int_equal(READ("", &first, "NOTHING=1"), 400);
}

static void test_form(void **state)
{
    (void)state;
    struct http_request request;
    assert_int_equal(READ("a=1&b=%C3%B8", &request, "REQUEST_METHOD=POST", "REQUEST_URI=/jobb/x", FORM,
                          "CONTENT_LENGTH=12"),
                     0);
    assert_string_equal(http_fields_get(&request.form, "b"), "ø");
    assert_int_equal(READ("a=1", &request, "REQUEST_METHOD=PATCH", "REQUEST_URI=/jobb/x", FORM ";charset=UTF-8",
                          "CONTENT_LENGTH=3"),
                     0);
    assert_int_equal(request.form.count, 1);
    assert_int_equal(READ("", &request, "REQUEST_METHOD=POST", "REQUEST_URI=/jobb/x", "CONTENT_LENGTH=0"), 0);
    assert_int_equal(READ("x", &request, "REQUEST_METHOD=PUT", "REQUEST_URI=/jobb/x", "CONTENT_LENGTH=1"), 0);
    assert_int_equal(request.method, HTTP_OTHER);
}

static int post(const char *type, const char *length, const char *body)
{
    struct http_request request;
    char type_param[200], length_param[100];
    snprintf(type_param, sizeof type_param, "CONTENT_TYPE=%s", type);
    snprintf(length_param, sizeof length_param, "CONTENT_LENGTH=%s", length);
    int status = READ(body, &request, "REQUEST_METHOD=POST", "REQUEST_URI=/jobb/x", type_param, length_param);
    assert_int_equal(status != 0 && request.form.count > 0, 0);
    return status;
}

static void test_bodies_refused(void **state)
{
    (void)state;
    static const char form[] = "application/x-www-form-urlencoded";
    assert_int_equal(post(form, "3", "a=1"), 0);
    assert_int_equal(post("APPLICATION/X-WWW-FORM-URLENCODED ; Charset=utf-8", "3", "a=1"), 0);
    assert_int_equal(post(form, "4", "a=1"), 400);
    assert_int_equal(post(form, "2", "a=1"), 400);
    assert_int_equal(post(form, "", "a=1"), 400);
    assert_int_equal(post(form, "-3", "a=1"), 400);
    assert_int_equal(post(form, "+3", "a=1"), 400);
    assert_int_equal(post(form, "3 ", "a=1"), 400);
    assert_int_equal(post(form, "0x3", "a=1"), 400);
    assert_int_equal(post(form, "3, 3", "a=1"), 400);
    assert_int_equal(post(form, "99999999999999999999", "a=1"), 400);
    assert_int_equal(post(form, "1001", "a=1"), 413);
    assert_int_equal(post(form, "9223372036854775807", "a=1"), 413);
    assert_int_equal(post(form, "5", "a=%00"), 400);
    assert_int_equal(post(form, "41", "a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a&a"), 400);
    assert_int_equal(post("", "3", "a=1"), 415);
    assert_int_equal(post("multipart/form-data; boundary=x", "3", "a=1"), 415);
    assert_int_equal(post("text/plain", "3", "a=1"), 415);
    assert_int_equal(post("application/json", "2", "{}"), 415);
    assert_int_equal(post("application/x-www-form-urlencodedcharset=utf-8", "3", "a=1"), 415);
    assert_int_equal(post("application/x-www-form-urlencoded; charset=iso-8859-1", "3", "a=1"), 415);
    struct http_request request;
    assert_int_equal(READ("a=1", &request, "REQUEST_METHOD=GET", "REQUEST_URI=/jobb/x", FORM, "CONTENT_LENGTH=3"),
                     400);
}

static void test_odd_headers(void **state)
{
    (void)state;
    static char long_header[20000] = "HTTP_AUTHORIZATION=";
    memset(long_header + 19, 'x', sizeof long_header - 20);
    struct http_request request;
    assert_int_equal(READ("", &request, "REQUEST_METHOD=GET", "REQUEST_URI=/jobb/x", long_header,
                          "HTTP_IF_NONE_MATCH=a\r\nb", "REMOTE_ADDR=\x1b[31m"),
                     0);
    assert_null(request.authorization);
    assert_null(request.if_none_match);
    assert_string_equal(request.remote, "");
    memcpy(long_header, "HTTP_COOKIE=okt=xxx", 19);
    assert_int_equal(READ("", &request, "REQUEST_METHOD=GET", "REQUEST_URI=/jobb/x", long_header), 0);
    assert_int_equal(request.cookies.count, 0);
    memcpy(long_header, "REQUEST_URI=/jobb/?", 19);
    assert_int_equal(READ("", &request, "REQUEST_METHOD=GET", long_header), 414);
    assert_int_equal(READ("", &request, "REQUEST_METHOD=GET", "REQUEST_URI=/jobb/x?a=%"), 400);
    assert_string_equal(request.path, "/x");
}

static void test_paths(void **state)
{
    (void)state;
    static const struct {
        const char *uri, *base;
        int status;
        const char *path;
    } rows[] = {
        {"/", "", 0, "/"},
        {"/deltakere", "", 0, "/deltakere"},
        {"/deltakere/?x=/../", "", 0, "/deltakere/"},
        {"/%C3%A6%2e.x/a;b", "", 0, "/æ..x/a;b"},
        {"/...", "", 0, "/..."},
        {"/%252e%252e", "", 0, "/%2e%2e"},
        {"/a+b", "", 0, "/a+b"},
        {"/jobb", "/jobb", 0, "/"},
        {"/jobb/x", "/jobb", 0, "/x"},
        {"/j%6Fbb/x", "/jobb", 0, "/x"},
        {"/jobber/x", "/jobb", 404, NULL},
        {"/x", "/jobb", 404, NULL},
        {"/x/../jobb", "/jobb", 400, NULL},
        {"", "", 400, NULL},
        {"deltakere", "", 400, NULL},
        {"*", "", 400, NULL},
        {"http://a/b", "", 400, NULL},
        {"//", "", 400, NULL},
        {"//host/x", "", 400, NULL},
        {"/a//b", "", 400, NULL},
        {"/a/./b", "", 400, NULL},
        {"/.", "", 400, NULL},
        {"/..", "", 400, NULL},
        {"/../etc/passwd", "", 400, NULL},
        {"/a/%2e%2E/b", "", 400, NULL},
        {"/a/.%2e", "", 400, NULL},
        {"/a%2fb", "", 400, NULL},
        {"/a%2Fb", "", 400, NULL},
        {"/a%00", "", 400, NULL},
        {"/a%0d%0ab", "", 400, NULL},
        {"/a%09b", "", 400, NULL},
        {"/a%7fb", "", 400, NULL},
        {"/a%", "", 400, NULL},
        {"/a%zz", "", 400, NULL},
        {"/%ff", "", 400, NULL},
        {"/%c0%ae%c0%ae/", "", 400, NULL},
        {"/%E2%80%AE", "", 400, NULL},
        {"/a#b", "", 400, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *path = NULL;
        int status = path_read(arena, rows[i].uri, rows[i].base, &path);
        if (status != rows[i].status || (status == 0 && strcmp(path, rows[i].path) != 0)) {
            fail_msg("%s gave %d %s", rows[i].uri, status, path == NULL ? "" : path);
        }
    }
    char uri[1027] = "/";
    const char *path;
    memset(uri + 1, 'x', 1023);
    assert_int_equal(path_read(arena, uri, "", &path), 0);
    uri[1024] = 'x';
    assert_int_equal(path_read(arena, uri, "", &path), 414);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get),          cmocka_unit_test(test_little), cmocka_unit_test(test_form),
        cmocka_unit_test(test_bodies_refused), cmocka_unit_test(test_odd_headers), cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
