/* HTTP to other agencies: what is asked at all, and what becomes of every kind of answer (requirement E1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/arena.h"
#include "register/outside/http_client.h"

enum { MEMORY = 4 * 1024 * 1024, BODY_AT_MOST = 1000, TOTAL_MS = 700, ASKED_AT_MOST = 4096 };

static struct http_client *client;
static struct arena *arena;

static int start(void **state)
{
    const struct http_client_limits limits = {.connect_ms = 500, .total_ms = TOTAL_MS, .body_at_most = BODY_AT_MOST};

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    client = http_client_new(&limits);
    arena = arena_new(MEMORY);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    http_client_close(&client);
    arena_free(&arena);
    return 0;
}

/* A server for one question: says `answer`, then waits. The child's number, and the port. */
static pid_t serve_once(const char *answer, bool hangs, unsigned *port_out)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pid_t child;

    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    *port_out = ntohs(address.sin_port);
    child = fork();
    if (child == 0) {
        char asked[ASKED_AT_MOST];
        int connection = accept(listener, NULL, NULL);
        ssize_t length = read(connection, asked, sizeof asked);

        if (length > 0 && *answer)
            length = write(connection, answer, strlen(answer));
        if (hangs)
            sleep(5);
        _exit(0);
    }
    close(listener);
    return child;
}

static enum http_client_result get(const char *answer, bool hangs, struct http_client_answer *answer_out)
{
    unsigned port = 0;
    pid_t child = serve_once(answer, hangs, &port);
    const char *why = NULL;
    enum http_client_result result =
        http_client_get(client, arena, arena_printf(arena, "http://127.0.0.1:%u/v1/personer/15868549618", port), "token",
                        answer_out, &why);

    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_non_null(why);
    assert_null(strstr(why, "15868549618"));
    return result;
}

#define HEAD(status) "HTTP/1.1 " status "\r\nContent-Type: application/json\r\nConnection: close\r\n"

static void an_answer_is_brought(void **state)
{
    struct http_client_answer answer;

    (void)state;
    assert_int_equal(get(HEAD("200 OK") "Content-Length: 2\r\n\r\n{}", false, &answer), HTTP_CLIENT_OK);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, "application/json");
    assert_string_equal(answer.body, "{}");
    assert_int_equal(answer.length, 2);
    assert_string_equal(answer.retry_after, "");
    assert_int_equal(get(HEAD("429 Busy") "retry-after:  1500 \r\nContent-Length: 0\r\n\r\n", false, &answer), HTTP_CLIENT_OK);
    assert_int_equal(answer.status, 429);
    assert_string_equal(answer.retry_after, "1500");
    assert_string_equal(answer.body, "");
}

static void nobody_is_followed_elsewhere(void **state)
{
    struct http_client_answer answer;

    (void)state;
    assert_int_equal(get(HEAD("302 Found") "Location: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", false, &answer), HTTP_CLIENT_OK);
    assert_int_equal(answer.status, 302);
}

static void too_much_is_no_answer(void **state)
{
    char body[BODY_AT_MOST + 2];
    struct http_client_answer answer;

    (void)state;
    memset(body, 'x', sizeof body - 1);
    body[sizeof body - 1] = '\0';
    assert_int_equal(get(arena_printf(arena, HEAD("200 OK") "\r\n%s", body), false, &answer), HTTP_CLIENT_TOO_BIG);
    assert_int_equal(get(HEAD("200 OK") "Content-Length: 1000000000000\r\n\r\nx", true, &answer), HTTP_CLIENT_TOO_BIG);
    assert_int_equal(get(arena_printf(arena, HEAD("200 OK") "\r\n%s", body + 1), false, &answer), HTTP_CLIENT_OK);
    assert_int_equal(answer.length, BODY_AT_MOST);
}

static void silence_has_an_end(void **state)
{
    struct http_client_answer answer;

    (void)state;
    assert_int_equal(get("", true, &answer), HTTP_CLIENT_LATE);
    assert_int_equal(get(HEAD("200 OK") "Content-Length: 10\r\n\r\n{", true, &answer), HTTP_CLIENT_LATE);
    assert_int_equal(get("", false, &answer), HTTP_CLIENT_AWAY);
    assert_int_equal(get(HEAD("200 OK") "Content-Length: 10\r\n\r\n{", false, &answer), HTTP_CLIENT_AWAY);
}

static void only_safe_addresses_are_asked(void **state)
{
    static const char *const unsafe[] = {
        "", "x", "http://example.org/", "http://127.0.0.1.example.org/", "http://127.0.0.1@example.org/", "http://[::2]/",
        "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://10.0.0.1/", "//127.0.0.1/", "/v1/personer/1",
    };

    (void)state;
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++) {
        struct http_client_answer answer;
        const char *why = NULL;

        if (http_client_get(client, arena, unsafe[i], NULL, &answer, &why) != HTTP_CLIENT_UNSAFE)
            fail_msg("asked: %s", unsafe[i]);
    }
}

static void tls_is_not_given_up(void **state)
{
    unsigned port = 0;
    pid_t child = serve_once(HEAD("200 OK") "\r\n{}", false, &port);
    struct http_client_answer answer;
    const char *why = NULL;

    (void)state;
    assert_int_not_equal(http_client_get(client, arena, arena_printf(arena, "https://127.0.0.1:%u/", port), NULL, &answer, &why),
                         HTTP_CLIENT_OK);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_brought),        cmocka_unit_test(nobody_is_followed_elsewhere),
        cmocka_unit_test(too_much_is_no_answer),       cmocka_unit_test(silence_has_an_end),
        cmocka_unit_test(only_safe_addresses_are_asked), cmocka_unit_test(tls_is_not_given_up),
    };

    return cmocka_run_group_tests_name("outside http client", tests, start, stop);
}
