/* The codebooks that the database was brought up to (requirement C6). */
#ifndef REGISTER_STORE_CODEBOOK_LIST_H
#define REGISTER_STORE_CODEBOOK_LIST_H

#include "register/store/store.h"

struct codebook_entry {
    const char *version, *digest;
    const char *content; /* the file as it was */
    size_t length;
};

struct codebook_entries { /* the newest first */
    const struct codebook_entry *items;
    size_t count;
    bool known;  /* the digest asked for is among those ever applied */
    bool newest; /* and nothing was applied after it */
};

/* Is the codebook of this digest applied? With at most `most` entries: those before it, or the newest where it is not
 * known. */
enum store_result codebook_list(struct store *store, struct arena *arena, const char *digest, unsigned most,
                                struct codebook_entries *entries_out);

#endif
