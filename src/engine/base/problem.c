/* A list of a user's mistakes, in the order they were found. */
#include "engine/base/problem.h"

#include <string.h>

void problems_init(struct problems *problems, struct arena *arena)
{
    *problems = (struct problems){.arena = arena};
}

void problems_add(struct problems *problems, const char *field, const char *message)
{
    if (problems->count == problems->capacity) {
        size_t capacity = problems->capacity == 0 ? 8 : problems->capacity * 2;
        struct problem *items = arena_alloc_many(problems->arena, capacity, sizeof *items);
        if (problems->count > 0) {
            memcpy(items, problems->items, problems->count * sizeof *items);
        }
        problems->items = items;
        problems->capacity = capacity;
    }
    problems->items[problems->count++] = (struct problem){field, message};
}

const struct problem *problems_find(const struct problems *problems, const char *field)
{
    for (size_t i = 0; i < problems->count; i++) {
        if (strcmp(problems->items[i].field, field) == 0) {
            return &problems->items[i];
        }
    }
    return NULL;
}
