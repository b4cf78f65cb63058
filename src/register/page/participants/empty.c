/* Which filter to remove, where nobody fits them all. */
#include "register/page/participants/empty.h"

#include "register/page/list/empty.h"
#include "register/page/show.h"

struct counting {
    struct visit *visit;
    const struct selection *selection;
};

static int count(struct visit *visit, const struct selection *without, struct list_help *help_out)
{
    enum store_result result = overview_count(&visit->site->store, visit->arena, &without->query, &help_out->count);

    help_out->shown = show_count(visit->arena, help_out->count);
    help_out->query = list_query(visit->arena, &without->list, 1);
    return (int)visit_store(result);
}

static int count_without(void *about, const char *name, struct list_help *help_out)
{
    const struct counting *counting = about;
    struct selection without;
    enum outcome outcome = selection_read_without(counting->visit, name, &without);

    return outcome == OUTCOME_READY ? count(counting->visit, &without, help_out) : (int)outcome;
}

static int count_without_box(void *about, enum person_search_box box, struct list_help *help_out)
{
    const struct counting *counting = about;
    struct person_search search = *counting->selection->query.search;
    struct selection without = *counting->selection;

    search.boxes[box].count = 0;
    selection_search_for(&without, &search);
    return count(counting->visit, &without, help_out);
}

enum outcome empty_fill(struct visit *visit, struct values *page, const struct selection *selection)
{
    struct counting counting = {visit, selection};
    const struct list_counting how = {&counting, count_without, count_without_box};
    struct values *none = values_section(page, "NONE_FITS");

    _Static_assert(OUTCOME_READY == 0, "");
    values_set(none, "WITHOUT_QUERY", list_query_without(visit->arena, &selection->list, LIST_ALL));
    if (selection->list.reference)
        values_show(none, "SEARCHED");
    return (enum outcome)list_helps_fill(visit->arena, none, &selection->list, &how);
}
