/* Files of SQL: marks filled in, and cut into statements as the client program would. */
#ifndef REGISTER_STORE_SQL_TEXT_H
#define REGISTER_STORE_SQL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

/* The text for a mark ("main" of {{main}}), or NULL where there is no such mark. */
typedef const char *sql_text_filler(const void *context, struct arena *arena, const char *mark);

/* Every {{mark}} filled in. NULL, and the mark in *unknown_out, where the filler knows it not. */
const char *sql_text_fill(struct arena *arena, const char *text, sql_text_filler *filler, const void *context,
                          const char **unknown_out);

struct sql_statements {
    const char **items;
    size_t count;
};

/* Statements without their delimiter; pieces of nothing but blanks and comments are left out. Understands
 * quotes, comments and DELIMITER lines. */
struct sql_statements sql_text_split(struct arena *arena, const char *text);

/* The whole file, at most 1 MiB, or NULL. */
const char *sql_text_read(struct arena *arena, const char *directory, const char *name);

#endif
