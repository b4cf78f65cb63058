/* SQL of the overview's orders (requirement O2): empty cells last both ways, equal ones by the participant's number. */
#ifndef REGISTER_STORE_ORDER_H
#define REGISTER_STORE_ORDER_H

#include "register/store/overview.h"

/* What a sentence over the whole list sorts by: columns to add to its own (with a comma before), and its ORDER BY. */
const char *order_columns(struct arena *arena, const struct overview_query *query);
const char *order_by(struct arena *arena, const struct overview_query *query);

/* What the column's cell shows, as a value that sorts; NULL is an empty cell. A hidden name is an empty one. */
const char *order_key(struct arena *arena, const struct overview_query *query);

/* Is the list read from an index in its order? And which it is read from, as the branches name it: one that has all it sorts
 * and filters by. */
bool order_is_indexed(const struct overview_query *query);
const char *order_index(const struct overview_query *query);

/* Whom the page before ended with: what she is sorted by, NULL where that is an empty cell. */
struct order_after {
    participant_id id;
    const char *key;
};

struct order_part {
    const char *condition; /* with its values */
    struct database_value values[3];
    size_t value_count;
    const char *id_columns;         /* participant_id first, then what it is sorted by */
    const char *in_branch, *in_all; /* ORDER BY of a branch, and of all by the names of its columns */
};

/* The list, or what comes after somebody in it, from its order's own index: those with a value, and then those without. */
enum { ORDER_PARTS = 2 };
size_t order_parts(struct arena *arena, const struct overview_query *query, const struct order_after *after,
                   struct order_part parts_out[ORDER_PARTS]);

/* The list by sorting it. After somebody, and all of it to be counted, those who come after her stand first: `order_after`, the
 * last of its columns, is 1, and the values are that column's. */
struct order_part order_sorted(struct arena *arena, const struct overview_query *query, const struct order_after *after,
                               bool counting);

#endif
