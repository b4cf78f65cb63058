/* What a mail server's refusal means: at which step of the conversation, and by which code (RFC 5321, 3463). */
#ifndef REGISTER_OUTSIDE_SMTP_REPLY_H
#define REGISTER_OUTSIDE_SMTP_REPLY_H

#include <stddef.h>

#include "register/domain/mail/mail.h"

enum smtp_stage {
    SMTP_GREETING,
    SMTP_HELLO,
    SMTP_TLS,
    SMTP_LOGIN,
    SMTP_SENDER,
    SMTP_RECIPIENT,
    SMTP_DATA,    /* may the content come? */
    SMTP_CONTENT, /* it has come */
    SMTP_STAGES
};

struct smtp_reply {
    int code;                       /* 0: none came */
    int enhanced_class, enhanced_subject, enhanced_detail; /* 5.1.1; 0 where it says none */
};

/* A line of a server's; what is no reply gives code 0. */
struct smtp_reply smtp_reply_read(const char *line, size_t length);

/* Refused for good is what is wrong with the recipient or the message alone. What is wrong with our own set-up (login, sender,
 * relaying, policy) may be put right, and everybody's mail would be lost: that counts as a failure, as every 4xx does. */
enum mail_try smtp_reply_judge(enum smtp_stage stage, struct smtp_reply reply);

const char *smtp_stage_word(enum smtp_stage stage) __attribute__((returns_nonnull));

#endif
