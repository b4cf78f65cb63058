/* A codebook being looked over, shared by the files that do it. */
#ifndef ENGINE_CODEBOOK_LINT_WORK_H
#define ENGINE_CODEBOOK_LINT_WORK_H

#include "engine/codebook/lint.h"

struct lint {
    struct arena *arena;
    struct codebook_findings findings;
    const struct codebook_register *reg;
};

void lint_say(struct lint *lint, bool refused, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "2026-01-01", and "2026-01-01 on" or "2026-01-01 to 2026-03-31". */
const char *lint_day(struct lint *lint, struct date date);
const char *lint_period(struct lint *lint, struct codebook_validity period);

/* Have the two any day in common? It is *common_out. */
bool lint_common(struct codebook_validity a, struct codebook_validity b, struct codebook_validity *common_out);
struct date lint_day_after(struct date date);

/* The first time within the variable's own, and the register's, when no code of those that `counts` accepts is valid. */
bool lint_gap(struct lint *lint, const struct codebook_variable *within, const struct codebook_variable *owner,
              bool (*counts)(const struct codebook_code *code, const void *context), const void *context,
              struct codebook_validity *gap_out);

/* What rules name (lint_rule.c). */
void lint_rules(struct lint *lint, const struct codebook_variable *variable);

/* Texts without nynorsk (lint_wording.c). */
void lint_wordings(struct lint *lint, const struct codebook *codebook);

#endif
