/* Rows of a sentence one at a time, in constant memory. Of this room alone. */
#ifndef REGISTER_STORE_STREAM_H
#define REGISTER_STORE_STREAM_H

#include "register/store/sentence.h"

/* What is done with each row; false stops the stream. The arena is emptied after each. */
typedef bool stream_taker(void *context, struct arena *row_arena, const struct database_row *row);

/* `what` is for the log, as store_ask's. */
enum store_result stream_sentence(struct store *store, const struct sentence *sentence, const char *what, stream_taker *take,
                                  void *context, bool *whole_out);

#endif
