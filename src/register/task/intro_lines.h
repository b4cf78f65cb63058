/* Lines of the exchange file of the introduction programme as bytes: what intro_import reads (docs/introduksjon.md). */
#ifndef REGISTER_TASK_INTRO_LINES_H
#define REGISTER_TASK_INTRO_LINES_H

#include <stdio.h>

#include "engine/codebook/codebook.h"
#include "engine/sheet/csv.h"
#include "register/domain/introduksjon/import_line.h"

struct intro_lines {
    const struct codebook_variable *hours;
    FILE *out;
    struct buffer line;
    struct csv csv;
    unsigned long count; /* the heading is none of them */
    bool failed;         /* not all could be written: nothing more is */
};

/* The heading. Lives as long as the arena. */
void intro_lines_begin(struct intro_lines *lines, const struct codebook_register *reg, struct arena *arena, FILE *out);
/* Values as import_line.h has them; whether a number's check is confirmed follows from the number. */
void intro_lines_add(struct intro_lines *lines, struct arena *line_arena, const char *const values[IMPORT_COLUMNS]);

#endif
