/* What is suspicious in a codebook that holds together: gaps and overlaps in time, rules on what is over,
 * answers that a gate asks for and nobody can give; and texts without nynorsk. Requirements C6, U1. */
#ifndef ENGINE_CODEBOOK_LINT_H
#define ENGINE_CODEBOOK_LINT_H

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

/* After so many the rest is not looked for. */
#define CODEBOOK_FINDINGS_MOST 200

struct codebook_finding {
    bool refused;     /* such a codebook is not loaded; else it is a warning */
    int line;         /* in the file */
    const char *text; /* in the arena */
};

struct codebook_findings {
    struct codebook_finding *items;
    size_t count;
};

/* Of a codebook that codebook_load returned there are warnings alone. */
struct codebook_findings codebook_lint(struct arena *arena, const struct codebook *codebook);

#endif
