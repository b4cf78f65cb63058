/* How many have an answer that a codebook changes. */
#ifndef REGISTER_STORE_MIGRATE_HOLDERS_H
#define REGISTER_STORE_MIGRATE_HOLDERS_H

#include "engine/codebook/compare.h"
#include "register/store/migrate_work.h"

struct holders {
    const char *participants, *municipalities; /* decimal; "0" also where the column is not made yet */
};

/* Of that register, by name. false: work->why is set. */
bool migrate_holders(struct migrate_work *work, const char *reg, const struct codebook_difference *difference,
                     struct holders *holders_out);

#endif
