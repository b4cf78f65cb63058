/* The codebook that a database was brought up to last. */
#ifndef REGISTER_STORE_MIGRATE_CODEBOOK_H
#define REGISTER_STORE_MIGRATE_CODEBOOK_H

#include "register/store/migrate_work.h"

enum { APPLIED_DIGEST, APPLIED_VERSION, APPLIED_AT, APPLIED_BY, APPLIED_CONTENT };

/* *row_out holds the columns above, or is NULL where none was applied yet. false: work->why is set. */
bool migrate_codebook_last(struct migrate_work *work, const struct database_row **row_out);

#endif
