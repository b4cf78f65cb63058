/* Turning pages of a list. */
#include "register/page/list/pager.h"

#include "engine/base/words.h"
#include "register/page/list/kept.h"

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

static void fill_link(struct arena *arena, struct values *pager, const struct list_address *address, unsigned long page)
{
    struct values *link = values_section(values_section(pager, "PAGE"), "LINK");

    values_set_number(link, "PAGE_NUMBER", (long long)page);
    values_set(link, "PAGE_QUERY", list_query(arena, address, page));
    if (page == address->page)
        values_show(link, "CURRENT");
}

/* The first, the last, and those around the current one. */
static bool is_listed(unsigned long page, unsigned long current, unsigned long last)
{
    return page == 1 || page == last || (page + 2 >= current && page <= current + 2);
}

static void fill_links(struct arena *arena, struct values *pager, const struct list_address *address,
                       unsigned long last)
{
    unsigned long listed = 0;
    unsigned long from = address->page > 2 ? address->page - 2 : 1;

    for (unsigned long page = 1; page <= last; page++) {
        if (!is_listed(page, address->page, last)) {
            page = page < from ? from - 1 : last - 1;
            continue;
        }
        if (page > listed + 1)
            values_show(values_section(pager, "PAGE"), "GAP");
        fill_link(arena, pager, address, page);
        listed = page;
    }
}

static void fill_sizes(struct arena *arena, struct values *part, const struct list_address *address)
{
    values_set(part, "LIST_PATH", address->shape->path);
    values_set(part, "PER_PAGE", words_text(address->shape->per_page));
    list_kept_fill(arena, part, "SIZE_KEPT", address,
                   LIST_KEPT_FILTERS | LIST_KEPT_SEARCH | LIST_KEPT_SHOWN | LIST_KEPT_ORDER);
    for (size_t i = 0; i < LIST_SIZES; i++) {
        struct values *size = values_section(part, "SIZE");

        values_set_number(size, "SIZE_NUMBER", list_sizes[i]);
        if (list_sizes[i] == address->size)
            values_show(size, "SELECTED");
    }
}

void list_pager_fill(struct arena *arena, struct values *table, const struct list_address *address, unsigned long total,
                     const char *next)
{
    struct values *part = values_include(table, "PAGER", "listebla.html"), *pager;
    unsigned long last = last_page(address->size, total), page = address->page;

    fill_sizes(arena, part, address);
    if (last == 1)
        return;
    pager = values_section(part, "PAGES");
    fill_neighbour(pager, "PREVIOUS", "NO_PREVIOUS", page > 1 ? list_query(arena, address, page - 1) : NULL);
    fill_neighbour(pager, "NEXT", "NO_NEXT", page < last ? next : NULL);
    fill_links(arena, pager, address, last);
}

void list_showing_fill(struct values *page, unsigned long offset, size_t count)
{
    struct values *showing = values_section(page, "SHOWING");

    values_set_number(showing, "FIRST", (long long)offset + 1);
    values_set_number(showing, "LAST", (long long)offset + (long long)count);
}
