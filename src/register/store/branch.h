/* The overview's SQL: one branch of a UNION ALL per scope row, each naming its scoped view and its place
 * (MariaDB findings, section 9). Shared by page, count and streams. */
#ifndef REGISTER_STORE_BRANCH_H
#define REGISTER_STORE_BRANCH_H

#include "engine/base/buffer.h"
#include "register/store/overview.h"

struct branches {
    struct arena *arena;
    struct buffer sql;
    struct database_value *values;
    size_t value_count, value_capacity;
    const char *condition; /* of every branch beside the query's: " AND ...", or "" */
    bool counts;           /* the columns are counts over the branch */
};

void branches_init(struct branches *branches, struct arena *arena);
void branches_value(struct branches *branches, struct database_value value);

/* Adds "(SELECT <columns> FROM participant_<kind> p WHERE <place and filters> <tail>)" for each scope row, joined
 * by UNION ALL. In `columns` every "@kind" stands for the view family's name. A district inside a municipality the
 * user has whole is left out, as is everything beside "all": no row comes twice. A user without
 * scope gets one branch that finds nothing. */
void branches_add(struct branches *branches, const struct overview_query *query, const char *columns,
                  const char *tail);

#endif
