/* The database's accounts, and what each may do. */
#ifndef REGISTER_STORE_ACCOUNT_H
#define REGISTER_STORE_ACCOUNT_H

#define ACCOUNT_APP "jobbsjanse_app"                       /* a worker's rights, used by no worker: for tests */
#define ACCOUNT_HISTORY_READER "jobbsjanse_history_reader" /* "as of" a date, and nothing else */
#define ACCOUNT_JOBS "jobbsjanse_jobs"                     /* what the jobs daemon brings from outside */
#define ACCOUNT_LOGINS "jobbsjanse_logins"                 /* what OpenID providers say of who logs in */

enum account_object { ACCOUNT_TABLE, ACCOUNT_PROCEDURE, ACCOUNT_FUNCTION, ACCOUNT_PACKAGE };

enum account_schema { ACCOUNT_MAIN, ACCOUNT_AUDIT, ACCOUNT_HISTORY };

struct account_right {
    enum account_object object;
    enum account_schema schema;
    const char *name; /* NULL ends a list */
    const char *privileges;
};

/* A worker reads scoped views, calls procedures, and nothing more. */
extern const struct account_right account_worker_rights[];
/* Acts as the system, through its own procedures alone. */
extern const struct account_right account_jobs_rights[];
extern const struct account_right account_logins_rights[];
/* Owner of views, procedures and the context package. No DDL, no TRIGGER, locked. */
extern const struct account_right account_definer_rights[];
/* Owner of the triggers: writes the log and the history. Locked. */
extern const struct account_right account_audit_writer_rights[];
/* Owner of what seals the logs: reads them, writes seals, cuts partitions. Locked. */
extern const struct account_right account_audit_keeper_rights[];
extern const struct account_right account_history_reader_rights[];

#endif
