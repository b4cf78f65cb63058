/* Hands a message to a mail server, over libcurl, without anybody waiting: begun, then stepped until it has ended. One
 * at a time. Addresses and content are never logged or told. */
#ifndef REGISTER_OUTSIDE_SMTP_CLIENT_H
#define REGISTER_OUTSIDE_SMTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "register/domain/mail/mail.h"

struct smtp_client;

/* The texts must outlive the client. */
struct smtp_settings {
    const char *url;      /* smtp://host:587, smtps://host:465 */
    const char *name;     /* how this machine presents itself */
    const char *user, *password; /* "": no login */
    const char *ca_file;  /* "": the system's certificates */
    bool tls;             /* of smtp://: STARTTLS, or no mail. Without it this machine's own address alone will do */
    unsigned connect_ms;  /* until the conversation stands, TLS and login and all */
    unsigned total_ms;    /* until the server has taken the message */
};

/* NULL, and *why_out (static): settings under which nothing may be sent. No memory ends the process. */
struct smtp_client *smtp_client_new(const struct smtp_settings *settings, const char **why_out);
void smtp_client_close(struct smtp_client **client);

/* Begins; `bytes` must stay until it has ended. Addresses as mail_message_address gives them. */
void smtp_client_begin(struct smtp_client *client, const char *from, const char *to, const char *bytes, size_t length);

#define SMTP_ERROR_SIZE 40

struct smtp_ended {
    enum mail_try result;
    char error[SMTP_ERROR_SIZE]; /* "recipient 550 5.1.1", "greeting late", "tls": never what the server wrote */
};

/* Goes on where it can without waiting. True: it has ended. */
bool smtp_client_step(struct smtp_client *client, struct smtp_ended *ended_out);

#endif
