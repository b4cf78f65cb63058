/* Turning pages of a list. */
#include "register/page/participants/pager.h"

static unsigned long last_page(unsigned size, unsigned long count)
{
    return count == 0 ? 1 : (count + size - 1) / size;
}

/* Where `query` is NULL there is none. */
static void fill_neighbour(struct values *pager, const char *name, const char *none, const char *query)
{
    if (query)
        values_set(values_section(pager, name), "PAGE_QUERY", query);
    else
        values_show(pager, none);
}

static void fill_link(struct arena *arena, struct values *pager, const struct selection *selection,
                      unsigned long page)
{
    struct values *link = values_section(values_section(pager, "PAGE"), "LINK");

    values_set_number(link, "PAGE_NUMBER", (long long)page);
    values_set(link, "PAGE_QUERY", selection_query(arena, selection, page));
    if (page == selection->page)
        values_show(link, "CURRENT");
}

/* The first, the last, and those around the current one. */
static bool is_listed(unsigned long page, unsigned long current, unsigned long last)
{
    return page == 1 || page == last || (page + 2 >= current && page <= current + 2);
}

static void fill_links(struct arena *arena, struct values *pager, const struct selection *selection,
                       unsigned long last)
{
    unsigned long listed = 0;
    unsigned long from = selection->page > 2 ? selection->page - 2 : 1;

    for (unsigned long page = 1; page <= last; page++) {
        if (!is_listed(page, selection->page, last)) {
            page = page < from ? from - 1 : last - 1;
            continue;
        }
        if (page > listed + 1)
            values_show(values_section(pager, "PAGE"), "GAP");
        fill_link(arena, pager, selection, page);
        listed = page;
    }
}

static void fill_sizes(struct values *table, const struct selection *selection)
{
    for (size_t i = 0; i < sizeof selection_sizes / sizeof *selection_sizes; i++) {
        struct values *size = values_section(table, "SIZE");

        values_set_number(size, "SIZE_NUMBER", selection_sizes[i]);
        if (selection_sizes[i] == selection->size)
            values_show(size, "SELECTED");
    }
}

static void add_hidden(struct values *form, const char *section, const char *name, const char *value)
{
    struct values *hidden = values_section(form, section);

    values_set(hidden, "HIDDEN_NAME", name);
    values_set(hidden, "HIDDEN_VALUE", value);
}

/* Each form keeps what it does not ask for itself, and begins at the first page. */
static void fill_hidden(struct arena *arena, struct values *table, const struct selection *selection)
{
    for (size_t i = 0; i < selection->field_count; i++) {
        const struct selection_field *field = &selection->fields[i];

        add_hidden(table, "HIDDEN", field->name, field->value);
        add_hidden(table, "LIST_HIDDEN", field->name, field->value);
    }
    if (selection->with_lacks) {
        add_hidden(table, "HIDDEN", "vis", "mangler");
        add_hidden(table, "LIST_HIDDEN", "vis", "mangler");
    }
    if (selection->order_asked)
        add_hidden(table, "HIDDEN", "sorter", selection->order_asked);
    if (selection->size != SELECTION_SIZE)
        add_hidden(table, "LIST_HIDDEN", "antall", arena_printf(arena, "%u", selection->size));
}

void pager_fill(struct arena *arena, struct values *table, const struct selection *selection,
                const struct overview_page *rows)
{
    unsigned long last = last_page(selection->size, rows->total);
    unsigned long page = selection->page;
    struct values *pager;

    fill_hidden(arena, table, selection);
    fill_sizes(table, selection);
    if (last == 1)
        return;
    pager = values_section(table, "PAGER");
    fill_neighbour(pager, "PREVIOUS", "NO_PREVIOUS", page > 1 ? selection_query(arena, selection, page - 1) : NULL);
    fill_neighbour(pager, "NEXT", "NO_NEXT",
                   page < last ? selection_next(arena, selection, &rows->rows[rows->count - 1]) : NULL);
    fill_links(arena, pager, selection, last);
}
