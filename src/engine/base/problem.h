/* A user's mistake: data to be shown, not an error. */
#ifndef ENGINE_BASE_PROBLEM_H
#define ENGINE_BASE_PROBLEM_H

#include <stddef.h>

#include "engine/base/arena.h"

struct problem {
    const char *field;   /* the form field's name; "" for the whole page */
    const char *message; /* what to do, in Norwegian, a whole sentence */
};

struct problems {
    struct arena *arena;
    struct problem *items;
    size_t count, capacity;
};

void problems_init(struct problems *problems, struct arena *arena);
void problems_add(struct problems *problems, const char *field, const char *message);
const struct problem *problems_find(const struct problems *problems, const char *field); /* first, or NULL */

#endif
