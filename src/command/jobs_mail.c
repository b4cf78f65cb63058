/* Wiring of the jobs daemon's mail. */
#include "command/jobs_mail.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/outside/mail_message.h"

enum { TOLD_AT_MOST = 16 * 1024, MS_PER_SECOND = 1000, LEASE_MARGIN_SECONDS = 30 };

static unsigned number(const struct settings *settings, const char *key)
{
    return (unsigned)settings_number(settings, key);
}

/* The host of an https address, or of one on this machine itself; NULL for what links cannot begin with. */
static const char *host_of(struct arena *arena, const char *site)
{
    static const char *const begins[] = {"https://", "http://127.0.0.1", "http://localhost"};
    const char *host = NULL;

    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (text_starts_with(site, begins[i]))
            host = strstr(site, "//") + 2;
    if (!host || strcspn(host, ":/") == 0 || site[strlen(site) - 1] == '/' || strpbrk(site, " ?#\"<>"))
        return NULL;
    return arena_copy_n(arena, host, strcspn(host, ":/"));
}

/* The first line of the file. */
static bool read_password(const char *file, char password_out[JOBS_MAIL_PASSWORD])
{
    FILE *in = *file ? fopen(file, "re") : NULL;

    if (!in)
        return false;
    if (!fgets(password_out, JOBS_MAIL_PASSWORD, in))
        password_out[0] = '\0';
    fclose(in);
    password_out[strcspn(password_out, "\r\n")] = '\0';
    return *password_out != '\0';
}

/* Where the task may send at all: what it needs to know, or why not. */
static const char *read_rest(const struct settings *settings, struct jobs_mail *mail)
{
    struct mail_task *task = &mail->task;

    task->site = settings_text(settings, "site_address");
    task->host = host_of(mail->arena, task->site);
    task->from = mail_message_address(mail->arena, settings_text(settings, "mail_from"));
    if (!task->host)
        return "site_address is not https://, or ends with a slash";
    if (!task->from)
        return "mail_from is no mail address";
    if (!words_language_named(settings_text(settings, "mail_language"), &task->language))
        return "mail_language is none of nb, nn, en";
    if (*settings_text(settings, "smtp_user") && !read_password(settings_text(settings, "smtp_password_file"), mail->password))
        return "smtp_password_file cannot be read";
    if (!text_equal(settings_text(settings, "smtp_starttls"), "required") && !text_equal(settings_text(settings, "smtp_starttls"), "none"))
        return "smtp_starttls is neither required nor none";
    return NULL;
}

bool jobs_mail_open(const struct settings *settings, const struct secret *secret, struct store *store, struct jobs_mail *mail_out,
                    const char **why_out)
{
    struct mail_task *task = &mail_out->task;
    struct smtp_settings smtp = {
        .url = settings_text(settings, "smtp_url"),
        .user = settings_text(settings, "smtp_user"),
        .password = mail_out->password,
        .ca_file = settings_text(settings, "smtp_ca_file"),
        .tls = !text_equal(settings_text(settings, "smtp_starttls"), "none"),
        .connect_ms = number(settings, "smtp_connect_ms"),
        .total_ms = number(settings, "smtp_total_ms"),
    };

    mail_out->arena = arena_new(TOLD_AT_MOST);
    mail_task_open(task);
    task->store = store;
    task->contact = settings_text(settings, "contact_login");
    task->lease_seconds = smtp.total_ms / MS_PER_SECOND + LEASE_MARGIN_SECONDS;
    task->first_delay_ms = number(settings, "mail_retry_ms");
    secret_key(secret, "mail-link", task->token_key);
    if (!*smtp.url)
        return true;
    *why_out = read_rest(settings, mail_out);
    if (*why_out)
        return false;
    smtp.name = task->host;
    task->client = smtp_client_new(&smtp, why_out);
    return task->client != NULL;
}

void jobs_mail_close(struct jobs_mail *mail)
{
    mail_task_close(&mail->task);
    if (mail->arena)
        arena_free(&mail->arena);
}
