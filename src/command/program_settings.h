/* The settings of all programs: one table, one file (requirement X1; operations.md). */
#ifndef COMMAND_PROGRAM_SETTINGS_H
#define COMMAND_PROGRAM_SETTINGS_H

#include "engine/base/settings.h"

extern const struct setting program_settings_rows[];

/* Takes "--config FILE" out of argv; else the installed file. */
const char *program_settings_file(int *argc, char **argv);

/* For programs that cannot go on without: ends with a message where the file cannot be used. */
struct settings *program_settings_open(const char *file);

#endif
