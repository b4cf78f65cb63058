/* Searching for persons: what is searched for is posted, kept on the server, and no address holds it. */
#include "register/page/search/search.h"

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/list/search.h"
#include "register/page/show.h"
#include "register/store/search.h"

/* A statement has room for 65 535 values, and names each term once or twice for each place the user sees. */
enum { VALUES_AT_MOST = 30000, TYPED_AT_MOST = 2 * 1024 * 1024 };

struct searching {
    struct visit *visit;
    const struct search_page *page;
    struct list_address list; /* the filters beside it */
    struct list_boxes boxes;
    struct person_search search;
    size_t problem_count;
};

static bool is_ours(const struct list_search *boxes, const char *name)
{
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        if (text_equal(name, boxes->boxes[box].name))
            return true;
    return text_equal(name, "csrf") || text_equal(name, "nokkel");
}

/* The filters that stood in the address and in the form. */
static enum outcome read_filters(struct searching *searching)
{
    const struct http_request *request = searching->visit->request;
    struct http_fields filters = {.count = 0};

    filters.items = arena_alloc_many(request->arena, request->query.count + request->form.count, sizeof *filters.items);
    for (size_t i = 0; i < request->query.count; i++)
        filters.items[filters.count++] = request->query.items[i];
    for (size_t i = 0; i < request->form.count; i++)
        if (!is_ours(searching->page->shape->search, request->form.items[i].name))
            filters.items[filters.count++] = request->form.items[i];
    return searching->page->read(searching->visit, &filters, &searching->list);
}

static const char *typed_in(struct visit *visit, const char *name)
{
    const char *const *values;
    size_t count = http_fields_all(visit->arena, &visit->request->form, name, &values);
    struct buffer out;

    buffer_init(&out, visit->arena, TYPED_AT_MOST);
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&out, "%s%s", i ? "," : "", values[i]);
    return buffer_text(&out);
}

static const char *read_box(struct searching *searching, enum person_search_box box, size_t *terms)
{
    struct visit *visit = searching->visit;
    const char *problem = person_search_read(visit->arena, box, searching->boxes.typed[box], &searching->search);

    *terms += searching->search.boxes[box].count;
    if (!problem && *terms * visit->context.account->scope_count > VALUES_AT_MOST)
        problem = _("Du ser deltakere mange steder, og søket er for stort. Søk etter færre om gangen.");
    return problem;
}

static void read_boxes(struct searching *searching)
{
    const struct list_search *boxes = searching->page->shape->search;
    size_t terms = 0;

    searching->search.numbers_are = searching->page->numbers_are;
    searching->search.any_duf_check = searching->visit->site->any_duf_check;
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++) {
        if (!boxes->boxes[box].name)
            continue;
        searching->boxes.typed[box] = typed_in(searching->visit, boxes->boxes[box].name);
        searching->boxes.problems[box] = read_box(searching, box, &terms);
        searching->problem_count += searching->boxes.problems[box] != NULL;
    }
}

static void fill_summary(const struct searching *searching, struct values *page)
{
    struct values *summary;

    if (searching->problem_count == 0)
        return;
    values_show(searching->visit->values, "WITH_ERRORS");
    summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Rett opp før du søker"));
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++) {
        struct values *error;

        if (!searching->boxes.problems[box])
            continue;
        error = values_section(summary, "ERROR");
        values_set(error, "MESSAGE", searching->boxes.problems[box]);
        values_set(error, "FIELD", list_search_id(searching->visit->arena, searching->page->shape->search, box));
        values_show(error, "ON_PAGE");
    }
}

static void fill_notice(struct values *page, int status)
{
    if (status == 403)
        show_notice(page, "warning", _("Siden hadde stått for lenge åpen"),
                    _("Det er ikke søkt ennå. Velg «Søk» en gang til."));
    if (status == 404)
        show_notice(page, "warning", _("Søket er over"),
                    _("Et søk varer i ett døgn, og bare den som søkte, kan bruke det. Søk på nytt, eller se listen uten søket."));
}

