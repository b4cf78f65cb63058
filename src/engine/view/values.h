/* What fills a template, from the inside: private to the templates' files. */
#ifndef ENGINE_VIEW_VALUES_H
#define ENGINE_VIEW_VALUES_H

#include <stdint.h>

#include "engine/view/inside.h"

/* A name can be a value, a section and an include at once. */
enum item_kind { ITEM_VALUE, ITEM_SECTION, ITEM_INCLUDE, ITEM_KINDS };

struct item {
    unsigned key; /* name * ITEM_KINDS + kind */
    const char *text;
    size_t length;
    struct values *first, *last; /* of a section or an include: its showings */
};

/* One showing of a section, an include, or the root. */
struct values {
    struct page *page;
    struct values *parent; /* whose names are seen too; NULL for the root and in an included file */
    struct values *next;   /* showing of the same */
    const struct program *file; /* of an include */
    uint64_t held;         /* a bit of 64 for each key, to pass quickly what is not here */
    struct item *items;
    unsigned count, capacity;
};

struct page {
    struct arena *arena;
    const struct view *view;
    enum language language; /* it was begun in */
    struct values root;
    struct values everywhere; /* seen in every file */
};

/* The nearest item of that name, or NULL. Values are looked for everywhere at last. */
const struct item *values_find(const struct values *values, unsigned name, enum item_kind kind);

#endif
