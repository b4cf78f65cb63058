/* What every subcommand needs that compares the database with the program and its codebook. */
#ifndef COMMAND_SCHEMA_TASK_H
#define COMMAND_SCHEMA_TASK_H

#include "command/secret.h"
#include "engine/base/settings.h"
#include "register/store/migrate.h"

struct schema_task {
    const char *command; /* its name, before whatever is complained of */
    struct database_settings admin;
    struct secret secret;
    char who[201]; /* the operating system's user */
    struct migrate_settings migrate; /* lines go to standard output */
};

/* `codebook_file` NULL: the installed one. false: said on standard error why. Closed in either case. */
bool schema_task_open(struct schema_task *task, const char *command, const struct settings *settings,
                      const char *codebook_file);
void schema_task_close(struct schema_task *task);

/* Says it on standard error, and is false. */
bool schema_task_refuse(const struct schema_task *task, const char *why);

#endif
