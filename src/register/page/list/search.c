/* The boxes that persons are searched for in. */
#include "register/page/list/search.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/kept.h"

enum { TERMS_SHOWN = 3 };

const char *list_search_id(struct arena *arena, const struct list_search *search, enum person_search_box box)
{
    return arena_printf(arena, "sok-%s", search->boxes[box].name);
}

struct list_boxes list_search_boxes(struct arena *arena, const struct list_address *address)
{
    struct list_boxes boxes = {.typed = {"", "", ""}};

    for (enum person_search_box box = 0; address->search && box < SEARCH_BOXES; box++)
        boxes.typed[box] = person_search_show(arena, address->search, box, 0);
    return boxes;
}

static void fill_box(struct arena *arena, struct values *form, const struct list_search *search,
                     enum person_search_box box, const struct list_boxes *boxes)
{
    struct values *field = values_section(form, "BOX");

    values_set(field, "BOX_NAME", search->boxes[box].name);
    values_set(field, "BOX_ID", list_search_id(arena, search, box));
    values_set(field, "BOX_LABEL", words_text(search->boxes[box].label));
    values_set(field, "BOX_HELP", words_text(search->boxes[box].help));
    values_set(field, "BOX_TYPED", boxes->typed[box]);
    if (boxes->problems[box]) {
        values_show(field, "INVALID");
        values_set(values_section(field, "PROBLEM"), "PROBLEM_TEXT", boxes->problems[box]);
    }
}

struct values *list_search_include(struct arena *arena, struct values *page, const struct list_address *address,
                                   const struct list_boxes *boxes)
{
    const struct list_search *search = address->shape->search;
    struct values *form = values_include(page, "SEARCH", "sokefelt.html");

    values_set(form, "SEARCH_PATH", search->path);
    values_set(form, "SEARCH_TITLE", words_text(search->title));
    list_kept_fill(arena, form, "KEPT", address, LIST_KEPT_FILTERS | LIST_KEPT_ORDER | LIST_KEPT_SHOWN | LIST_KEPT_SIZE);
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        if (search->boxes[box].name)
            fill_box(arena, form, search, box, boxes);
    return form;
}

static bool is_used(const struct list_address *address, enum person_search_box box)
{
    return address->search && address->search->boxes[box].count > 0;
}

size_t list_search_count(const struct list_address *address)
{
    size_t count = 0;

    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        count += is_used(address, box);
    return count;
}

bool list_search_has_others(const struct list_address *address, enum person_search_box box)
{
    return is_used(address, box) && list_search_count(address) > 1;
}

const char *list_search_label(struct arena *arena, const struct list_address *address, enum person_search_box box)
{
    return arena_printf(arena, "%s: %s", words_text(address->shape->search->boxes[box].label),
                        person_search_show(arena, address->search, box, TERMS_SHOWN));
}

void list_search_form(struct arena *arena, struct values *form, const struct list_address *address,
                      enum person_search_box without)
{
    const struct list_search *search = address->shape->search;

    values_set(form, "SEARCH_PATH", search->path);
    list_kept_fill(arena, form, "KEPT", address, LIST_KEPT_FILTERS | LIST_KEPT_ORDER | LIST_KEPT_SHOWN | LIST_KEPT_SIZE);
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        if (box != without && is_used(address, box))
            list_kept_add(form, "KEPT", search->boxes[box].name, person_search_list(arena, address->search, box));
}
