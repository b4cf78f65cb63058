/* Headings that sort. */
#include "register/page/list/heading.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/kept.h"

static void mark(struct values *heading, const char *direction, const char *next)
{
    values_set(heading, "ORDER_NOW", direction);
    values_set(heading, "ORDER_NEXT", next);
}

/* The next of its three states is worked out here. */
static void fill_heading(struct arena *arena, struct values *headings, const struct list_address *address,
                         const struct list_column *column)
{
    struct values *heading = values_section(headings, "HEADING");

    values_set(heading, "ORDER_NAME", column->name);
    values_set(heading, "ORDER_LABEL", words_text(column->label));
    if (address->order != column)
        mark(heading, "none", column->name);
    else if (address->descending)
        mark(heading, "descending", "");
    else
        mark(heading, "ascending", arena_printf(arena, "-%s", column->name));
}

static void add_order(struct values *ordering, const struct list_address *address, const char *name, const char *label)
{
    struct values *order = values_section(ordering, "ORDER");

    values_set(order, "ORDER_VALUE", name);
    values_set(order, "ORDER_TEXT", label);
    if (text_equal(address->order_asked, name))
        values_show(order, "ORDER_CHOSEN");
}

static struct values *include_ordering(struct arena *arena, struct values *table, const struct list_address *address)
{
    struct values *ordering = values_include(table, "ORDERING", "listesortering.html");

    values_set(ordering, "LIST_PATH", address->shape->path);
    values_set(ordering, "OWN_ORDER", words_text(address->shape->own_order));
    list_kept_fill(arena, ordering, "ORDER_KEPT", address,
                   LIST_KEPT_FILTERS | LIST_KEPT_SEARCH | LIST_KEPT_SHOWN | LIST_KEPT_SIZE);
    return ordering;
}

void list_headings_fill(struct arena *arena, struct values *table, const struct list_address *address,
                        const bool *is_shown)
{
    struct values *headings = values_include(table, "HEADINGS", "listekolonner.html");
    struct values *ordering = include_ordering(arena, table, address);

    for (size_t i = 0; i < address->shape->column_count; i++) {
        const struct list_column *column = &address->shape->columns[i];
        const char *label = words_text(column->label);

        if (is_shown && !is_shown[i])
            continue;
        fill_heading(arena, headings, address, column);
        add_order(ordering, address, column->name, arena_printf(arena, _("%s, stigende"), label));
        add_order(ordering, address, arena_printf(arena, "-%s", column->name),
                  arena_printf(arena, _("%s, synkende"), label));
    }
}
