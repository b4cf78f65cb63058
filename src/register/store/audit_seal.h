/* Sealing the logs (requirement L1): numbers and hashes of what is to be sealed, and the chain's next seal. For the jobs'
 * account, and the admin's. No content of a log comes here. */
#ifndef REGISTER_STORE_AUDIT_SEAL_H
#define REGISTER_STORE_AUDIT_SEAL_H

#include "register/domain/audit/seal.h"
#include "register/store/store.h"

/* Where the chain ends. Hashes in hexadecimal digits; zeros and number 0 where there is no seal yet. */
struct audit_state {
    const char *now;
    unsigned long long number;
    const char *hash, *mac, *sealed_at;
    unsigned long long last_id; /* of the log that was asked for: where its sealed numbers end */
};

struct audit_row {
    unsigned long long id;
    unsigned year;
    unsigned char hash[CRYPTO_HASH_SIZE];
};

struct audit_rows {
    struct audit_row *items;
    size_t count;
};

struct audit_list { /* of a block's rows, as seal_leaf_read reads it */
    const unsigned char *leaves;
    size_t count;
};

/* A block of the latest hour of a log's sealing. */
struct audit_block {
    unsigned long long number, first_id, last_id, row_count;
};

struct audit_recent {
    struct audit_block *blocks;
    size_t block_count;
    struct audit_list *late; /* the lists of late rows sealed since */
    size_t late_count;
};

enum store_result audit_seal_state(struct store *store, struct arena *arena, const char *log, struct audit_state *state_out);
/* At most `limit` (up to 4096) rows of the log, numbers from `from` to `to`. */
enum store_result audit_seal_rows(struct store *store, struct arena *arena, const char *log, unsigned long long from,
                                  unsigned long long to, unsigned limit, struct audit_rows *rows_out);
/* How many rows have numbers from `from` to `to`. */
enum store_result audit_seal_count(struct store *store, struct arena *arena, const char *log, unsigned long long from,
                                   unsigned long long to, unsigned long long *count_out);
enum store_result audit_seal_recent(struct store *store, struct arena *arena, const char *log,
                                    struct audit_recent *recent_out);
enum store_result audit_seal_list(struct store *store, struct arena *arena, unsigned long long number,
                                  struct audit_list *list_out);
/* *taken_out: another sealer has made a seal meanwhile, and nothing was done. `list` NULL: the seal has none. */
enum store_result audit_seal_add(struct store *store, struct arena *arena, const struct seal *seal,
                                 const struct audit_list *list, bool *taken_out);

/* Partitions of every log for all years up to `through`. */
enum store_result audit_seal_partitions(struct store *store, struct arena *arena, unsigned through, long long *made_out);

#endif
