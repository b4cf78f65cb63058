/* Seals on the logs (requirement L1): a block of rows, its list, and the chain in which it stands. */
#ifndef REGISTER_DOMAIN_AUDIT_SEAL_H
#define REGISTER_DOMAIN_AUDIT_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/base/crypto/crypto.h"

enum seal_kind {
    SEAL_BLOCK,  /* a run of a log's numbers; the next block of that log begins where it ends */
    SEAL_LATE,   /* rows with numbers in a run that was sealed before they were committed */
    SEAL_DROPPED /* the rows of a year went by retention, in every log */
};

struct seal {
    unsigned long long number; /* 1, 2, 3 ... */
    const char *sealed_at;     /* as stored: UTC with microseconds */
    enum seal_kind kind;
    const char *log; /* the table; "*" for SEAL_DROPPED */
    unsigned year;   /* of all its rows */
    unsigned long long first_id, last_id;
    unsigned long long row_count;
    unsigned char root[CRYPTO_HASH_SIZE];     /* of the list of its rows */
    unsigned char previous[CRYPTO_HASH_SIZE]; /* the hash of the seal before; zeros for the first */
    unsigned char hash[CRYPTO_HASH_SIZE];     /* of all the above: anybody can work it out */
    unsigned char mac[CRYPTO_HASH_SIZE];      /* of `hash`, under the installation's key */
};

const char *seal_kind_name(enum seal_kind kind); /* as stored */
enum seal_kind seal_kind_named(const char *name);

/* Works out hash and mac of what else is there. */
void seal_close(struct seal *seal, const void *key, size_t key_size);
/* What the hash should be. */
void seal_hash(const struct seal *seal, unsigned char hash_out[CRYPTO_HASH_SIZE]);
void seal_mac(const struct seal *seal, const void *key, size_t key_size, unsigned char mac_out[CRYPTO_HASH_SIZE]);

/* The list of a block's rows: for each its number, highest byte first, and its hash. */
enum { SEAL_LEAF_SIZE = 8 + CRYPTO_HASH_SIZE };

struct seal_leaf {
    unsigned long long id;
    const unsigned char *hash;
};

void seal_leaf_write(unsigned char leaf_out[SEAL_LEAF_SIZE], unsigned long long id,
                     const unsigned char hash[CRYPTO_HASH_SIZE]);
struct seal_leaf seal_leaf_read(const unsigned char *leaves, size_t index);
void seal_root(const unsigned char *leaves, size_t count, unsigned char root_out[CRYPTO_HASH_SIZE]);
/* Is this number in the list? It stands in order. */
bool seal_has(const unsigned char *leaves, size_t count, unsigned long long id);

/* A line that tells of the chain's end, for keeping elsewhere: "2026-11-22 12:00:00.000000 seal=17 hash=... mac=...". */
const char *seal_head_line(struct arena *arena, const char *sealed_at, unsigned long long number,
                           const char *hash_hex, const char *mac_hex);
/* false: not such a line. */
bool seal_head_read(const char *line, unsigned long long *number_out, unsigned char hash_out[CRYPTO_HASH_SIZE]);

#endif
