/* Messages with bad names: nothing that is typed becomes a header, and any letter arrives (issue, "Bad input"). What other
 * readers make of them is tried in tests/http/mail.test.mjs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "register/outside/mail_message.h"

enum { MEMORY = 4 * 1024 * 1024, MESSAGE_AT_MOST = 256 * 1024, LINE_AT_MOST = 76 };

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(MEMORY);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static const char *written(const char *to_name, const char *subject, const char *body)
{
    const struct mail_message message = {
        .from_name = "Jobbsjanseregisteret", .from = "ikke-svar@example.no", .to_name = to_name, .to = "kari@example.no",
        .subject = subject, .body = body, .date = "Fri, 20 Nov 2026 12:01:02 +0000", .id = "mail-7.1@example.no", .language = "nb"};
    struct buffer out;

    buffer_init(&out, arena, MESSAGE_AT_MOST);
    mail_message_write(&message, &out);
    assert_false(out.overflowed);
    return buffer_text(&out);
}

static void as_it_is_written(void **state)
{
    (void)state;
    assert_string_equal(written("Kari Nordmann", "Nytt passord", "Hei, \xC3\x85se!\n\nhttps://example.no/?a=b \n"),
                        "From: Jobbsjanseregisteret\r\n <ikke-svar@example.no>\r\n"
                        "To: Kari Nordmann\r\n <kari@example.no>\r\n"
                        "Subject: Nytt passord\r\n"
                        "Date: Fri, 20 Nov 2026 12:01:02 +0000\r\n"
                        "Message-ID: <mail-7.1@example.no>\r\n"
                        "Auto-Submitted: auto-generated\r\n"
                        "X-Auto-Response-Suppress: All\r\n"
                        "Content-Language: nb\r\n"
                        "MIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n"
                        "\r\n"
                        "Hei, =C3=85se!\r\n\r\nhttps://example.no/?a=3Db=20\r\n");
}

static void names_as_encoded_words(void **state)
{
    (void)state;
    assert_non_null(strstr(written("\xC3\x85se \"Ola\" <x@y>", "S", "b"), "To: =?UTF-8?Q?=C3=85se_=22Ola=22_=3Cx=40y=3E?=\r\n <kari@"));
    assert_non_null(strstr(written("", "S", "b"), "To: <kari@example.no>\r\n"));
    assert_non_null(strstr(written("K", "S: a", "b"), "Subject: =?UTF-8?Q?S=3A_a?=\r\n"));
    assert_non_null(strstr(written("=?UTF-8?Q?x?=", "S", "b"), "To: =?UTF-8?Q?=3D=3FUTF-8=3FQ=3Fx=3F=3D?=\r\n"));
}

/* Each header stands once, lines are short and of ASCII, whatever names and subjects hold. */
static void check_shape(const char *message)
{
    static const char *const headers[] = {"\r\nTo: ", "\r\nSubject: ", "\r\nDate: ", "\r\nMessage-ID: ", "\r\nMIME-Version: "};
    const char *end = strstr(message, "\r\n\r\n");

    assert_non_null(end);
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        const char *first = strstr(message, headers[i]);

        assert_non_null(first);
        assert_true(first < end);
        assert_null(strstr(first + 1, headers[i]));
    }
    assert_null(strstr(message, "\r\nBcc"));
    for (const char *line = message; *line; line += strcspn(line, "\n") + 1)
        assert_in_range(strcspn(line, "\r"), 0, LINE_AT_MOST);
    for (const char *c = message; *c; c++) {
        assert_true((unsigned char)*c < 127);
        assert_true(*c >= ' ' || *c == '\r' || *c == '\n');
        assert_true(*c != '\n' || c[-1] == '\r');
    }
}

