/* The overview's SQL: one branch of a UNION ALL per scope row, each naming its scoped view and its place
 * (MariaDB findings, section 9). Shared by page, count and streams. */
#ifndef REGISTER_STORE_BRANCH_H
#define REGISTER_STORE_BRANCH_H

#include "register/store/overview.h"
#include "register/store/sentence.h"

struct branches {
    struct sentence sentence;
    size_t count; /* of branches */
    const char *by;        /* the index that is read, as its views are called: "changed_"; "": any, with every column */
    const char *condition; /* of every branch beside the query's: " AND ...", or "" */
    bool counts;           /* the columns are counts over the branch */
    const struct database_value *condition_values;
    size_t condition_value_count;
    bool condition_is_column; /* the values are those of a column, the last one, and `condition` is "" */
    bool counting;   /* FOUND_ROWS() is asked for afterwards */
    bool by_listing; /* the discharged in branches of their own, so that each is read in its index's order */
};

void branches_init(struct branches *branches, struct arena *arena);

/* Adds "(SELECT <columns> FROM participant_<by><kind> p WHERE <place and filters> <tail>)" for each scope row, joined
 * by UNION ALL. In `columns` every "@kind" stands for the view family's name. A district inside a municipality the
 * user has whole is left out, as is everything beside "all": no row comes twice. A user without
 * scope gets one branch that finds nothing. */
void branches_add(struct branches *branches, const struct overview_query *query, const char *columns,
                  const char *tail);

/* A piece of the list: ORDER BY of a branch, and of all by the names of the columns. */
struct branches_piece {
    const char *in_branch, *in_all;
    unsigned long offset;
    size_t limit;
    bool counting; /* SELECT FOUND_ROWS() tells afterwards how many there are in all */
};

/* The same, a piece of it in order. A branch alone needs no table that all are gathered in. */
void branches_add_piece(struct branches *branches, const struct overview_query *query, const char *columns,
                        const struct branches_piece *piece);

/* Those of whom a query asks, by the status that they have. */
bool branches_want(const struct overview_query *query, enum status status);

/* Is the list narrowed by more than whether the discharged are in it, and by more than statuses? */
bool branches_narrowed(struct arena *arena, const struct overview_query *query);
bool branches_filtered(struct arena *arena, const struct overview_query *query);

#endif
