/* Long lists of choices, ready where nothing of them is chosen. */
#include "register/page/list/offer.h"

#include "register/page/list/choice.h"

static const char options_file[] = "filtervalg.html";

static void add_option(struct values *options, const struct list_choice *choice)
{
    if (choice->wording)
        list_option_worded(options, "OPTION", choice->value, *choice->wording);
    else
        list_option(options, "OPTION", choice->value, choice->label);
}

static void add_chosen(struct values *section, const struct list_choice *choice, const struct list_address *address,
                       const char *field)
{
    if (choice->wording)
        list_check_worded(section, "CHOSEN", address, field, choice->value, *choice->wording);
    else
        list_check(section, "CHOSEN", address, field, choice->value, choice->label);
}

static const struct view_piece *write_options(struct arena *lasting, struct view *view, const struct list_group *group)
{
    enum { OPTIONS_AT_MOST = 16 * 1024 * 1024 };
    struct arena *arena = arena_new(OPTIONS_AT_MOST);
    struct values *values = values_new_in(arena, view);
    const struct view_piece *piece;

    for (size_t i = 0; i < group->count; i++)
        add_option(values, &group->items[i]);
    piece = view_piece_new(lasting, view, options_file, values);
    arena_free(&arena);
    return piece;
}

const struct list_offer *list_offer_keep(struct arena *lasting, struct view *view, const struct list_offer *offer)
{
    struct list_offer *kept = arena_alloc(lasting, sizeof *kept);
    struct list_group *groups = arena_alloc_many(lasting, offer->count, sizeof *groups);

    for (size_t i = 0; i < offer->count; i++) {
        groups[i] = offer->groups[i];
        groups[i].ready = write_options(lasting, view, &groups[i]);
    }
    *kept = (struct list_offer){groups, offer->count};
    return kept;
}

static struct values *begin_group(struct values *section, const struct list_group *group)
{
    struct values *showing = group->title ? values_section(section, "GROUP") : section;

    if (group->title)
        values_set(showing, "GROUP_TITLE", group->title);
    return showing;
}

static void fill_each(struct values *section, const struct list_group *group, const struct list_address *address,
                      const char *field)
{
    struct values *options = NULL;

    for (size_t i = 0; i < group->count; i++) {
        const struct list_choice *choice = &group->items[i];

        if (list_is_given(address, field, choice->value)) {
            add_chosen(section, choice, address, field);
            continue;
        }
        if (!options)
            options = values_include(begin_group(section, group), "OPTIONS", options_file);
        add_option(options, choice);
    }
}

void list_offer_fill(struct values *section, const struct list_offer *offer, const struct list_address *address,
                     const char *field)
{
    bool is_given = *list_given(address, field) != '\0';

    for (size_t i = 0; i < offer->count; i++) {
        const struct list_group *group = &offer->groups[i];

        if (is_given || !group->ready)
            fill_each(section, group, address, field);
        else if (group->count > 0)
            values_include_piece(begin_group(section, group), "OPTIONS", group->ready);
    }
}
