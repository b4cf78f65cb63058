/* The logs that are sealed, column by column, and what SQL is made of that. Every table of the audit schema but the seals'
 * own stands here (tests/sql/audit_seal.test.mjs compares). */
#ifndef REGISTER_STORE_AUDIT_LOG_H
#define REGISTER_STORE_AUDIT_LOG_H

#include "engine/base/buffer.h"

enum audit_value {
    AUDIT_PLAIN, /* its text is what it holds */
    AUDIT_REQUIRED, /* the same, and never NULL, so that the hash is made with less work */
    AUDIT_TIME,  /* to the microsecond */
    AUDIT_BYTES  /* as hexadecimal digits */
};

struct audit_column {
    const char *name;
    enum audit_value value;
};

struct audit_log {
    const char *name; /* NULL ends the list */
    const char *id;   /* the column that numbers its rows; with the row's hash the only one that the hash is not over */
    struct audit_column columns[20]; /* in the order of the hash; a new one goes last */
};

extern const struct audit_log audit_logs[];

const struct audit_log *audit_log_named(const char *name); /* NULL: none */

/* The SQL for the hash of a row ("NEW", "t"): SHA-256 of the record, as crypto_digest_kind describes it. */
void audit_log_add_hash(struct buffer *sql, const struct audit_log *log, const char *row);
/* WHEN branches: the rows of a log between p_from and p_to, with number, year and hash. */
void audit_log_add_rows(struct buffer *sql, const char *schema);
/* The same, for how many they are. */
void audit_log_add_counts(struct buffer *sql, const char *schema);

#endif
