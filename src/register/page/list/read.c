/* A list's address, read. */
#include <limits.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/address.h"

enum { SHOWN_AT_MOST = 60 };

const unsigned list_sizes[LIST_SIZES] = {10, 25, 50, 100};

static bool read_reference(struct list_address *address, const char *value)
{
    bool is_first = !address->reference;

    address->reference = value;
    return is_first && address->shape->search;
}

/* A column's name, with "-" before it for descending. */
static bool read_order(struct list_address *address, const char *value)
{
    bool descending = *value == '-';

    for (size_t i = 0; i < address->shape->column_count; i++) {
        const struct list_column *column = &address->shape->columns[i];

        if (!text_equal(column->name, value + descending))
            continue;
        address->order = column;
        address->descending = descending;
        address->order_asked = value;
        return true;
    }
    return false;
}

static bool read_size(struct list_address *address, const char *value)
{
    long long size = 0;

    if (!text_to_integer(value, 1, 100, &size))
        return false;
    for (size_t i = 0; i < LIST_SIZES; i++)
        if (list_sizes[i] == size)
            address->size = (unsigned)size;
    return address->size == size;
}

/* Columns beside those that are always there. */
static bool read_shown(struct list_address *address, const char *value)
{
    address->shown = address->shape->shown;
    return address->shown && text_equal(value, address->shown);
}

/* Below 1 is 1; beyond the end is the last, which only the count can tell. */
static bool read_page(struct list_address *address, const char *value)
{
    const char *digits = *value == '-' ? value + 1 : value;
    long long page = INT_MAX;

    if (!*digits || digits[strspn(digits, "0123456789")])
        return false;
    if (*value == '-' || text_to_integer(value, 0, 0, &page))
        page = 1;
    else
        text_to_integer(value, 1, INT_MAX, &page);
    address->page = (unsigned long)page;
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct list_address *address, const char *value);
} readers[] = {
    {list_search_field, read_reference},
    {"vis", read_shown},
    {"sorter", read_order},
    {"antall", read_size},
    {"side", read_page},
};

static bool is_own(const struct list_shape *shape, const char *name)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (text_equal(readers[i].name, name))
            return true;
    return shape->after && text_equal(name, "etter");
}

static bool read_own(struct list_address *address, const struct http_field *field, void *into)
{
    if (address->shape->after && text_equal(field->name, "etter"))
        return address->shape->after(into, field->value);
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (text_equal(readers[i].name, field->name))
            return readers[i].read(address, field->value);
    return false;
}

static const struct list_filter *filter_of(const struct list_shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->filter_count; i++)
        if (text_equal(shape->filters[i].name, name))
            return &shape->filters[i];
    return NULL;
}

/* An empty field asks for nothing: forms send those that were left empty. */
static bool read_field(struct list_address *address, const struct http_field *field, void *into)
{
    const struct list_filter *filter = filter_of(address->shape, field->name);
    enum list_taken taken;

    if (!*field->value) {
        address->untidy = true;
        return filter || is_own(address->shape, field->name);
    }
    if (!filter)
        return read_own(address, field, into);
    taken = filter->take(into, filter, field->value);
    address->untidy = address->untidy || taken == LIST_TYPED;
    return taken != LIST_UNKNOWN;
}

static bool is_among(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (text_equal(*names, name))
            return true;
    return false;
}

const struct http_field *list_read(const struct http_fields *fields, const struct list_shape *shape, const char *const *also,
                                   void *into, struct list_address *address_out)
{
    *address_out = (struct list_address){.shape = shape, .size = shape->size, .page = 1};
    for (size_t i = 0; i < fields->count; i++) {
        const struct http_field *field = &fields->items[i];

        if (!is_among(also, field->name) && !read_field(address_out, field, into))
            return field;
    }
    return NULL;
}

static const char *beginning(struct arena *arena, const char *text)
{
    size_t left = strlen(text), size, length = 0;

    if (text_length(text) <= SHOWN_AT_MOST)
        return text;
    for (int i = 0; i < SHOWN_AT_MOST; i++, length += size)
        if (text_decode(text + length, left - length, &size) < 0)
            return "";
    return arena_printf(arena, "%s…", arena_copy_n(arena, text, length));
}

const char *list_unknown(struct arena *arena, const struct http_field *field, const char *hint)
{
    const char *said = arena_printf(arena, _("Registeret kjenner ikke «%s=%s» i adressen."),
                                    beginning(arena, field->name), beginning(arena, field->value));

    return hint ? arena_printf(arena, "%s %s", said, words_text(hint)) : said;
}

const char *list_unknown_of(struct arena *arena, const struct list_shape *shape, const struct http_field *field)
{
    const struct list_filter *filter = filter_of(shape, field->name);

    return list_unknown(arena, field, filter ? filter->hint : NULL);
}
