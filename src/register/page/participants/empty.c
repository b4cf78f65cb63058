/* Which filter to remove, where nobody fits them all. */
#include "register/page/participants/empty.h"

#include "engine/base/text.h"
#include "register/page/participants/search_chips.h"
#include "register/page/show.h"

enum { COUNTED_AT_MOST = 8 };

static bool came_before(const struct selection *selection, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (text_equal(selection->fields[i].name, selection->fields[index].name))
            return true;
    return false;
}

/* "Status: Endret", or all that the field asks for: "Kommune: Asker, Kommune: Oslo". */
static const char *label_of(struct arena *arena, const struct selection *selection, const char *name)
{
    const char *label = NULL;

    for (size_t i = 0; i < selection->field_count; i++) {
        const struct selection_field *field = &selection->fields[i];

        if (text_equal(field->name, name))
            label = label ? arena_printf(arena, "%s, %s", label, field->label) : field->label;
    }
    return label;
}

/* *helps is made with the first filter that helps. */
static enum store_result fill_one(struct visit *visit, struct values *none, const struct selection *selection,
                                  const struct selection *without, const char *name, struct values **helps)
{
    unsigned long count = 0;
    enum store_result result = overview_count(&visit->site->store, visit->arena, &without->query, &count);
    struct values *help;

    if (result != STORE_OK || count == 0)
        return result;
    *helps = *helps ? *helps : values_section(none, "HELPS");
    help = values_section(*helps, "HELP");
    values_set(help, "HELP_LABEL", label_of(visit->arena, selection, name));
    values_set(help, "HELP_COUNT", show_count(visit->arena, count));
    values_set(help, "HELP_QUERY", selection_query(visit->arena, without, 1));
    return STORE_OK;
}

/* One of the boxes of a search by itself. */
static enum store_result fill_box(struct visit *visit, struct values *none, const struct selection *selection,
                                  enum person_search_box box, struct values **helps)
{
    struct person_search search = *selection->query.search;
    struct selection without = *selection;
    unsigned long count = 0;
    enum store_result result;
    struct values *help;

    search.boxes[box].count = 0;
    selection_search_for(&without, &search);
    result = overview_count(&visit->site->store, visit->arena, &without.query, &count);
    if (result != STORE_OK || count == 0)
        return result;
    *helps = *helps ? *helps : values_section(none, "HELPS");
    help = values_section(*helps, "HELP_SEARCH");
    values_set(help, "HELP_LABEL", search_chips_label(visit->arena, selection, box));
    values_set(help, "HELP_COUNT", show_count(visit->arena, count));
    search_chips_form(visit, help, selection, box);
    return STORE_OK;
}

static enum outcome fill_search(struct visit *visit, struct values *none, const struct selection *selection,
                                struct values **helps)
{
    enum store_result result = STORE_OK;

    values_show(none, "SEARCHED");
    for (enum person_search_box box = 0; result == STORE_OK && box < SEARCH_BOXES; box++)
        if (search_chips_has_others(selection, box))
            result = fill_box(visit, none, selection, box, helps);
    return visit_store(result);
}

enum outcome empty_fill(struct visit *visit, struct values *page, const struct selection *selection)
{
    struct values *none = values_section(page, "NONE_FITS");
    enum outcome outcome = OUTCOME_READY;
    struct values *helps = NULL;
    size_t counted = 0;

    values_set(none, "WITHOUT_QUERY", selection_without(visit->arena, selection, SELECTION_ALL));
    for (size_t i = 0; outcome == OUTCOME_READY && i < selection->field_count && counted < COUNTED_AT_MOST; i++) {
        const char *name = selection->fields[i].name;
        struct selection without;

        if (came_before(selection, i))
            continue;
        counted++;
        outcome = selection_read_without(visit, name, &without);
        if (outcome == OUTCOME_READY)
            outcome = visit_store(fill_one(visit, none, selection, &without, name, &helps));
    }
    if (outcome == OUTCOME_READY && selection->reference)
        outcome = fill_search(visit, none, selection, &helps);
    if (!helps)
        values_show(none, "NONE_HELPS");
    return outcome;
}
