/* What the codebook says, in words that a reader of it understands (requirement C7). */
#ifndef REGISTER_PAGE_CODEBOOK_WORDS_H
#define REGISTER_PAGE_CODEBOOK_WORDS_H

#include "engine/answer/columns.h"
#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

/* Sentences, or headings. */
struct words {
    const char **items;
    size_t count;
};

const char *words_type(struct arena *arena, const struct codebook_variable *variable); /* "Kodeverk (én kode)" */
const char *words_importance(const struct codebook_variable *variable);
/* "01.01.2023–31.12.2025", or "fra 01.01.2023" where it has no end. */
const char *words_validity(struct arena *arena, struct codebook_validity validity);
/* When an empty answer is asked for: "når deltakeren opprettes, i årsrapporten og ved utskriving". */
const char *words_gates(struct arena *arena, const struct codebook_variable *variable);
/* When it is open or locked, what it may hold, and how it must fit other answers. */
struct words words_rules(struct arena *arena, const struct codebook_variable *variable);
/* The headings it has among a dataset's columns; none for tables and their columns. */
struct words words_columns(struct arena *arena, const struct columns *columns,
                           const struct codebook_variable *variable);
/* What is special about choosing this code; NULL for nothing. */
const char *words_code(struct arena *arena, const struct codebook_code *code);

const char *words_join(struct arena *arena, struct words words, const char *between);

#endif
