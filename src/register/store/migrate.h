/* Brings a database up to what the program and its codebook need, or says what it would do. */
#ifndef REGISTER_STORE_MIGRATE_H
#define REGISTER_STORE_MIGRATE_H

#include <stdbool.h>

#include "engine/codebook/codebook.h"
#include "engine/database/database.h"

#define MIGRATE_PASSWORD_TEXT 65

struct migrate_settings {
    const struct database_settings *admin; /* an account that owns the schemas; its `schema` is NULL */
    const char *name;                      /* of the main schema; the others are <name>_audit, <name>_history */
    const char *sql_directory, *data_directory;
    const char *worker_prefix;
    unsigned workers; /* accounts <prefix>1 ... <prefix>n */
    /* The password of an account, derived from the installation's secret. */
    void (*password_of)(const void *secret, const char *account, char password_out[MIGRATE_PASSWORD_TEXT]);
    const void *secret;
    const struct codebook *codebook;
    const struct codebook_register *reg; /* of it: the one that this database is for */
    bool consent;       /* answers that people have given may expire, go or mean something else */
    const char *who;    /* is noted with the codebook, at most 200 characters */
    void (*say)(const char *line); /* told of each thing done, or to be done */
};

/* Safe to repeat and to run twice at once: a second run waits for the first and then finds nothing to do.
 * What the codebook changes from the one applied before is told, with how many hold what expires, goes or changes its
 * meaning; that takes consent (requirement C6). The codebook is noted as applied when all else is done.
 * With `plan_only` nothing is changed. *count_out: how many things were done, or would be. On failure false, and
 * *why_out (valid until the next call). */
bool migrate(const struct migrate_settings *settings, bool plan_only, unsigned *count_out, const char **why_out);

/* Makes one account, or brings its rights and password up to date. The schema must be there. */
bool migrate_account(const struct migrate_settings *settings, const char *account, const char **why_out);

#endif
