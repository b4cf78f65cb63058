/* The exchange file of the introduction programme (requirements N1, N6; docs/introduksjon.md): one heading, then a person, a
 * decision, a goal or a termination on each line. Pure: cells in, what they say or what is wrong with them out. */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_IMPORT_LINE_H
#define REGISTER_DOMAIN_INTRODUKSJON_IMPORT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/base/date.h"
#include "engine/base/problem.h"
#include "engine/codebook/codebook.h"

enum import_kind { IMPORT_PERSON, IMPORT_DECISION, IMPORT_GOAL, IMPORT_END, IMPORT_KINDS };

/* In the order in which the file is written; read in any. */
enum import_column {
    IMPORT_RAD, /* the line's kind */
    IMPORT_DUF,
    IMPORT_DUF_CONFIRMED,
    IMPORT_MUNICIPALITY,
    IMPORT_DISTRICT,
    IMPORT_NAME,
    IMPORT_CATEGORY,
    IMPORT_LAW,
    IMPORT_START_DEADLINE,
    IMPORT_STARTED,
    IMPORT_DEADLINE,
    IMPORT_DEADLINE_REASON,
    IMPORT_DAYS_OFF,
    IMPORT_DEAD,
    IMPORT_EMIGRATED,
    IMPORT_MOVED,
    IMPORT_OUT_OF_CATEGORY,
    IMPORT_REOPENED,
    IMPORT_SINCE, /* a file may lack it */
    IMPORT_DECISION_KIND,
    IMPORT_DECISION_RESULT,
    IMPORT_DECISION_DATE,
    IMPORT_GOAL_KIND,
    IMPORT_GOAL_DATE,
    IMPORT_END_DATE,
    IMPORT_END_CAUSE,
    IMPORT_END_HOURS,
    IMPORT_COLUMNS
};

struct import_rules {
    const struct codebook_register *reg; /* which codes there are */
    struct date today;
    bool any_duf_check; /* a DUF number's check digits may be any */
};

/* Where the columns stand in a file. */
struct import_heading {
    size_t count; /* of cells in a line */
    enum import_column columns[IMPORT_COLUMNS];
};

/* Values in canonical form: dates yyyy-mm-dd, numbers in decimal, hours in tenths, yes and no as 1 and 0,
 * names of causes (rule_engine.h) with commas between; NULL where the cell is
 * empty or the line's kind has no use for it. */
struct import_line {
    enum import_kind kind;
    const char *values[IMPORT_COLUMNS];
};

const char *import_column_name(enum import_column column);
bool import_column_is_date(enum import_column column);
const char *import_kind_name(enum import_kind kind);

/* All columns that a file may not lack must be there, each once, and no other. false: a problem for each that is not so. */
bool import_heading_read(const char *const *cells, size_t count, struct import_heading *heading_out, struct problems *problems);

/* Nothing in any cell: a spreadsheet leaves such lines. */
bool import_line_is_empty(const char *const *cells, size_t count);
/* false: a problem for each thing wrong, its field the column's name. English: a file's maker reads it beside the column names. */
bool import_line_read(const struct import_rules *rules, struct arena *arena, const struct import_heading *heading,
                      const char *const *cells, size_t count, struct import_line *line_out, struct problems *problems);

#endif
