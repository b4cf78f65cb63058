/* Sends the mail that is waiting: takes one, makes the token of its link, leaves the token's hash, hands the message to the
 * mail server, keeps how it ended (requirements A3, A4; docs/mail.md). Nobody waits for a server here: each step does what it
 * can at once. */
#ifndef REGISTER_TASK_MAIL_H
#define REGISTER_TASK_MAIL_H

#include "engine/base/crypto/crypto.h"
#include "engine/base/words.h"
#include "register/outside/smtp_client.h"
#include "register/store/mail.h"

struct mail_task {
    struct store *store; /* under the jobs' own account */
    struct smtp_client *client; /* NULL: no mail is sent */
    const char *from;           /* our address, as mail_message_address gives it */
    const char *site;           /* "https://host/path", which links begin with */
    const char *host;           /* of the site: names our messages */
    const char *contact;        /* for help with login, or "" */
    enum language language;     /* of whom no language is kept */
    unsigned char token_key[CRYPTO_HASH_SIZE];
    unsigned lease_seconds;     /* longer than sending may take */
    unsigned first_delay_ms;    /* after the first failure */

    /* What is under way: private. */
    enum { MAIL_IDLE, MAIL_SENDING, MAIL_KEEPING } state;
    struct arena *arena; /* the job's; made by mail_task_open */
    struct mail_job job;
    struct smtp_ended ended;
    long long began;
};

void mail_task_open(struct mail_task *task);
/* What is under way is broken off: it falls due again when its lease is over. */
void mail_task_close(struct mail_task *task);

enum mail_step {
    MAIL_STEP_WORKED, /* there may be more to do at once */
    MAIL_STEP_BUSY,   /* a server is being talked to: come back in a moment */
    MAIL_STEP_IDLE,   /* nothing to do now */
    MAIL_STEP_DOWN    /* the database is away */
};

/* The arena is the caller's, emptied between two steps. */
enum mail_step mail_step(struct mail_task *task, struct arena *arena);
/* Is a server being talked to, or what it said not kept yet? Who ends then sends twice. */
bool mail_task_is_busy(const struct mail_task *task);

#endif
