/* What a mail server's refusal means (issue: 4xx and 5xx at each step). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "register/outside/smtp_reply.h"

static struct smtp_reply read_text(const char *line)
{
    return smtp_reply_read(line, strlen(line));
}

static void lines(void **state)
{
    static const struct {
        const char *line;
        int code, class, subject, detail;
    } cases[] = {
        {"250 OK\r\n", 250, 0, 0, 0},
        {"550 5.1.1 No such user\r\n", 550, 5, 1, 1},
        {"550-5.1.1 No such user\r\n", 550, 5, 1, 1},
        {"451 4.7.100 Greylisted", 451, 4, 7, 100},
        {"550 4.1.1 of another class", 550, 0, 0, 0},
        {"550 5.1", 550, 0, 0, 0},
        {"550 5.1.", 550, 0, 0, 0},
        {"550 127.0.0.1 is blocked", 550, 0, 0, 0},
        {"550", 550, 0, 0, 0},
        {"55", 0, 0, 0, 0},
        {"", 0, 0, 0, 0},
        {"099 low", 0, 0, 0, 0},
        {"HTTP/1.1 400 Bad Request", 0, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct smtp_reply reply = read_text(cases[i].line);

        assert_int_equal(reply.code, cases[i].code);
        assert_int_equal(reply.enhanced_class, cases[i].class);
        assert_int_equal(reply.enhanced_subject, cases[i].subject);
        assert_int_equal(reply.enhanced_detail, cases[i].detail);
    }
}

/* Refused for good: the recipient, or the content. All else may be put right, and is tried again. */
static void judged(void **state)
{
    (void)state;
    for (enum smtp_stage stage = SMTP_GREETING; stage < SMTP_STAGES; stage++) {
        bool hers = stage == SMTP_RECIPIENT || stage == SMTP_CONTENT;

        assert_int_equal(smtp_reply_judge(stage, (struct smtp_reply){0}), MAIL_TRY_FAILED);
        assert_int_equal(smtp_reply_judge(stage, read_text("250 fine, then nothing")), MAIL_TRY_FAILED);
        assert_int_equal(smtp_reply_judge(stage, read_text("451 later")), MAIL_TRY_FAILED);
        assert_int_equal(smtp_reply_judge(stage, read_text("450 4.1.1 later")), MAIL_TRY_FAILED);
        assert_int_equal(smtp_reply_judge(stage, read_text("554 5.7.1 relaying denied")), MAIL_TRY_FAILED);
        assert_int_equal(smtp_reply_judge(stage, read_text("554 no")), hers ? MAIL_TRY_REFUSED : MAIL_TRY_FAILED);
        assert_int_equal(smtp_reply_judge(stage, read_text("550 5.1.1 nobody")),
                         hers || stage == SMTP_DATA ? MAIL_TRY_REFUSED : MAIL_TRY_FAILED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines), cmocka_unit_test(judged)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
