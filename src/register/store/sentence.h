/* A statement on its way: its text, and the values bound to its places, in order. */
#ifndef REGISTER_STORE_SENTENCE_H
#define REGISTER_STORE_SENTENCE_H

#include "engine/base/buffer.h"
#include "register/store/store.h"

struct sentence {
    struct arena *arena;
    struct buffer sql;
    struct database_value *values;
    size_t value_count, value_capacity;
};

void sentence_init(struct sentence *sentence, struct arena *arena);
void sentence_value(struct sentence *sentence, struct database_value value);

/* Adds " AND <column> IN (?, ...)"; nothing where there are none. */
void sentence_among(struct sentence *sentence, const char *column, const char *const *texts, size_t count);
/* The same for lists that people type: the last one stands again until their number is a power of two, since a sentence for
 * each length would take the place of those that are kept prepared. */
void sentence_among_typed(struct sentence *sentence, const char *column, const char *const *texts, size_t count);

/* Adds a condition in brackets: `text` begins a word of the column, where spaces and hyphens begin words. Nothing in it
 * stands for anything else. */
void sentence_begins_word(struct sentence *sentence, const char *column, const char *text);
/* Adds " AND (...)": one of the names has all its words begin words of the column. Nothing where there are no names. */
void sentence_names(struct sentence *sentence, const char *column, const char *const *names, size_t count);

/* store_ask with it. */
enum store_result sentence_ask(struct store *store, const struct sentence *sentence, const char *what,
                               struct database_answer *answer_out);

#endif
