/* The columns of an overview row in SQL, and the row they make. */
#ifndef REGISTER_STORE_OVERVIEW_ROW_H
#define REGISTER_STORE_OVERVIEW_ROW_H

#include "register/store/overview.h"
#include "register/store/stream.h"

extern const char overview_row_columns[];

/* `values` are in the order of overview_row_columns, and live as long as the row is used. */
struct overview_row overview_row_of(const char *const *values);

/* Rows of the overview's selection in its order; `columns` of participants, as branches_add takes them. */
enum store_result overview_rows_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                       const char *columns, stream_taker *take, void *context, bool *whole_out);

#endif
