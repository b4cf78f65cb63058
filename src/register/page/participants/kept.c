/* What a form beside the overview hands on. */
#include "register/page/participants/kept.h"

#include "engine/base/text.h"

void kept_add(struct values *form, const char *section, const char *name, const char *value)
{
    struct values *kept = values_section(form, section);

    values_set(kept, "KEPT_NAME", name);
    values_set(kept, "KEPT_VALUE", value);
}

void kept_fill(struct arena *arena, struct values *form, const char *section, const struct selection *selection,
               unsigned what)
{
    for (size_t i = 0; i < selection->field_count; i++) {
        const struct selection_field *field = &selection->fields[i];

        if (what & (text_equal(field->name, selection_search) ? KEPT_SEARCH : KEPT_FILTERS))
            kept_add(form, section, field->name, field->value);
    }
    if (what & KEPT_ORDER && selection->order_asked)
        kept_add(form, section, "sorter", selection->order_asked);
    if (what & KEPT_LACKS && selection->with_lacks)
        kept_add(form, section, "vis", "mangler");
    if (what & KEPT_SIZE && selection->size != SELECTION_SIZE)
        kept_add(form, section, "antall", arena_printf(arena, "%u", selection->size));
}
