/* Rows of a sentence one at a time, in constant memory. */
#include "register/store/stream.h"

enum { ROW_ARENA = 1024 * 1024 };

static enum store_result take_rows(struct database_stream *stream, const char *what, stream_taker *take, void *context,
                                   unsigned long *count_out, bool *whole_out)
{
    struct arena *row_arena = arena_new(ROW_ARENA);
    const struct database_row *row = NULL;
    const char *why = NULL;
    enum database_result result;

    do {
        result = database_stream_next(stream, &row, &why);
        if (result != DATABASE_OK || !row)
            break;
        arena_reset(row_arena);
        ++*count_out;
    } while (take(context, row_arena, row));
    *whole_out = result == DATABASE_OK && !row;
    arena_free(&row_arena);
    return store_told(result, what, why);
}

enum store_result stream_sentence(struct store *store, const struct sentence *sentence, const char *what, stream_taker *take,
                                  void *context, bool *whole_out)
{
    struct database_stream *rows = NULL;
    const char *why = NULL;
    unsigned long count = 0;
    enum database_result opened;
    enum store_result result;

    *whole_out = false;
    opened = database_stream_open(store->database, sentence->arena, buffer_text(&sentence->sql), sentence->values,
                                  sentence->value_count, &rows, &why);
    if (opened != DATABASE_OK)
        return store_told(opened, what, why);
    result = take_rows(rows, what, take, context, &count, whole_out);
    database_stream_close(&rows);
    return result == STORE_OK && count == 0 ? store_found_none(store, sentence->arena) : result;
}
