/* The subcommands of `jobbsjanse`, one function each. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "engine/base/settings.h"

enum command_exit { COMMAND_DONE = 0, COMMAND_FAILED = 1, COMMAND_MISUSED = 2, COMMAND_BEHIND = 3 };

/* `arguments` are those after the subcommand's own word. Results on standard output, trouble on standard
 * error; returns the program's exit status. */
typedef int command_function(const struct settings *settings, int argument_count, char **arguments);

/* `database apply`: brings schema, routines, accounts and rights up to date. `database status`: says what that would
 * do, exit status 3 if anything. `database account NAME`: makes or mends one account and prints its password. */
command_function command_database;

/* `codebook check [FILE]`: says what is wrong or suspicious in a codebook. `codebook diff [FILE]`: what it changes, whose
 * answers that touches, and what the database lacks, exit status 3 if anything. `codebook apply [--yes] [FILE]`: does
 * it; where answers are touched only with --yes. */
command_function command_codebook;

/* `audit verify [--heads FILE]`: checks the sealed logs, exit status 3 where they are broken. `audit seal`: seals what waits.
 * `audit head`: the chain's end as a line. `audit drop YEAR`: takes a year out of the logs once it has been kept long enough. */
command_function command_audit;

/* `regelmotor [--date YYYY-MM-DD] [--dry-run]`: the rule engine goes through everybody in the introduction programme, as it does each
 * night, and counts by cause what it entered, withdrew and replaced; --dry-run writes nothing. What stands is how it is today: a day
 * before or after is for --dry-run alone. Exit status 1 where somebody could not be gone through. */
command_function command_rule_engine;

/* `import introduksjon FILE`: the exchange file of the introduction programme, all of it or, where anything is wrong with it, nothing,
 * and every problem on standard error by line. `export introduksjon [FILE]`: writes one. */
command_function command_import, command_export;

#endif
