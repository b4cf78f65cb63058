/* `jobbsjanse codebook check|diff|apply [--yes] [FILE]` (requirement C6). */
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"
#include "command/schema_task.h"
#include "engine/base/text.h"
#include "engine/codebook/lint.h"
#include "register/domain/access/grant.h"
#include "register/domain/jobbsjansen/names.h"
#include "register/store/schema_intro.h"
#include "register/store/schema_table.h"

enum { FINDINGS_AT_MOST = 1024 * 1024, TABLES_AT_MOST = 4 * 1024 * 1024 };

struct order {
    const char *verb;
    const char *file; /* NULL: the installed codebook */
    bool yes;
};

static bool read_order(int argument_count, char **arguments, struct order *order_out)
{
    *order_out = (struct order){.verb = argument_count > 0 ? arguments[0] : ""};
    for (int i = 1; i < argument_count; i++) {
        bool is_option = arguments[i][0] == '-';
        if (text_equal(arguments[i], "--yes") && text_equal(order_out->verb, "apply")) {
            order_out->yes = true;
        } else if (is_option || order_out->file != NULL) {
            return false;
        } else {
            order_out->file = arguments[i];
        }
    }
    return text_equal(order_out->verb, "check") || text_equal(order_out->verb, "diff") ||
           text_equal(order_out->verb, "apply");
}

static const char *file_of(const struct settings *settings, const struct order *order)
{
    return order->file == NULL ? settings_text(settings, "codebook_file") : order->file;
}

/* Are the names that the register has for other things left to it? */
static bool leaves_names(const struct codebook_register *reg, const char *file)
{
    struct arena *arena = arena_new(TABLES_AT_MOST);
    const char *taken = names_taken(reg), *why = NULL;
    bool good = taken == NULL && schema_tables_of(arena, reg, &why) != NULL;
    if (taken != NULL) {
        fprintf(stderr, "%s: no variable can be called %s: forms have that name for something else\n", file, taken);
    } else if (!good) {
        fprintf(stderr, "%s: %s\n", file, why);
    }
    arena_free(&arena);
    return good;
}

/* Has what it asks a place in the tables that sql/ makes? A site may do without the register. */
static bool has_columns(const struct codebook *codebook, const char *file)
{
    const struct codebook_register *reg = codebook_find_register(codebook, SCHEMA_INTRO_REGISTER);
    struct arena *arena = arena_new(TABLES_AT_MOST);
    const char *why = NULL;
    bool good = reg == NULL || schema_intro_fits(arena, reg, &why);
    if (!good) {
        fprintf(stderr, "%s: %s\n", file, why);
    }
    arena_free(&arena);
    return good;
}

/* What the program itself needs of each register, as at a worker's start. */
static bool has_names(const struct codebook *codebook, const char *file)
{
    const struct codebook_register *reg = codebook_find_register(codebook, REGISTER_JOBBSJANSEN);
    const char *missing = "register jobbsjansen";
    struct names names;
    if (reg != NULL && names_find(reg, &names, &missing)) {
        return leaves_names(reg, file) && has_columns(codebook, file);
    }
    fprintf(stderr, "%s: lacks %s, which the program needs\n", file, missing);
    return false;
}

static void say_findings(const struct codebook *codebook, const char *file)
{
    struct arena *arena = arena_new(FINDINGS_AT_MOST);
    struct codebook_findings findings = codebook_lint(arena, codebook);
    for (size_t i = 0; i < findings.count; i++) {
        printf("%s:%d: warning: %s\n", file, findings.items[i].line, findings.items[i].text);
    }
    arena_free(&arena);
}

static int check(const struct settings *settings, const struct order *order)
{
    const struct codebook *codebook = NULL;
    const char *file = file_of(settings, order);
    char *why = NULL;
    if (!codebook_load(file, settings_text(settings, "codebook_schema"), &codebook, &why)) {
        fprintf(stderr, "%s\n", why);
        free(why);
        return COMMAND_FAILED;
    }
    bool good = has_names(codebook, file);
    say_findings(codebook, file);
    if (good) {
        printf("%s: version %s can be used\n", file, codebook->version);
    }
    codebook_free(&codebook);
    return good ? COMMAND_DONE : COMMAND_FAILED;
}

static int end_diff(unsigned count)
{
    if (count == 0) {
        printf("The database holds what the codebook needs.\n");
        return COMMAND_DONE;
    }
    printf("%u things to do: `jobbsjanse codebook apply`.\n", count);
    return COMMAND_BEHIND;
}

/* The workers take up the installed file alone. */
static void end_apply(const struct settings *settings, const struct order *order, unsigned count)
{
    if (count == 0) {
        printf("The database holds what the codebook needs.\n");
        return;
    }
    if (order->file != NULL && !text_equal(order->file, settings_text(settings, "codebook_file"))) {
        printf("Now put the file in place as %s, and reload the service.\n", settings_text(settings, "codebook_file"));
    } else {
        printf("Now reload the service: the workers go on with the codebook they have.\n");
    }
}

static int compare(const struct settings *settings, const struct order *order)
{
    struct schema_task task;
    const char *why = NULL;
    unsigned count = 0;
    bool plan_only = text_equal(order->verb, "diff");
    bool done = schema_task_open(&task, "codebook", settings, order->file);
    if (done) {
        task.migrate.consent = order->yes;
        done = has_names(task.migrate.codebook, file_of(settings, order)) &&
               (migrate(&task.migrate, plan_only, &count, &why) || schema_task_refuse(&task, why));
    }
    schema_task_close(&task);
    if (!done) {
        return COMMAND_FAILED;
    }
    if (plan_only) {
        return end_diff(count);
    }
    end_apply(settings, order, count);
    return COMMAND_DONE;
}

int command_codebook(const struct settings *settings, int argument_count, char **arguments)
{
    struct order order;
    if (!read_order(argument_count, arguments, &order)) {
        fprintf(stderr, "usage: jobbsjanse codebook check [FILE] | diff [FILE] | apply [--yes] [FILE]\n");
        return COMMAND_MISUSED;
    }
    return text_equal(order.verb, "check") ? check(settings, &order) : compare(settings, &order);
}
