/* Seals the logs every few minutes, and tells the chain's end to the outside (requirement L1). */
#ifndef REGISTER_TASK_AUDIT_SEALING_H
#define REGISTER_TASK_AUDIT_SEALING_H

#include "register/store/audit_seal.h"

struct audit_sealing {
    struct store *store; /* under the jobs' account, or the admin's */
    const unsigned char *key;
    size_t key_size;
    const char *head_file; /* each new end of the chain is added to it as a line; "" = none */
    unsigned seconds;      /* between two rounds */
    /* The rest begins as zeros. */
    bool done_before;
    long long next; /* when it is due, in microseconds of clock_monotonic_micro */
    unsigned long long told; /* the number of the seal that was told last, and its hash in hexadecimal digits */
    char told_hash[2 * CRYPTO_HASH_SIZE + 1];
    unsigned year_cut;       /* partitions have been looked after up to this year */
};

/* Seals what is not sealed, at most some tens of thousands of rows. *seals_out: how many seals were made; *more_out: there
 * may be more to seal. Any number of sealers may be at work: the chain's numbers decide who makes the next seal. */
enum store_result audit_sealing_round(struct audit_sealing *sealing, struct arena *arena, unsigned *seals_out,
                                      bool *more_out);

/* A round where it is due, and what goes with it: partitions for the years to come, the chain's end told, and an error in the
 * journal where the end that was told last is not there any more (audit-chain-cut). After trouble it
 * is due again in a minute. True: it was done. The arena holds the work, and is emptied in between. */
bool audit_sealing_step(struct audit_sealing *sealing, struct arena *arena, long long now);

/* The chain's end as a line, NULL where there is no seal yet. */
enum store_result audit_sealing_head(struct store *store, struct arena *arena, const char **line_out);

/* A seal without a list at the chain's end, for rows of a year that are about to go. */
enum store_result audit_sealing_drop(struct audit_sealing *sealing, struct arena *arena, unsigned year,
                                     unsigned long long row_count);

#endif
