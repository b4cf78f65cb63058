/* Which filter to remove, where nobody fits them all. */
#include "register/page/list/empty.h"

#include "engine/base/text.h"
#include "register/page/list/search.h"

enum { COUNTED_AT_MOST = 8 };

struct helping {
    struct arena *arena;
    const struct list_address *address;
    const struct list_counting *counting;
    struct values *part;
    struct values *helps; /* made with the first filter that helps */
};

static bool came_before(const struct list_address *address, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (text_equal(address->fields[i].name, address->fields[index].name))
            return true;
    return false;
}

/* "Status: Endret", or all that the field asks for: "Kommune: Asker, Kommune: Oslo". */
static const char *label_of(struct arena *arena, const struct list_address *address, const char *name)
{
    const char *label = NULL;

    for (size_t i = 0; i < address->field_count; i++) {
        const struct list_field *field = &address->fields[i];

        if (text_equal(field->name, name))
            label = label ? arena_printf(arena, "%s, %s", label, field->label) : field->label;
    }
    return label;
}

static struct values *add_help(struct helping *helping, const char *section, const char *label,
                               const struct list_help *help)
{
    struct values *values;

    helping->helps = helping->helps ? helping->helps : values_section(helping->part, "HELPS_LIST");
    values = values_section(helping->helps, section);
    values_set(values, "HELP_LABEL", label);
    values_set(values, "HELP_COUNT", help->shown);
    return values;
}

static int fill_field(struct helping *helping, const char *name)
{
    struct list_help help = {0};
    int trouble = helping->counting->without(helping->counting->about, name, &help);
    struct values *values;

    if (trouble || help.count == 0)
        return trouble;
    values = add_help(helping, "HELP", label_of(helping->arena, helping->address, name), &help);
    values_set(values, "HELP_QUERY", help.query);
    return 0;
}

/* One of the boxes of a search by itself. */
static int fill_box(struct helping *helping, enum person_search_box box)
{
    struct list_help help = {0};
    int trouble = helping->counting->without_box(helping->counting->about, box, &help);
    struct values *values;

    if (trouble || help.count == 0)
        return trouble;
    values = add_help(helping, "HELP_SEARCH", list_search_label(helping->arena, helping->address, box), &help);
    list_search_form(helping->arena, values, helping->address, box);
    return 0;
}

int list_helps_fill(struct arena *arena, struct values *none, const struct list_address *address,
                    const struct list_counting *counting)
{
    struct helping helping = {.arena = arena, .address = address, .counting = counting};
    size_t counted = 0;
    int trouble = 0;

    helping.part = values_include(none, "HELPS", "listehjelp.html");
    values_set(helping.part, "LIST_PATH", address->shape->path);
    for (size_t i = 0; !trouble && i < address->field_count && counted < COUNTED_AT_MOST; i++) {
        if (came_before(address, i) || !address->fields[i].label)
            continue;
        counted++;
        trouble = fill_field(&helping, address->fields[i].name);
    }
    for (enum person_search_box box = 0; !trouble && box < SEARCH_BOXES; box++)
        if (list_search_has_others(address, box))
            trouble = fill_box(&helping, box);
    if (!helping.helps)
        values_show(helping.part, "NONE_HELPS");
    return trouble;
}
