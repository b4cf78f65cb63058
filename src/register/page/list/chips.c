/* What a list is narrowed to. */
#include "register/page/list/chips.h"

#include "engine/base/text.h"
#include "register/page/list/search.h"

size_t list_chips_count(const struct list_address *address)
{
    return list_filter_count(address) + (address->search ? list_search_count(address) - 1 : 0);
}

static const char *query_without_search(struct arena *arena, const struct list_address *address)
{
    size_t at = 0;

    while (at < address->field_count && !text_equal(address->fields[at].name, list_search_field))
        at++;
    return list_query_without(arena, address, at);
}

static void fill_search(struct arena *arena, struct values *chips, const struct list_address *address,
                        enum person_search_box box)
{
    bool alone = !list_search_has_others(address, box);
    struct values *inside = values_section(values_section(chips, "SEARCH_CHIP"), alone ? "ALONE" : "AMONG");

    values_set(inside, "SEARCH_LABEL", list_search_label(arena, address, box));
    if (alone)
        values_set(inside, "SEARCH_WITHOUT", query_without_search(arena, address));
    else
        list_search_form(arena, inside, address, box);
}

static void fill_one(struct arena *arena, struct values *chips, const struct list_address *address, size_t one)
{
    struct values *chip;

    if (text_equal(address->fields[one].name, list_search_field) || !address->fields[one].label)
        return;
    chip = values_section(chips, "CHIP");
    values_set(chip, "CHIP_LABEL", address->fields[one].label);
    values_set(chip, "CHIP_QUERY", list_query_without(arena, address, one));
}

void list_chips_fill(struct arena *arena, struct values *page, const struct list_address *address)
{
    struct values *chips;

    if (list_filter_count(address) == 0)
        return;
    chips = values_include(page, "CHIPS", "listefiltre.html");
    values_set(chips, "LIST_PATH", address->shape->path);
    values_set(chips, "WITHOUT_QUERY", list_query_without(arena, address, LIST_ALL));
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        if (address->search && address->search->boxes[box].count > 0)
            fill_search(arena, chips, address, box);
    for (size_t i = 0; i < address->field_count; i++)
        fill_one(arena, chips, address, i);
}
