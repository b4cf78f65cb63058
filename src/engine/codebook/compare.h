/* What one codebook says otherwise than the one before: so that whoever takes it into use knows whose answers
 * are touched (requirement C6). */
#ifndef ENGINE_CODEBOOK_COMPARE_H
#define ENGINE_CODEBOOK_COMPARE_H

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"

enum codebook_weight {
    CODEBOOK_TOLD,    /* nobody's answer changes its meaning */
    CODEBOOK_NEW,     /* the same, unless somebody holds it already: its name or number was used before */
    CODEBOOK_TOUCHES, /* those who hold it should be counted first */
    CODEBOOK_UNHELD,  /* the same, and impossible while anybody holds it (C5: an answer stays visible for ever) */
    CODEBOOK_NEVER    /* impossible */
};

struct codebook_difference {
    enum codebook_weight weight;
    const struct codebook_variable *variable; /* as before; as after where it is new; NULL: the register */
    const struct codebook_code *code;         /* the same; NULL: the variable as a whole */
    int line;         /* in the file after; 0 where it is gone */
    const char *text; /* "utdanning_norge: code 3 «...» ends 2026-12-31" */
};

struct codebook_differences {
    const struct codebook_difference *items;
    size_t count;
};

/* In the order of `after`, with what is gone last. All texts are in the arena. */
struct codebook_differences codebook_compare(struct arena *arena, const struct codebook_register *before,
                                             const struct codebook_register *after);

#endif
