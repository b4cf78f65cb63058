/* SQL of the overview's orders (requirement O2): empty cells last both ways, equal ones by the participant's number. */
#ifndef REGISTER_STORE_ORDER_H
#define REGISTER_STORE_ORDER_H

#include "register/store/overview.h"

/* What a sentence over the whole list sorts by: columns to add to its own (with a comma before), and its ORDER BY. */
const char *order_columns(struct arena *arena, const struct overview_query *query);
const char *order_by(struct arena *arena, const struct overview_query *query);

/* The list as one or two pieces, one after the other, each with participant_id first among its columns. An order that
 * has an index of its own is read from it in two: those with a value, and then those without. */
struct order_part {
    const char *columns, *condition, *order;
};
enum { ORDER_PARTS = 2 };
size_t order_parts(struct arena *arena, const struct overview_query *query, struct order_part parts_out[ORDER_PARTS]);

#endif
