/* Reading the chain and the logs to check them, straight from the tables: nothing that could be made to say something else
 * stands in between. For the admin's connection. */
#ifndef REGISTER_STORE_AUDIT_CHECK_H
#define REGISTER_STORE_AUDIT_CHECK_H

#include "engine/base/crypto/digest.h"
#include "register/store/audit_seal.h"

struct audit_seals {
    struct seal *items;
    size_t count;
};

/* The next `limit` seals after number `after`, in order. A hash that is not 32 bytes reads as zeros. */
enum store_result audit_check_seals(struct store *store, struct arena *arena, unsigned long long after, unsigned limit,
                                    struct audit_seals *seals_out);
/* The list of a seal's rows; count 0 where it is gone. *whole_out: it is made of whole leaves. */
enum store_result audit_check_list(struct store *store, struct arena *arena, unsigned long long number,
                                   struct audit_list *list_out, bool *whole_out);
/* Does the year have a partition in the log? */
enum store_result audit_check_partition(struct store *store, struct arena *arena, const char *log, unsigned year,
                                        bool *there_out);
/* The hash of seal `number`; *there_out: there is one. */
enum store_result audit_check_hash(struct store *store, struct arena *arena, unsigned long long number,
                                   unsigned char hash_out[CRYPTO_HASH_SIZE], bool *there_out);

struct audit_checked_row {
    unsigned long long id;
    unsigned char hash[CRYPTO_HASH_SIZE]; /* of what it holds now, worked out here */
    bool carries;                         /* a hash of its own ... */
    bool carries_right;                   /* ... and the right one */
    long long before; /* seconds that its time lies before `since`; negative: after; 0 where there is no `since` */
};

/* Rows of a log in the order of their numbers, one by one, in constant memory; one reading at a time. `since` is an
 * instant as stored, or NULL. */
struct audit_reading;
enum store_result audit_check_open(struct store *store, struct arena *arena, const char *log, unsigned long long first,
                                   unsigned long long last, const char *since, struct crypto_digest *digest,
                                   struct audit_reading **reading_out);
/* *more_out false: that was all. */
enum store_result audit_check_next(struct audit_reading *reading, struct audit_checked_row *row_out, bool *more_out);
void audit_check_close(struct audit_reading **reading);

/* How many rows of the year were sealed in all logs, and whether a seal says already that they went. */
enum store_result audit_check_year(struct store *store, struct arena *arena, unsigned year, unsigned long long *rows_out,
                                   bool *dropped_out);
/* Takes a year's partition out of every log. Safe to repeat. */
enum store_result audit_check_drop(struct store *store, struct arena *arena, unsigned year);

#endif