static void bad_names(void **state)
{
    static const char *const names[] = {
        "Kari\r\nBcc: alle@example.no", "Kari\nBcc: alle@example.no\r\n\r\nnytt innhold", "\"Kari\"", "Kari, Ola", "Kari (sjef)",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB\xF0\x9F\x87\xB3\xF0\x9F\x87\xB4", "Br\xF8 d", "\x01\x02", "\\", ";", "Kari@example.no", " ", "-",
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        check_shape(written(names[i], names[i], "Hei!\n"));
}

/* A letter is never split between two encoded words: all lengths, so that every place of a break is met. */
static void long_names(void **state)
{
    static const char *const letters[] = {"\xC3\xA6", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "a", "\""};
    char name[4 * 400 + 1];

    (void)state;
    for (size_t letter = 0; letter < sizeof letters / sizeof letters[0]; letter++) {
        size_t length = 0;

        for (unsigned count = 0; count < 400; count++) {
            memcpy(name + length, letters[letter], strlen(letters[letter]) + 1);
            length += strlen(letters[letter]);
            if (count % 7 == 0)
                check_shape(written(name, name, "Hei!\n"));
        }
    }
    assert_null(strstr(written("\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6\xC3\xA6", "S", "b"), "=C3?="));
}

static void bodies(void **state)
{
    char line[1000];

    (void)state;
    for (size_t length = 1; length < 200; length++) {
        memset(line, length % 3 ? 'x' : ' ', length);
        line[length] = '\0';
        check_shape(written("K", "S", line));
        check_shape(written("K", "S", arena_printf(arena, "%s\xC3\xA6=\n\xF0\x9F\x98\x80%s\t\n.\n..\n", line, line)));
    }
    assert_non_null(strstr(written("K", "S", "x\ty\t\n"), "\r\nx\ty=09\r\n"));
    assert_non_null(strstr(written("K", "S", "To: a\n"), "\r\n\r\nTo: a\r\n"));
}

static void addresses(void **state)
{
    static const struct {
        const char *typed, *address;
    } cases[] = {
        {"kari@example.no", "kari@example.no"},
        {"kari.nordmann+x@post.example.no", "kari.nordmann+x@post.example.no"},
        {"k'o@example.no", "k'o@example.no"},
        {"kari@b\xC3\xA6rum.example.no", "kari@xn--brum-voa.example.no"},
        {"k\xC3\xA5re@example.no", NULL},
        {"kari@example.no\r\nRCPT TO:<x@example.no>", NULL},
        {"kari@example.no>", NULL},
        {"<kari@example.no", NULL},
        {"kari nordmann@example.no", NULL},
        {"\"kari\"@example.no", NULL},
        {"a@b@example.no", NULL},
        {"kari@example.no,ola@example.no", NULL},
        {".kari@example.no", NULL},
        {"kari.@example.no", NULL},
        {"ka..ri@example.no", NULL},
        {"kari@-example.no", NULL},
        {"kari@example-.no", NULL},
        {"kari@example..no", NULL},
        {"kari@.no", NULL},
        {"kari@localhost", NULL},
        {"kari@[127.0.0.1]", NULL},
        {"kari@example.no/x", NULL},
        {"kari@example.no:25", NULL},
        {"kari@%65xample.no", NULL},
        {"kari@", NULL},
        {"@example.no", NULL},
        {"kari", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    char address[401];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *found = mail_message_address(arena, cases[i].typed);

        if (!text_equal(found, cases[i].address))
            fail_msg("%s gives %s", cases[i].typed, found ? found : "nothing");
    }
    memset(address, 'a', sizeof address);
    memcpy(address + sizeof address - sizeof "@example.no", "@example.no", sizeof "@example.no");
    assert_null(mail_message_address(arena, address));
    assert_null(mail_message_address(arena, address + 400 - 11 - 65));
    assert_non_null(mail_message_address(arena, address + 400 - 11 - 64));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_is_written), cmocka_unit_test(names_as_encoded_words), cmocka_unit_test(bad_names),
        cmocka_unit_test(long_names),       cmocka_unit_test(bodies),                 cmocka_unit_test(addresses),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
