/* The command `jobbsjanse`: finds the subcommand and runs it with the installation's settings. */
#include <stdio.h>

#include "command/command.h"
#include "command/command_demo.h"
#include "command/program_settings.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/text.h"

static const struct subcommand {
    const char *name;
    command_function *run;
    const char *usage;
} subcommands[] = {
    {"audit", command_audit, "audit verify [--heads FILE]|seal|head|drop YEAR  are the logs as they were written?"},
    {"codebook", command_codebook, "codebook check|diff|apply [--yes] [FILE]  a codebook's faults, what it changes, its use"},
    {"database", command_database, "database apply|status|account NAME       the schema, its accounts and their rights"},
    {"demo", command_demo, "demo --participants N [--seed S]         fictional users, participants, and persons"},
    {"export", command_export, "export introduksjon [FILE]                persons of the introduction programme as CSV"},
    {"import", command_import, "import introduksjon FILE                  the same back: all of a file or nothing"},
    {"regelmotor", command_rule_engine, "regelmotor [--date YYYY-MM-DD] [--dry-run]  who has left the introduction programme"},
};

enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof subcommands[0] };

static int usage(FILE *out, int result)
{
    fprintf(out, "usage: jobbsjanse [--config FILE] SUBCOMMAND\n");
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        fprintf(out, "  %s\n", subcommands[i].usage);
    }
    return result;
}

int main(int argc, char **argv)
{
    const char *file = program_settings_file(&argc, argv);
    clock_init();
    log_open("jobbsjanse");
    if (argc == 2 && text_equal(argv[1], "--help")) {
        return usage(stdout, COMMAND_DONE);
    }
    for (size_t i = 0; argc > 1 && i < SUBCOMMAND_COUNT; i++) {
        if (text_equal(argv[1], subcommands[i].name)) {
            struct settings *settings = program_settings_open(file);
            int result = subcommands[i].run(settings, argc - 2, argv + 2);
            settings_free(&settings);
            return result;
        }
    }
    return usage(stderr, COMMAND_MISUSED);
}
