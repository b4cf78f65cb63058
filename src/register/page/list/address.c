/* A list's address, written. */
#include "register/page/list/address.h"

#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"

const char list_search_field[] = "sok";

enum { QUERY_AT_MOST = 64 * 1024 };

/* Twice as much room each time there is none left. */
static void make_room(struct arena *arena, struct list_address *address)
{
    size_t count = address->field_count;
    struct list_field *more;

    if (count & (count - 1))
        return;
    more = arena_alloc_many(arena, count ? 2 * count : 1, sizeof *more);
    if (count > 0)
        memcpy(more, address->fields, count * sizeof *more);
    address->fields = more;
}

void list_add(struct arena *arena, struct list_address *address, const char *name, const char *value, const char *label)
{
    make_room(arena, address);
    address->fields[address->field_count++] = (struct list_field){name, value, label};
}

static void add_to_query(struct arena *arena, struct buffer *out, const char *name, const char *value)
{
    buffer_add_format(out, "%c%s=%s", out->length ? '&' : '?', name, text_percent_encode(arena, value));
}

size_t list_filter_count(const struct list_address *address)
{
    size_t count = 0;

    for (size_t i = 0; i < address->field_count; i++)
        count += address->fields[i].label != NULL;
    return count;
}

static const size_t no_field = LIST_ALL - 1; /* is left out */

static const char *write_query(struct arena *arena, const struct list_address *address, size_t without, bool with_size,
                               unsigned long page)
{
    struct buffer out;

    buffer_init(&out, arena, QUERY_AT_MOST);
    for (size_t i = 0; i < address->field_count; i++)
        if (i != without && !(without == LIST_ALL && address->fields[i].label))
            add_to_query(arena, &out, address->fields[i].name, address->fields[i].value);
    if (address->order_asked)
        add_to_query(arena, &out, "sorter", address->order_asked);
    if (address->shown)
        add_to_query(arena, &out, "vis", address->shown);
    if (with_size && address->size != address->shape->size)
        add_to_query(arena, &out, "antall", arena_printf(arena, "%u", address->size));
    if (page > 1)
        add_to_query(arena, &out, "side", arena_printf(arena, "%lu", page));
    return buffer_text(&out);
}

const char *list_query(struct arena *arena, const struct list_address *address, unsigned long page)
{
    return write_query(arena, address, no_field, page > 0, page);
}

const char *list_query_after(struct arena *arena, const struct list_address *address, const char *after)
{
    return arena_printf(arena, "%s&etter=%s", list_query(arena, address, address->page + 1), after);
}

const char *list_query_without(struct arena *arena, const struct list_address *address, size_t one)
{
    return write_query(arena, address, one, true, 1);
}

struct http_fields list_fields_without(struct arena *arena, const struct http_fields *fields, const char *name)
{
    struct http_fields rest = {.items = arena_alloc_many(arena, fields->count, sizeof *rest.items)};

    for (size_t i = 0; i < fields->count; i++)
        if (!text_equal(fields->items[i].name, name) && !text_equal(fields->items[i].name, "side"))
            rest.items[rest.count++] = fields->items[i];
    return rest;
}
