/* What a form beside a list hands on. */
#include "register/page/list/kept.h"

#include "engine/base/text.h"

void list_kept_add(struct values *form, const char *section, const char *name, const char *value)
{
    struct values *kept = values_section(form, section);

    values_set(kept, "KEPT_NAME", name);
    values_set(kept, "KEPT_VALUE", value);
}

void list_kept_fill(struct arena *arena, struct values *form, const char *section, const struct list_address *address,
                    unsigned what)
{
    for (size_t i = 0; i < address->field_count; i++) {
        const struct list_field *field = &address->fields[i];

        if (what & (text_equal(field->name, list_search_field) ? LIST_KEPT_SEARCH : LIST_KEPT_FILTERS))
            list_kept_add(form, section, field->name, field->value);
    }
    if (what & LIST_KEPT_ORDER && address->order_asked)
        list_kept_add(form, section, "sorter", address->order_asked);
    if (what & LIST_KEPT_SHOWN && address->shown)
        list_kept_add(form, section, "vis", address->shown);
    if (what & LIST_KEPT_SIZE && address->size != address->shape->size)
        list_kept_add(form, section, "antall", arena_printf(arena, "%u", address->size));
}
