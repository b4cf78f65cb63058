/* The jobs daemon's mail, from its settings. */
#ifndef COMMAND_JOBS_MAIL_H
#define COMMAND_JOBS_MAIL_H

#include "command/secret.h"
#include "engine/base/settings.h"
#include "register/task/mail.h"

#define JOBS_MAIL_PASSWORD 256

struct jobs_mail {
    struct mail_task task;
    struct arena *arena; /* what the task was told */
    char password[JOBS_MAIL_PASSWORD];
};

/* Without smtp_url mail stays in the queue. false: *why_out (static) names the setting that does not do. Store and settings
 * must outlive it; close it also after a failure. */
bool jobs_mail_open(const struct settings *settings, const struct secret *secret, struct store *store, struct jobs_mail *mail_out,
                    const char **why_out);
void jobs_mail_close(struct jobs_mail *mail);

#endif
