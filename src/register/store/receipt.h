/* Downloads as the log of access keeps them, and their receipts (requirements D6, L3). */
#ifndef REGISTER_STORE_RECEIPT_H
#define REGISTER_STORE_RECEIPT_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

/* A download that is about to begin. */
struct receipt_entry {
    const char *what;    /* "oversikt.csv", of another register than Jobbsjansen "introduksjon/avsluttede.csv" */
    const char *address; /* all of it */
    const char *words;   /* its selection, a line each */
    const char *search;  /* the reference of the search for persons in it, or NULL */
    const char *file;    /* the file's name */
    const char *codebook_version, *codebook_digest;
};

/* What its end is told with. */
struct receipt_ticket {
    const char *reference; /* the receipt is found by it */
    const char *end_key;   /* for nobody's eyes */
    const char *began_at;
};

/* Written and committed before anything leaves. */
enum store_result receipt_begin(struct store *store, struct arena *arena, const struct receipt_entry *entry,
                                struct receipt_ticket *ticket_out);

/* Whom a file of the introduction programme is about to hold: the log tells of it when it is searched for one of them. Before their
 * rows leave; a read that was frozen is so no more. */
enum store_result receipt_persons(struct store *store, struct arena *arena, const struct receipt_ticket *ticket,
                                  const participant_id *ids, size_t count);

struct receipt_end {
    bool whole;
    unsigned long rows;
    unsigned long long bytes;
    const char *sha256; /* of a whole file, hex; else NULL */
};

/* Needs no context. A second end is STORE_FAILED. */
enum store_result receipt_finish(struct store *store, struct arena *arena, const struct receipt_ticket *ticket,
                                 const struct receipt_end *end);

struct receipt {
    const char *reference, *began_at, *user_name, *what, *address, *words, *file, *codebook_version, *codebook_digest;
    const char *ended_at; /* NULL: nobody could tell how it ended */
    struct receipt_end end;
};

/* *receipt_out is NULL where there is none for this user. */
enum store_result receipt_load(struct store *store, struct arena *arena, const char *reference,
                               const struct receipt **receipt_out);

struct receipts {
    const struct receipt *items;
    size_t count;
};

/* The user's own of that register, the latest first; fifty at most. */
enum store_result receipts_load(struct store *store, struct arena *arena, const char *reg, struct receipts *receipts_out);

#endif
