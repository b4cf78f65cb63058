/* Compares rows of the logs with what was sealed of them: the part of a check that looks at rows. */
#ifndef REGISTER_TASK_AUDIT_COMPARE_H
#define REGISTER_TASK_AUDIT_COMPARE_H

#include "register/store/audit_check.h"
#include "register/task/audit_verify.h"

/* A row in a sealed run that no list has had so far, and in which block's run. */
struct audit_extra {
    unsigned long long id, seal, first_id, last_id;
    unsigned long long block; /* how many blocks its log had before this one */
    unsigned year;
    long long sealed_ago; /* seconds */
};

/* A log, as far as it has been checked. */
struct audit_progress {
    const char *name;
    unsigned long long last_id; /* where its blocks end so far */
    unsigned long long blocks;  /* how many there were */
    char since[32];             /* when the latest block was sealed, "" before the first */
    bool carries;               /* its rows carry hashes from some row on */
    struct audit_extra *extras;
    size_t extra_count, extra_room;
};

struct audit_compare {
    struct audit_verify *verify; /* told of findings, and counts */
    struct arena *arena;         /* for one block; its user empties it */
    struct crypto_digest *digest;
};

/* The rows of a block, or of a list of late rows, against its list. */
enum store_result audit_compare_block(const struct audit_compare *compare, struct audit_progress *log, const struct seal *seal);
/* When all blocks are done: rows that are in no list, and those after the last block, which can only be held against the hash
 * that they carry. */
enum store_result audit_compare_rest(const struct audit_compare *compare, struct audit_progress *log);
void audit_compare_free(struct audit_progress *log);

#endif
