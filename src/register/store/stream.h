/* Rows of the overview's selection as a stream, in its order. Of this room alone. */
#ifndef REGISTER_STORE_STREAM_H
#define REGISTER_STORE_STREAM_H

#include "register/store/overview.h"

/* What is done with each row; false stops the stream. The arena is emptied after each. */
typedef bool stream_taker(void *context, struct arena *row_arena, const struct database_row *row);

/* `columns` of participants, as branches_add takes them. */
enum store_result stream_rows(struct store *store, struct arena *arena, const struct overview_query *query,
                              const char *columns, stream_taker *take, void *context, bool *whole_out);

#endif
