/* `jobbsjanse import introduksjon FILE` and `jobbsjanse export introduksjon [FILE]` (requirements N1, N6; docs/introduksjon.md). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command/admin.h"
#include "command/command.h"
#include "command/secret.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "register/task/intro_export.h"
#include "register/task/intro_import.h"

enum { MEMORY = 256 * 1024 * 1024, STATEMENT_SECONDS = 600, ONLY_OWNER = 077 };

#define REGISTER "introduksjon"

struct exchange {
    const char *command;
    struct database_settings admin;
    struct store store;
    struct arena *arena;
    const struct codebook *codebook;
    const struct codebook_register *reg;
    bool any_duf_check; /* as the installation's setting says */
    unsigned char person_key[SECRET_SIZE];
};

static bool refuse(const struct exchange *exchange, const char *why)
{
    fprintf(stderr, "%s: %s\n", exchange->command, why);
    return false;
}

static bool open_codebook(struct exchange *exchange, const struct settings *settings)
{
    char *why = NULL;
    bool loaded = codebook_load(settings_text(settings, "codebook_file"), settings_text(settings, "codebook_schema"),
                                &exchange->codebook, &why);

    if (!loaded)
        refuse(exchange, why);
    free(why);
    exchange->reg = loaded ? codebook_find_register(exchange->codebook, REGISTER) : NULL;
    return exchange->reg || (loaded && refuse(exchange, "the codebook has no register \"" REGISTER "\""));
}

static bool open_exchange(struct exchange *exchange, const char *command, const struct settings *settings)
{
    struct secret secret;
    const char *why = NULL;

    *exchange = (struct exchange){
        .command = command,
        .admin = admin_database(settings, STATEMENT_SECONDS),
        .arena = arena_new(MEMORY),
        .any_duf_check = !settings_yes(settings, "duf_check_digits"),
    };
    exchange->store = (struct store){.database = database_new(&exchange->admin), .schema = exchange->admin.schema};
    if (!secret_read(settings_text(settings, "secret_file"), &secret, &why))
        return refuse(exchange, why);
    secret_key(&secret, "person-id", exchange->person_key);
    return open_codebook(exchange, settings);
}

static int close_exchange(struct exchange *exchange, bool done)
{
    database_close(&exchange->store.database);
    arena_free(&exchange->arena);
    if (exchange->codebook)
        codebook_free(&exchange->codebook);
    return done ? COMMAND_DONE : COMMAND_FAILED;
}

static int misused(const char *usage)
{
    fprintf(stderr, "usage: jobbsjanse %s\n", usage);
    return COMMAND_MISUSED;
}

/* FILE:LINE: COLUMN: what is wrong. No value of the file: it is about people. */
static bool tell_problems(const char *file, const struct intro_import_report *report)
{
    for (size_t i = 0; i < report->told_count; i++) {
        const struct intro_import_told *told = &report->told[i];

        fprintf(stderr, "%s:%lu: %s%s%s\n", file, told->line, told->column, *told->column ? ": " : "", told->message);
    }
    if (report->problems > report->told_count)
        fprintf(stderr, "%s: and %lu more\n", file, report->problems - (unsigned long)report->told_count);
    fprintf(stderr, "import: nothing is stored: %lu problems\n", report->problems);
    return false;
}

static bool tell_stored(const struct intro_import_counts *counts)
{
    printf("persons: %lu new, %lu changed\n", counts->persons_new, counts->persons_changed);
    printf("decisions: %lu new, %lu changed\n", counts->rows_new[IMPORT_DECISION], counts->rows_changed[IMPORT_DECISION]);
    printf("goals: %lu new, %lu changed\n", counts->rows_new[IMPORT_GOAL], counts->rows_changed[IMPORT_GOAL]);
    printf("terminations: %lu new, %lu changed\n", counts->rows_new[IMPORT_END], counts->rows_changed[IMPORT_END]);
    return true;
}

static bool import_file(struct exchange *exchange, const char *file, FILE *in)
{
    const struct intro_import_task task = {
        .store = &exchange->store,
        .rules = {exchange->reg, clock_today(), exchange->any_duf_check},
        .person_key = exchange->person_key,
        .person_key_size = sizeof exchange->person_key,
    };
    struct intro_import_report report;

    if (intro_import_run(&task, exchange->arena, in, &report) != STORE_OK)
        return refuse(exchange, "nothing is stored; what the database said is above");
    if (report.unreadable)
        return refuse(exchange, "the file cannot be read to its end: nothing is stored");
    return report.problems > 0 ? tell_problems(file, &report) : tell_stored(&report.counts);
}

int command_import(const struct settings *settings, int argument_count, char **arguments)
{
    struct exchange exchange;
    bool done = false;
    FILE *in;

    if (argument_count != 2 || !text_equal(arguments[0], REGISTER))
        return misused("import " REGISTER " FILE");
    in = fopen(arguments[1], "rb");
    if (!in) {
        fprintf(stderr, "import: %s: %s\n", arguments[1], strerror(errno));
        return COMMAND_FAILED;
    }
    if (open_exchange(&exchange, "import", settings))
        done = import_file(&exchange, arguments[1], in);
    fclose(in);
    return close_exchange(&exchange, done);
}

static bool export_file(struct exchange *exchange, FILE *out)
{
    unsigned long lines = 0;
    bool whole = false;

    if (intro_export_run(&exchange->store, exchange->reg, exchange->arena, out, &lines, &whole) != STORE_OK)
        return refuse(exchange, "the file is not whole; what the database said is above");
    if (!whole)
        return refuse(exchange, "the file could not be written to its end");
    fprintf(stderr, "export: %lu lines\n", lines);
    return true;
}

/* Only who exports may read it. */
int command_export(const struct settings *settings, int argument_count, char **arguments)
{
    struct exchange exchange;
    bool done = false;
    FILE *out = stdout;

    if (argument_count < 1 || argument_count > 2 || !text_equal(arguments[0], REGISTER))
        return misused("export " REGISTER " [FILE]");
    umask(ONLY_OWNER);
    if (argument_count == 2)
        out = fopen(arguments[1], "wb");
    if (!out) {
        fprintf(stderr, "export: %s: %s\n", arguments[1], strerror(errno));
        return COMMAND_FAILED;
    }
    if (open_exchange(&exchange, "export", settings))
        done = export_file(&exchange, out);
    if (out != stdout && fclose(out) != 0)
        done = refuse(&exchange, "the file could not be written to its end");
    return close_exchange(&exchange, done);
}
