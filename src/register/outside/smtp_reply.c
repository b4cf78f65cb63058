/* Reading a mail server's refusals. */
#include "register/outside/smtp_reply.h"

#include <stdbool.h>

enum { CODE_DIGITS = 3, CODE_LEAST = 200, PERMANENT = 500, SUBJECT_ADDRESS = 1, SUBJECT_MAILBOX = 2, SUBJECT_POLICY = 7 };

static const char *const stage_words[SMTP_STAGES] = {
    [SMTP_GREETING] = "greeting", [SMTP_HELLO] = "hello",         [SMTP_TLS] = "tls",   [SMTP_LOGIN] = "login",
    [SMTP_SENDER] = "sender",     [SMTP_RECIPIENT] = "recipient", [SMTP_DATA] = "data", [SMTP_CONTENT] = "content",
};

const char *smtp_stage_word(enum smtp_stage stage)
{
    return stage_words[stage];
}

/* Up to three digits at *at; goes on behind them. False where there are none. */
static bool take_number(const char *line, size_t length, size_t *at, int *number_out)
{
    size_t begin = *at;

    *number_out = 0;
    while (*at < length && *at - begin < CODE_DIGITS && line[*at] >= '0' && line[*at] <= '9')
        *number_out = *number_out * 10 + (line[(*at)++] - '0');
    return *at > begin;
}

static bool take_dot(const char *line, size_t length, size_t *at)
{
    return *at < length && line[(*at)++] == '.';
}

struct smtp_reply smtp_reply_read(const char *line, size_t length)
{
    struct smtp_reply reply = {0};
    int class = 0, subject = 0, detail = 0;
    size_t at = 0;

    if (!take_number(line, length, &at, &reply.code) || at != CODE_DIGITS || reply.code < CODE_LEAST)
        return (struct smtp_reply){0};
    at++; /* a blank, or a hyphen where more lines come */
    if (take_number(line, length, &at, &class) && take_dot(line, length, &at) && take_number(line, length, &at, &subject) &&
        take_dot(line, length, &at) && take_number(line, length, &at, &detail) && class == reply.code / 100) {
        reply.enhanced_class = class;
        reply.enhanced_subject = subject;
        reply.enhanced_detail = detail;
    }
    return reply;
}

enum mail_try smtp_reply_judge(enum smtp_stage stage, struct smtp_reply reply)
{
    int subject = reply.enhanced_subject;

    if (reply.code < PERMANENT || subject == SUBJECT_POLICY)
        return MAIL_TRY_FAILED;
    if (stage == SMTP_RECIPIENT || stage == SMTP_CONTENT)
        return MAIL_TRY_REFUSED;
    /* some tell of the recipient a step later */
    return stage == SMTP_DATA && (subject == SUBJECT_ADDRESS || subject == SUBJECT_MAILBOX) ? MAIL_TRY_REFUSED
                                                                                            : MAIL_TRY_FAILED;
}
