/* Columns of a dataset from the codebook: code (`x`), text (`x_tekst`), one 0/1 column per code of
 * a multiple choice (`x_3`). Requirement D3. */
#ifndef ENGINE_ANSWER_COLUMNS_H
#define ENGINE_ANSWER_COLUMNS_H

#include <stddef.h>

#include "engine/answer/answer.h"

enum columns_values { COLUMNS_CODES = 1, COLUMNS_TEXTS = 2, COLUMNS_BOTH = 3 };

enum column_type { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_DECIMAL, COLUMN_DATE };

/* What a column of codes can hold, known before any row is read, so that each can be written once and used again. */
struct column_constants {
    const char **texts;
    size_t count;
    const unsigned char *places; /* of each code number that has one: its index in `texts` + 1 */
};

struct column {
    const char *heading;
    enum column_type type;
    const struct codebook_variable *variable;
    int code;       /* of a 0/1 column, else -1 */
    int as_text;    /* 1: the code's text */
    struct column_constants constants;
};

struct columns {
    struct column *items;
    size_t count;
};

/* All variables of the register in order; groups and their members left out (a table of their own). */
struct columns columns_of(struct arena *arena, const struct codebook_register *reg, enum columns_values values);
/* Those variables alone, in that order: of a group's table. */
struct columns columns_of_these(struct arena *arena, const struct codebook_variable *const *variables, size_t count,
                                enum columns_values values);
/* The cell's canonical text (dates ISO, decimals after a point), NULL when empty. A 0/1 cell is NULL where the question is
 * unanswered, so that "not asked" and "no" differ. */
const char *column_cell(struct arena *arena, const struct column *column, const struct answer *answer);
/* Which of the column's constants the cell is. COLUMN_OTHER: another value, to be had from column_cell. */
enum { COLUMN_EMPTY = -1, COLUMN_OTHER = -2 };
int column_constant(const struct column *column, const struct answer *answer);

#endif
