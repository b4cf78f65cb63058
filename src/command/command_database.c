/* `jobbsjanse database apply|status|account NAME`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/secret.h"
#include "engine/base/text.h"
#include "engine/codebook/codebook.h"
#include "register/store/migrate.h"

enum { CONNECT_SECONDS = 10, STATEMENT_SECONDS = 3600, WORKERS_PER_CORE = 2 };

/* What a run holds open. */
struct task {
    struct database_settings admin;
    struct secret secret;
    const struct codebook *codebook;
    struct migrate_settings migrate;
};

static bool refuse(const char *why)
{
    fprintf(stderr, "database: %s\n", why);
    return false;
}

static void say(const char *line)
{
    printf("%s\n", line);
}

static void password_of(const void *secret, const char *account, char password_out[MIGRATE_PASSWORD_TEXT])
{
    secret_account_password(secret, account, password_out);
}

static bool open_codebook(const struct settings *settings, struct task *task)
{
    char *why = NULL;
    if (codebook_load(settings_text(settings, "codebook_file"), settings_text(settings, "codebook_schema"),
                      &task->codebook, &why)) {
        task->migrate.reg = codebook_find_register(task->codebook, "jobbsjansen");
        return task->migrate.reg != NULL || refuse("the codebook has no register jobbsjansen");
    }
    refuse(why);
    free(why);
    return false;
}

/* Forms' and downloads' workers are numbered in one row. A replaced worker takes its predecessor's number. */
static unsigned worker_count(const struct settings *settings)
{
    long long forms = settings_number(settings, "workers");
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (forms == 0) {
        forms = (cores > 0 ? cores : 1) * WORKERS_PER_CORE;
    }
    return (unsigned)(forms + settings_number(settings, "download_workers"));
}

static bool open_task(const struct settings *settings, struct task *task)
{
    const char *why = NULL;
    *task = (struct task){
        .admin = {.socket = settings_text(settings, "database_socket"),
                  .user = settings_text(settings, "database_admin_user"),
                  .connect_seconds = CONNECT_SECONDS,
                  .read_seconds = STATEMENT_SECONDS,
                  .write_seconds = STATEMENT_SECONDS},
        .migrate = {.name = settings_text(settings, "database_name"),
                    .sql_directory = settings_text(settings, "sql_directory"),
                    .data_directory = settings_text(settings, "data_directory"),
                    .worker_prefix = settings_text(settings, "database_worker_prefix"),
                    .workers = worker_count(settings),
                    .password_of = password_of},
    };
    if (!secret_read(settings_text(settings, "secret_file"), &task->secret, &why)) {
        return refuse(why);
    }
    task->migrate.secret = &task->secret;
    task->migrate.admin = &task->admin;
    return open_codebook(settings, task);
}

static int apply(struct task *task)
{
    const char *why = NULL;
    unsigned count = 0;
    task->migrate.say = say;
    if (!migrate(&task->migrate, false, &count, &why)) {
        refuse(why);
        return COMMAND_FAILED;
    }
    if (count == 0) {
        say("The database is up to date.");
    }
    return COMMAND_DONE;
}

static int status(struct task *task)
{
    const char *why = NULL;
    unsigned count = 0;
    task->migrate.say = say;
    if (!migrate(&task->migrate, true, &count, &why)) {
        refuse(why);
        return COMMAND_FAILED;
    }
    if (count == 0) {
        say("The database is up to date.");
        return COMMAND_DONE;
    }
    printf("%u things to do: `jobbsjanse database apply`.\n", count);
    return COMMAND_BEHIND;
}

static int account(struct task *task, const char *name)
{
    const char *why = NULL;
    char password[SECRET_PASSWORD_TEXT];
    if (!migrate_account(&task->migrate, name, &why)) {
        refuse(why);
        return COMMAND_FAILED;
    }
    secret_account_password(&task->secret, name, password);
    printf("%s\n", password);
    return COMMAND_DONE;
}

int command_database(const struct settings *settings, int argument_count, char **arguments)
{
    const char *verb = argument_count > 0 ? arguments[0] : "";
    bool of_account = text_equal(verb, "account") && argument_count == 2;
    bool plain = (text_equal(verb, "apply") || text_equal(verb, "status")) && argument_count == 1;
    struct task task;
    if (!of_account && !plain) {
        refuse("usage: jobbsjanse database apply | status | account NAME");
        return COMMAND_MISUSED;
    }
    int result = COMMAND_FAILED;
    if (open_task(settings, &task)) {
        result = of_account ? account(&task, arguments[1]) : text_equal(verb, "apply") ? apply(&task) : status(&task);
    }
    codebook_free(&task.codebook);
    return result;
}
