/* What the parts of a migration share. */
#ifndef REGISTER_STORE_MIGRATE_WORK_H
#define REGISTER_STORE_MIGRATE_WORK_H

#include "register/store/migrate.h"
#include "register/store/schema_fill.h"

struct migrate_work {
    const struct migrate_settings *settings;
    struct database *database;
    struct arena *arena;
    struct schema_filling filling;
    bool plan_only;
    unsigned count;
    struct database_set made; /* rows of generated_object: name, digest */
    const int *gap_bits; /* by variable->index, -1: none; settled by migrate_gap_bits */
    const char *why;
};

/* Each returns false with work->why set when it fails. */
bool work_run(struct migrate_work *work, const char *sql);
bool work_run_filled(struct migrate_work *work, const char *text); /* marks filled in, then split and run */
bool work_ask(struct migrate_work *work, const char *sql, const char *const *texts, size_t text_count,
              struct database_answer *answer_out);
bool work_fail(struct migrate_work *work, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A plan may be made before the step that makes the table. */
bool work_has_table(struct migrate_work *work, const char *name, bool *there_out);
/* Tells and counts a thing to do. false: only planning, so leave it undone. */
bool work_begins(struct migrate_work *work, const char *what);

const char *work_digest(struct arena *arena, const char *text); /* SHA-256 in hex */
/* Was `name` made from this very text? Compares with what work_made_from noted. */
bool work_is_made(const struct migrate_work *work, const char *name, const char *text);
bool work_made_from(struct migrate_work *work, const char *name, const char *text);
/* Runs `sql` for the object `name` unless it was made from the same text before. */
bool work_make(struct migrate_work *work, const char *name, const char *sql);

/* The parts, in the order they are run. */
bool migrate_steps(struct migrate_work *work);    /* numbered files of sql/ */
bool migrate_impact(struct migrate_work *work);   /* what the codebook changes, and whose answers that touches */
bool migrate_tables(struct migrate_work *work);   /* columns and indexes from the codebook */
bool migrate_places(struct migrate_work *work);   /* municipalities and districts from data/ */
bool migrate_owners(struct migrate_work *work);   /* the locked accounts */
bool migrate_routines(struct migrate_work *work); /* sql/routine/ */
bool migrate_gap_bits(struct migrate_work *work); /* which question has which bit of what is lacking */
bool migrate_writer(struct migrate_work *work);   /* the triggers' owner, and its rights */
bool migrate_triggers(struct migrate_work *work);
bool migrate_accounts(struct migrate_work *work); /* rights, and the workers' accounts */
bool migrate_tally(struct migrate_work *work);   /* totals of what is there already */
bool migrate_choices(struct migrate_work *work);  /* beside those who have none there yet */
bool migrate_gaps(struct migrate_work *work);     /* works out anew what everybody lacks, if that hangs on something else now */
bool migrate_codebook(struct migrate_work *work); /* notes it as applied */
bool migrate_definer_rights(struct migrate_work *work); /* on what exists so far */
bool migrate_one_account(struct migrate_work *work, const char *account);

#endif
