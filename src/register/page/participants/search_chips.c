/* The search that the overview is narrowed to, a chip for each box. */
#include "register/page/participants/search_chips.h"

#include "engine/base/text.h"
#include "register/page/participants/kept.h"
#include "register/page/participants/search_form.h"

enum { TERMS_SHOWN = 3 };

static bool is_used(const struct selection *selection, enum person_search_box box)
{
    return selection->query.search && selection->query.search->boxes[box].count > 0;
}

size_t search_chips_count(const struct selection *selection)
{
    size_t count = 0;

    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        count += is_used(selection, box);
    return count;
}

static const char *address_without_search(struct arena *arena, const struct selection *selection)
{
    size_t at = 0;

    while (at < selection->field_count && !text_equal(selection->fields[at].name, selection_search))
        at++;
    return selection_without(arena, selection, at);
}

bool search_chips_has_others(const struct selection *selection, enum person_search_box box)
{
    return is_used(selection, box) && search_chips_count(selection) > 1;
}

const char *search_chips_label(struct arena *arena, const struct selection *selection, enum person_search_box box)
{
    return arena_printf(arena, "%s: %s", search_form_label(box),
                        person_search_show(arena, selection->query.search, box, TERMS_SHOWN));
}

void search_chips_form(struct visit *visit, struct values *form, const struct selection *selection,
                       enum person_search_box without)
{
    kept_fill(visit->arena, form, "KEPT", selection, KEPT_FILTERS | KEPT_ORDER | KEPT_LACKS | KEPT_SIZE);
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        if (box != without && is_used(selection, box))
            kept_add(form, "KEPT", person_search_fields[box], person_search_list(visit->arena, selection->query.search, box));
}

void search_chips_fill(struct visit *visit, struct values *chips, const struct selection *selection)
{
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++) {
        bool alone = !search_chips_has_others(selection, box);
        struct values *chip, *inside;

        if (!is_used(selection, box))
            continue;
        chip = values_section(chips, "SEARCH_CHIP");
        inside = values_section(chip, alone ? "ALONE" : "AMONG");
        values_set(inside, "SEARCH_LABEL", search_chips_label(visit->arena, selection, box));
        if (alone)
            values_set(inside, "SEARCH_WITHOUT", address_without_search(visit->arena, selection));
        else
            search_chips_form(visit, inside, selection, box);
    }
}
