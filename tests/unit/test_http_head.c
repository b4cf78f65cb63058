/* Heads of answers, letter for letter, and what must never get into one. */
#include <setjmp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/http/head.h"

#define ALWAYS "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"

static const char *head_of(struct arena *arena, const struct http_response *response, const char *base,
                           long long length)
{
    struct buffer buffer;
    buffer_init(&buffer, arena, HEAD_AT_MOST);
    head_add(&buffer, response, base, length);
    return buffer_text(&buffer);
}

static void test_page(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    struct http_response response = {.status = 200, .type = "text/html; charset=utf-8"};
    assert_string_equal(head_of(arena, &response, "/jobb", 5),
                        "Status: 200 OK\r\n" ALWAYS
                        "Content-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\n\r\n");
    arena_free(&arena);
}

static void test_redirect(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    struct http_response response = {.status = 303, .location = "/deltakere?side=2"};
    assert_string_equal(head_of(arena, &response, "/jobb", 0),
                        "Status: 303 See Other\r\n" ALWAYS
                        "Location: /jobb/deltakere?side=2\r\nContent-Length: 0\r\n\r\n");
    arena_free(&arena);
}

static void test_cookies(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    struct http_response response = {
        .status = 200,
        .cookies = {{.name = "okt", .value = "a=b", .secure = true, .path = "/jobb"},
                    {.name = "spraak", .value = "nn", .max_age = 60, .path = ""},
                    {.name = "gammel"}},
        .cookie_count = 3,
    };
    assert_string_equal(head_of(arena, &response, "", HEAD_LENGTH_UNKNOWN),
                        "Status: 200 OK\r\n" ALWAYS
                        "Set-Cookie: okt=a=b; Path=/jobb; HttpOnly; SameSite=Lax; Secure\r\n"
                        "Set-Cookie: spraak=nn; Path=/; HttpOnly; SameSite=Lax; Max-Age=60\r\n"
                        "Set-Cookie: gammel=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\r\n\r\n");
    arena_free(&arena);
}

static void test_rest(void **state)
{
    (void)state;
    struct arena *arena = arena_new(100000);
    struct http_response response = {
        .status = 503, .file_name = "a-1.csv", .receipt = "0af", .etag = "\"x\"", .allow = "GET, HEAD", .retry_after = 30};
    assert_string_equal(head_of(arena, &response, "", HEAD_LENGTH_UNKNOWN),
                        "Status: 503 Service Unavailable\r\n" ALWAYS
                        "Content-Disposition: attachment; filename=\"a-1.csv\"\r\nX-Kvittering: 0af\r\nETag: \"x\"\r\n"
                        "Allow: GET, HEAD\r\nRetry-After: 30\r\n\r\n");
    arena_free(&arena);
}

/* Whether making this head ends the process, as our own mistakes must. */
static bool head_dies(const struct http_response *response)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int silent = open("/dev/null", O_WRONLY);
        dup2(silent, STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        struct arena *arena = arena_new(100000);
        head_of(arena, response, "", 0);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void test_our_mistakes(void **state)
{
    (void)state;
    static char long_value[9000];
    memset(long_value, 'x', sizeof long_value - 1);
    const struct http_response mistakes[] = {
        {.status = 0},
        {.status = 299},
        {.status = 200, .type = "text/html\r\nX: 1"},
        {.status = 200, .type = "text/\xC3\xA6"},
        {.status = 303, .location = "https://example.no/"},
        {.status = 303, .location = "//example.no/"},
        {.status = 303, .location = "/\\example.no/"},
        {.status = 303, .location = "/a\nb"},
        {.status = 303, .location = ""},
        {.status = 200, .file_name = "a\"b"},
        {.status = 200, .file_name = "../a"},
        {.status = 200, .file_name = ""},
        {.status = 200, .etag = "\n"},
        {.status = 405, .allow = "GET\r\n"},
        {.status = 200, .cookies = {{.name = "a", .value = "b; Path=/"}}, .cookie_count = 1},
        {.status = 200, .cookies = {{.name = "a=", .value = "b"}}, .cookie_count = 1},
        {.status = 200, .cookies = {{.name = "", .value = "b"}}, .cookie_count = 1},
        {.status = 200, .cookies = {{.name = "a", .value = "b", .path = "/;"}}, .cookie_count = 1},
        {.status = 200, .cookies = {{.name = "a", .value = "b\r"}}, .cookie_count = 1},
        {.status = 200, .cookie_count = sizeof ((struct http_response *)0)->cookies / sizeof (struct http_cookie) + 1},
        {.status = 200, .etag = long_value},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        if (!head_dies(&mistakes[i])) {
            fail_msg("mistake %zu went through", i);
        }
    }
    assert_false(head_dies(&(struct http_response){.status = 200, .etag = "\"fine\""}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page), cmocka_unit_test(test_redirect),     cmocka_unit_test(test_cookies),
        cmocka_unit_test(test_rest), cmocka_unit_test(test_our_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
