/* Names with texts and showings, filled in request by request. */
#include "engine/view/values.h"

#include <assert.h>
#include <string.h>

#include "engine/base/text.h"

enum { ITEMS_AT_FIRST = 8 };

static uint64_t bit_of(unsigned key)
{
    return (uint64_t)1 << (key % 64);
}

static struct item *own(const struct values *values, unsigned key)
{
    if (!(values->held & bit_of(key)))
        return NULL;
    for (unsigned i = 0; i < values->count; i++)
        if (values->items[i].key == key)
            return &values->items[i];
    return NULL;
}

const struct item *values_find(const struct values *values, unsigned name, enum item_kind kind)
{
    const struct page *page = values->page;
    unsigned key = name * ITEM_KINDS + kind;

    for (const struct values *at = values; at; at = at->parent) {
        const struct item *item = own(at, key);

        if (item)
            return item;
    }
    return kind == ITEM_VALUE ? own(&page->everywhere, key) : NULL;
}

static void grow(struct values *values)
{
    unsigned capacity = values->capacity ? values->capacity * 2 : ITEMS_AT_FIRST;
    struct item *more = arena_alloc_many(values->page->arena, capacity, sizeof *more);

    if (values->count > 0)
        memcpy(more, values->items, values->count * sizeof *more);
    values->items = more;
    values->capacity = capacity;
}

/* The item of that name, which is there afterwards. A name that no template has is our bug. */
static struct item *take(struct values *values, const char *name, enum item_kind kind)
{
    unsigned number = 0, key;
    bool known = vocabulary_find(&values->page->view->names, name, &number);
    struct item *item;

    assert(known);
    (void)known;
    key = number * ITEM_KINDS + kind;
    item = own(values, key);
    if (item)
        return item;
    if (values->count == values->capacity)
        grow(values);
    values->held |= bit_of(key);
    item = &values->items[values->count++];
    *item = (struct item){.key = key};
    return item;
}

struct values *values_new_in(struct arena *arena, struct view *view)
{
    struct page *page = arena_alloc(arena, sizeof *page);
    enum language language = words_language();

    page->arena = arena;
    page->view = view;
    page->language = view->programs[language] ? language : LANGUAGE_BOKMAL;
    page->root.page = page->everywhere.page = page;
    return &page->root;
}

static void set(struct values *values, const char *name, const char *text)
{
    struct item *item = take(values, name, ITEM_VALUE);

    item->length = text ? strlen(text) : 0;
    item->text = item->length ? arena_copy_n(values->page->arena, text, item->length) : "";
}

void values_set(struct values *v, const char *name, const char *text)
{
    set(v, name, text);
}

void values_set_number(struct values *v, const char *name, long long number)
{
    char digits[TEXT_NUMBER_SIZE];
    unsigned long long size = (unsigned long long)number;

    text_write_number(number < 0 ? 0 - size : size, number < 0, digits);
    set(v, name, digits);
}

void values_set_everywhere(struct values *v, const char *name, const char *text)
{
    set(&v->page->everywhere, name, text);
}

static struct values *add_showing(struct values *values, struct item *item, struct values *parent)
{
    struct values *showing = arena_alloc(values->page->arena, sizeof *showing);

    showing->page = values->page;
    showing->parent = parent;
    if (item->last)
        item->last->next = showing;
    else
        item->first = showing;
    item->last = showing;
    return showing;
}

struct values *values_section(struct values *v, const char *name)
{
    return add_showing(v, take(v, name, ITEM_SECTION), v);
}

void values_show(struct values *v, const char *name)
{
    struct item *item = take(v, name, ITEM_SECTION);

    if (!item->first)
        add_showing(v, item, v);
}

static struct values *add_include(struct values *values, const char *name, const struct program *file)
{
    struct values *showing = add_showing(values, take(values, name, ITEM_INCLUDE), NULL);

    showing->file = file;
    return showing;
}

struct values *values_include(struct values *v, const char *name, const char *file)
{
    const struct page *page = v->page;
    unsigned number = 0;
    bool known = vocabulary_find(&page->view->files, file, &number);

    assert(known);
    (void)known;
    return add_include(v, name, &page->view->programs[page->language][number]);
}

void values_include_piece(struct values *v, const char *name, const struct view_piece *piece)
{
    add_include(v, name, &piece->program);
}
