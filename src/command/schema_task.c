/* Opening what migrations stand on: codebook, secret, accounts. */
#include "command/schema_task.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/admin.h"
#include "engine/base/text.h"
#include "register/domain/access/grant.h"

enum { STATEMENT_SECONDS = 3600, WORKERS_PER_CORE = 2 };

bool schema_task_refuse(const struct schema_task *task, const char *why)
{
    fprintf(stderr, "%s: %s\n", task->command, why);
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

/* Who types: with sudo that is not who runs. */
static void find_who(struct schema_task *task)
{
    const struct passwd *runs = getpwuid(getuid());
    const char *types = getenv("SUDO_USER");
    const char *name = runs == NULL ? "?" : runs->pw_name;
    if (types == NULL || text_is_empty(types) || !text_is_clean(types, strlen(types))) {
        snprintf(task->who, sizeof task->who, "%s", name);
    } else {
        snprintf(task->who, sizeof task->who, "%.90s (sudo: %.90s)", name, types);
    }
}

static bool open_codebook(const struct settings *settings, struct schema_task *task, const char *file)
{
    char *why = NULL;
    if (codebook_load(file == NULL ? settings_text(settings, "codebook_file") : file,
                      settings_text(settings, "codebook_schema"), &task->migrate.codebook, &why)) {
        task->migrate.reg = codebook_find_register(task->migrate.codebook, REGISTER_JOBBSJANSEN);
        return task->migrate.reg != NULL || schema_task_refuse(task, "the codebook has no register jobbsjansen");
    }
    schema_task_refuse(task, why);
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

bool schema_task_open(struct schema_task *task, const char *command, const struct settings *settings,
                      const char *codebook_file)
{
    const char *why = NULL;
    *task = (struct schema_task){
        .command = command,
        .admin = admin_database(settings, STATEMENT_SECONDS),
        .migrate = {.name = settings_text(settings, "database_name"),
                    .sql_directory = settings_text(settings, "sql_directory"),
                    .data_directory = settings_text(settings, "data_directory"),
                    .worker_prefix = settings_text(settings, "database_worker_prefix"),
                    .workers = worker_count(settings),
                    .password_of = password_of,
                    .say = say},
    };
    task->admin.schema = NULL; /* it may be yet to be made */
    if (!secret_read(settings_text(settings, "secret_file"), &task->secret, &why)) {
        return schema_task_refuse(task, why);
    }
    find_who(task);
    task->migrate.secret = &task->secret;
    task->migrate.admin = &task->admin;
    task->migrate.who = task->who;
    return open_codebook(settings, task, codebook_file);
}

void schema_task_close(struct schema_task *task)
{
    codebook_free(&task->migrate.codebook);
}