static enum outcome draw(struct searching *searching, int status)
{
    const struct list_shape *shape = searching->page->shape;
    const char *title = words_text(shape->search->title);
    struct visit *visit = searching->visit;
    struct values *page;

    visit->menu = searching->page->menu;
    page = visit_page(visit, "sok.html", title);
    values_set(page, "TITLE", title);
    values_set(page, "LIST_PATH", shape->path);
    values_set(page, "SEARCH_PATH", shape->search->path);
    values_set(page, "LIST_TITLE", words_text(searching->page->list_title));
    values_set(page, "LEAD", words_text(searching->page->lead));
    values_set(page, "HELP_PATH", searching->page->help);
    values_set(page, "LIST_QUERY", list_query(visit->arena, &searching->list, 1));
    fill_notice(page, status);
    fill_summary(searching, page);
    list_search_include(visit->arena, page, &searching->list, &searching->boxes);
    return visit_render(visit, status);
}

static struct searching begin(struct visit *visit, const struct search_page *page)
{
    return (struct searching){.visit = visit, .page = page, .boxes = {.typed = {"", "", ""}}};
}

enum outcome search_show(struct visit *visit, const struct search_page *page)
{
    struct searching searching = begin(visit, page);
    enum outcome outcome = read_filters(&searching);

    return outcome == OUTCOME_READY ? draw(&searching, 200) : outcome;
}

enum outcome search_forged(struct visit *visit, const struct search_page *page)
{
    struct searching searching = begin(visit, page);
    enum outcome outcome = read_filters(&searching);

    if (outcome != OUTCOME_READY)
        return outcome;
    read_boxes(&searching);
    return draw(&searching, 403);
}

/* Of a file's address too, with fields of its own beside: where they are not the list's, the list is shown whole. */
enum outcome search_over(struct visit *visit)
{
    static const struct http_fields none = {0};
    struct searching searching = begin(visit, visit->search_over);
    enum outcome outcome = read_filters(&searching);

    if (outcome == OUTCOME_BAD)
        outcome = searching.page->read(visit, &none, &searching.list);
    return outcome == OUTCOME_READY ? draw(&searching, 404) : outcome;
}

static enum outcome go_to_list(const struct searching *searching, const char *reference)
{
    struct visit *visit = searching->visit;
    const char *filters = list_query(visit->arena, &searching->list, 1), *path = searching->page->shape->path;

    if (!reference)
        return visit_redirect(visit, arena_printf(visit->arena, "/%s%s", path, filters));
    return visit_redirect(visit, arena_printf(visit->arena, "/%s?%s=%s%s%s", path, list_search_field, reference,
                                              *filters ? "&" : "", *filters ? filters + 1 : ""));
}

enum outcome search_run(struct visit *visit, const struct search_page *page)
{
    struct searching searching = begin(visit, page);
    const char *reference;
    enum outcome outcome = read_filters(&searching);
    enum store_result result;

    if (outcome != OUTCOME_READY)
        return outcome;
    read_boxes(&searching);
    if (searching.problem_count > 0)
        return draw(&searching, 422);
    if (person_search_is_empty(&searching.search))
        return go_to_list(&searching, NULL);
    result = search_keep(&visit->site->store, visit->arena, &searching.search,
                         person_search_number_ids(visit->arena, &searching.search, visit->site->person_key,
                                                  sizeof visit->site->person_key),
                         &reference);
    return result == STORE_OK ? go_to_list(&searching, reference) : visit_store(result);
}

enum outcome search_open_kept(struct visit *visit, const struct search_page *page, struct list_address *address)
{
    enum store_result result =
        search_open(&visit->site->store, visit->arena, address->reference, page->numbers_are, &address->search);

    if (result != STORE_OK)
        return visit_store(result);
    visit->search_over = address->search ? NULL : page;
    return address->search ? OUTCOME_READY : OUTCOME_ABSENT;
}
