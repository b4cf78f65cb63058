/* What a panel of filters offers. */
#include "register/page/list/choice.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/view/worded.h"

const char *list_given(const struct list_address *address, const char *name)
{
    for (size_t i = 0; i < address->field_count; i++)
        if (text_equal(address->fields[i].name, name))
            return address->fields[i].value;
    return "";
}

bool list_is_given(const struct list_address *address, const char *name, const char *value)
{
    for (size_t i = 0; i < address->field_count; i++)
        if (text_equal(address->fields[i].name, name) && text_equal(address->fields[i].value, value))
            return true;
    return false;
}

static struct values *add_check(struct values *panel, const char *section, const struct list_address *address,
                                const char *name, const char *value)
{
    struct values *check = values_section(panel, section);

    values_set(check, "CHECK_NAME", name);
    values_set(check, "CHECK_VALUE", value);
    if (list_is_given(address, name, value))
        values_show(check, "CHECKED");
    return check;
}

void list_check(struct values *panel, const char *section, const struct list_address *address, const char *name,
                const char *value, const char *label)
{
    values_set(add_check(panel, section, address, name, value), "CHECK_LABEL", label);
}

void list_check_worded(struct values *panel, const char *section, const struct list_address *address, const char *name,
                       const char *value, struct wording label)
{
    worded_set(add_check(panel, section, address, name, value), "CHECK_LABEL", label);
}

void list_option(struct values *options, const char *section, const char *value, const char *label)
{
    struct values *option = values_section(options, section);

    values_set(option, "OPTION_VALUE", value);
    values_set(option, "OPTION_LABEL", label);
}

void list_option_worded(struct values *options, const char *section, const char *value, struct wording label)
{
    struct values *option = values_section(options, section);

    values_set(option, "OPTION_VALUE", value);
    worded_set(option, "OPTION_LABEL", label);
}

/* Room for one more: twice as much each time there is none. */
static const char **with_room(struct arena *arena, const char **list, size_t count)
{
    const char **more;

    if (count & (count - 1))
        return list;
    more = arena_alloc_many(arena, count ? 2 * count : 1, sizeof *more);
    if (count > 0)
        memcpy(more, list, count * sizeof *more);
    return more;
}

enum list_taken list_take(struct arena *arena, bool is_known, const char *value, const char ***list, size_t *count)
{
    if (!is_known)
        return LIST_UNKNOWN;
    for (size_t i = 0; i < *count; i++)
        if (text_equal((*list)[i], value))
            return LIST_TYPED;
    *list = with_room(arena, *list, *count);
    (*list)[(*count)++] = value;
    return LIST_TAKEN;
}
