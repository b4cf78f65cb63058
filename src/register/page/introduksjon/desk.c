/* "Arbeidsflate": what waits for the one who asks. */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/desk.h"
#include "register/page/introduksjon/standing.h"
#include "register/page/list/pager.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/opened.h"

enum { FIRST_OF_LIST = 10, ROWS = 25, SHOWN_AT_MOST = DESK_LISTS * FIRST_OF_LIST > 100 ? DESK_LISTS * FIRST_OF_LIST : 100 };

/* What is shown: a few of each list, or a page of one. */
struct desk {
    struct visit *visit;
    struct intro_summary summary;
    struct intro_places places;
    struct intro_figures total;
    const struct desk_list *only; /* NULL: all */
    struct list_address address;
    struct intro_persons persons[DESK_LISTS];
};

static enum list_taken take_list(void *into, const struct list_filter *filter, const char *value)
{
    struct desk *desk = into;

    (void)filter;
    for (size_t i = 0; i < DESK_LISTS; i++)
        if (!desk->only && text_equal(desk_lists[i].name, value)) {
            desk->only = &desk_lists[i];
            return LIST_TAKEN;
        }
    return LIST_UNKNOWN;
}

static const struct list_filter filters[] = {
    {"liste", N_("Velg en av listene på arbeidsflaten."), take_list},
};
static const struct list_shape shape = {
    .path = "introduksjon",
    .filters = filters,
    .filter_count = 1,
    .per_page = N_("Personer per side"),
    .size = ROWS,
};

static bool read_address(struct desk *desk)
{
    struct visit *visit = desk->visit;
    const struct http_field *unknown = list_read(&visit->request->query, &shape, NULL, desk, &desk->address);

    if (unknown) {
        visit->reason = list_unknown_of(visit->arena, &shape, unknown);
        return false;
    }
    if (desk->only)
        list_add(visit->arena, &desk->address, filters[0].name, desk->only->name, words_text(desk->only->title));
    return true;
}

/* A page beyond the end is the last. */
static enum store_result load_page(struct desk *desk)
{
    struct store *store = &desk->visit->site->store;
    size_t index = (size_t)(desk->only - desk_lists);
    unsigned long total = desk_count(desk->only, &desk->total), size = desk->address.size;
    unsigned long last = total > 0 ? (total - 1) / size + 1 : 1;

    if (desk->address.page > last)
        desk->address.page = last;
    return intro_summary_waiting(store, desk->visit->arena, &desk->summary, desk->only->waiting,
                                 (desk->address.page - 1) * size, size, &desk->persons[index]);
}

static enum store_result load_beginnings(struct desk *desk)
{
    enum store_result result = STORE_OK;

    for (size_t i = 0; i < DESK_LISTS && result == STORE_OK; i++)
        if (desk_count(&desk_lists[i], &desk->total) > 0)
            result = intro_summary_waiting(&desk->visit->site->store, desk->visit->arena, &desk->summary,
                                           desk_lists[i].waiting, 0, FIRST_OF_LIST, &desk->persons[i]);
    return result;
}

/* Whom it shows, before it leaves (requirement L3); who waits for two things is one. */
static enum store_result note_opened(const struct desk *desk)
{
    participant_id ids[SHOWN_AT_MOST];
    size_t count = 0;

    for (size_t i = 0; i < DESK_LISTS; i++)
        for (size_t j = 0; j < desk->persons[i].count; j++) {
            size_t known = 0;

            while (known < count && ids[known] != desk->persons[i].items[j].id)
                known++;
            if (known == count)
                ids[count++] = desk->persons[i].items[j].id;
        }
    return opened_list(&desk->visit->site->store, desk->visit->arena, "arbeidsflate", ids, count);
}

static enum store_result load(struct desk *desk)
{
    struct visit *visit = desk->visit;
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);

    desk->summary = standing_summary(visit);
    if (result == STORE_OK)
        result = intro_summary_places(&visit->site->store, visit->arena, &desk->summary, &desk->places);
    if (result != STORE_OK)
        return result;
    desk->total = standing_total(&desk->places);
    if (desk_acts(visit))
        result = desk->only ? load_page(desk) : load_beginnings(desk);
    return result == STORE_OK ? note_opened(desk) : result;
}

static void fill_numbers(struct visit *visit, struct values *page, const struct desk *desk)
{
    struct values *numbers = values_section(page, "NUMBERS");

    values_set(numbers, "IN_PROGRAMME", show_count(visit->arena, desk->total.in_programme));
    values_set(numbers, "ENDED", show_count(visit->arena, desk->total.ended));
    values_set_number(numbers, "YEAR", desk->summary.today.year);
}

static void fill_lists(struct visit *visit, struct values *page, const struct desk *desk)
{
    for (size_t i = 0; i < DESK_LISTS; i++) {
        unsigned long total = desk_count(&desk_lists[i], &desk->total);
        struct values *list;

        if (desk->only && desk->only != &desk_lists[i])
            continue;
        list = desk_fill(visit, page, &desk_lists[i], total, &desk->persons[i], desk->places.count > 1);
        if (desk->only && total > 0)
            list_pager_fill(visit->arena, list, &desk->address, total,
                            list_query(visit->arena, &desk->address, desk->address.page + 1));
        else if (desk_acts(visit) && total > desk->persons[i].count)
            values_set(values_section(list, "MORE"), "MORE_LABEL", words_text(desk_lists[i].title));
    }
}

static void fill_one(struct values *page, const struct desk_list *list)
{
    struct values *one = values_section(page, "ONE");

    values_set(one, "ONE_NAME", list->name);
    values_set(one, "ONE_TITLE", words_text(list->title));
}

static enum outcome show(struct visit *visit, const struct desk *desk)
{
    bool waits = desk->total.without_cause + desk->total.deadlines + desk->total.starts > 0;
    struct values *page;

    visit->menu = "AT_DESK";
    page = visit_page(visit, "arbeidsflate.html", desk->only ? words_text(desk->only->title) : _("Arbeidsflate"));
    if (desk->only)
        fill_one(page, desk->only);
    else
        values_show(page, desk_acts(visit) ? "OWN" : "OTHERS");
    if (!desk->only)
        fill_numbers(visit, page, desk);
    if (!desk->only && !waits)
        values_show(page, "NOTHING");
    else
        fill_lists(visit, page, desk);
    return visit_render(visit, 200);
}

enum outcome page_intro_desk(struct visit *visit)
{
    struct desk desk = {.visit = visit};
    enum store_result result;

    if (!read_address(&desk))
        return OUTCOME_BAD;
    if (desk.only && !desk_acts(visit))
        return OUTCOME_ABSENT;
    if (desk.address.untidy)
        return visit_redirect(visit, arena_printf(visit->arena, "/%s%s", shape.path,
                                                  list_query(visit->arena, &desk.address, desk.address.page)));
    result = load(&desk);
    return result == STORE_OK ? show(visit, &desk) : visit_store(result);
}
