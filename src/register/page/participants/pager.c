/* Turning pages of a list. */
#include "register/page/participants/pager.h"

#include "register/page/participants/kept.h"

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

void pager_fill(struct arena *arena, struct values *table, const struct selection *selection,
                const struct overview_page *rows)
{
    unsigned long last = last_page(selection->size, rows->total);
    unsigned long page = selection->page;
    struct values *pager;

    kept_fill(arena, table, "SIZE_KEPT", selection, KEPT_FILTERS | KEPT_SEARCH | KEPT_LACKS | KEPT_ORDER);
    kept_fill(arena, table, "ORDER_KEPT", selection, KEPT_FILTERS | KEPT_SEARCH | KEPT_LACKS | KEPT_SIZE);
    fill_sizes(table, selection);
    if (last == 1)
        return;
    pager = values_section(table, "PAGER");
    fill_neighbour(pager, "PREVIOUS", "NO_PREVIOUS", page > 1 ? selection_query(arena, selection, page - 1) : NULL);
    fill_neighbour(pager, "NEXT", "NO_NEXT",
                   page < last ? selection_next(arena, selection, &rows->rows[rows->count - 1]) : NULL);
    fill_links(arena, pager, selection, last);
}
