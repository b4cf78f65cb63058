/* `jobbsjanse database apply|status|account NAME`. */
#include <stdio.h>

#include "command/command.h"
#include "command/schema_task.h"
#include "engine/base/text.h"

static int apply(struct schema_task *task)
{
    const char *why = NULL;
    unsigned count = 0;
    if (!migrate(&task->migrate, false, &count, &why)) {
        schema_task_refuse(task, why);
        return COMMAND_FAILED;
    }
    if (count == 0) {
        printf("The database is up to date.\n");
    }
    return COMMAND_DONE;
}

static int status(struct schema_task *task)
{
    const char *why = NULL;
    unsigned count = 0;
    if (!migrate(&task->migrate, true, &count, &why)) {
        schema_task_refuse(task, why);
        return COMMAND_FAILED;
    }
    if (count == 0) {
        printf("The database is up to date.\n");
        return COMMAND_DONE;
    }
    printf("%u things to do: `jobbsjanse database apply`.\n", count);
    return COMMAND_BEHIND;
}

static int account(struct schema_task *task, const char *name)
{
    const char *why = NULL;
    char password[SECRET_PASSWORD_TEXT];
    if (!migrate_account(&task->migrate, name, &why)) {
        schema_task_refuse(task, why);
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
    struct schema_task task;
    if (!of_account && !plain) {
        fprintf(stderr, "usage: jobbsjanse database apply | status | account NAME\n");
        return COMMAND_MISUSED;
    }
    int result = COMMAND_FAILED;
    if (schema_task_open(&task, "database", settings, NULL)) {
        result = of_account ? account(&task, arguments[1]) : text_equal(verb, "apply") ? apply(&task) : status(&task);
    }
    schema_task_close(&task);
    return result;
}
