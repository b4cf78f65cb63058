/* "Aktivitetslogg": who did what, for the system owner (requirement L2). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/access_report/person_form.h"
#include "register/page/log/activity_details.h"
#include "register/page/log/activity_filter.h"
#include "register/page/log/activity_words.h"
#include "register/page/pages.h"
#include "register/page/list/address.h"
#include "register/page/show.h"

static const char participant_table[] = "participant";

enum { PAGE_SIZE = 25, COUNTED_AT_MOST = 1000 };

struct activity {
    struct visit *visit;
    struct activity_filter filter;
    struct activity_list list;
    bool has_older, has_newer;
};

static void fill_participant(struct visit *visit, struct values *row, const struct activity_event *event)
{
    struct values *whom;
    char id[PARTICIPANT_ID_TEXT];

    if (!event->participant)
        return;
    whom = values_section(row, "WHOM");
    participant_id_show(event->participant, id);
    values_set(whom, "ID", id);
    if (!text_is_empty(event->kommunenavn))
        values_set(values_section(whom, "AT_PLACE"), "PLACE",
                   text_is_empty(event->bydel) ? event->kommunenavn
                                               : arena_printf(visit->arena, "%s, %s", places_name(&visit->site->places, event->bydel), event->kommunenavn));
    if (event->is_of_introduksjon)
        values_show(whom, "IN_PROGRAMME");
    else
        values_show(whom, event->is_deleted ? "DELETED" : event->kommunenavn ? "THERE" : "GONE");
}

static void fill_details(struct visit *visit, struct values *row, const struct activity_event *event, long long number)
{
    struct activity_details details = activity_details_of(visit, event);
    struct values *shown;

    if (details.count == 0)
        return;
    shown = values_section(row, "DETAILS");
    values_set_number(shown, "NUMBER", number);
    for (size_t i = 0; i < details.count; i++) {
        struct values *field = values_section(shown, "FIELD");

        values_set(field, "FIELD_LABEL", details.items[i].label);
        if (details.items[i].label_is_foreign)
            values_show(field, "LABEL_NB");
        if (details.items[i].before)
            values_set(values_section(field, "CHANGE"), "BEFORE", details.items[i].before);
        values_set(field, "NOW", details.items[i].now);
    }
}

static void fill_subject(struct visit *visit, struct values *row, const struct activity_event *event)
{
    struct values *about;

    if (event->is_change && text_equal(event->what, participant_table))
        return; /* the link says so */
    about = values_section(row, "ABOUT");
    values_set(about, "SUBJECT", activity_subject(visit, event));
    if (activity_subject_is_foreign(visit, event))
        values_show(about, "SUBJECT_NB");
}

static void fill_event(struct visit *visit, struct values *table, const struct activity_event *event, long long number)
{
    struct values *row = values_section(table, "ROW");

    values_set(row, "AT", clock_show_second(visit->arena, event->place.at));
    values_set(row, "KIND", activity_kind_shown(event->kind));
    values_set(row, "KIND_NAME", activity_kind_name(event->kind));
    values_set(row, "USER_NAME", activity_who(visit, event));
    if (event->brukernavn)
        values_set(values_section(row, "LOGIN"), "LOGIN_NAME", event->brukernavn);
    fill_subject(visit, row, event);
    fill_participant(visit, row, event);
    fill_details(visit, row, event, number);
}

static void fill_boxes(const struct activity_filter *filter, struct values *page)
{
    static const char *const labels[] = {N_("Bruker"), N_("Fra"), N_("Til")};
    static const char *const helps[] = {N_("Navn, brukernavn eller «systemet»."),
                                        N_("dd.mm.åååå, og klokkeslett om du vil."), N_("Dagen eller minuttet er med.")};

    for (enum activity_box box = 0; box < ACTIVITY_BOXES; box++) {
        struct values *field = values_section(page, "BOX");

        values_set(field, "BOX_NAME", activity_fields[box]);
        values_set(field, "BOX_LABEL", words_text(labels[box]));
        values_set(field, "BOX_HELP", words_text(helps[box]));
        values_set(field, "BOX_TYPED", filter->typed[box]);
        if (filter->problems[box]) {
            values_show(field, "INVALID");
            values_set(values_section(field, "PROBLEM"), "PROBLEM_TEXT", filter->problems[box]);
        }
    }
}

static void fill_kinds(const struct activity_filter *filter, struct values *page)
{
    for (enum activity_kind kind = ACTIVITY_MADE; kind < ACTIVITY_KINDS; kind++) {
        struct values *check = values_section(page, "KIND_CHECK");

        values_set(check, "CHECK_VALUE", activity_kind_name(kind));
        values_set(check, "CHECK_LABEL", activity_kind_shown(kind));
        if (filter->chosen & 1u << kind)
            values_show(check, "CHECKED");
    }
}

/* The users a text may mean, each with the way to her. */
static void fill_users(struct visit *visit, const struct activity_filter *filter, struct values *page)
{
    struct values *list = filter->user_count ? values_section(page, "USERS") : NULL;
    struct activity_filter one = *filter;

    for (size_t i = 0; i < filter->user_count; i++) {
        struct values *user = values_section(list, "ONE_USER");

        one.typed[ACTIVITY_USER] = filter->users[i].brukernavn;
        values_set(user, "QUERY", activity_filter_query(visit->arena, &one, false));
        values_set(user, "USER_NAME", filter->users[i].name);
        values_set(user, "LOGIN_NAME", filter->users[i].brukernavn);
    }
}

static void fill_problems(struct visit *visit, const struct activity_filter *filter, struct values *page)
{
    struct values *summary;

    if (filter->problem_count == 0)
        return;
    values_show(visit->values, "WITH_ERRORS");
    summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Rett opp for å se loggen"));
    for (enum activity_box box = 0; box < ACTIVITY_BOXES; box++) {
        struct values *error;

        if (!filter->problems[box])
            continue;
        error = values_section(summary, "ERROR");
        values_set(error, "MESSAGE", filter->problems[box]);
        values_set(error, "FIELD", arena_printf(visit->arena, "logg-%s", activity_fields[box]));
        values_show(error, "ON_PAGE");
    }
}

/* What a form hands on: the ticked boxes and typed texts, for the one that looks for a person. */
static void fill_kept(const struct activity_filter *filter, struct values *page)
{
    for (enum activity_kind kind = ACTIVITY_MADE; kind < ACTIVITY_KINDS; kind++)
        if (filter->chosen & 1u << kind)
            values_set(values_section(page, "KEPT_KIND"), "KEPT_VALUE", activity_kind_name(kind));
    for (enum activity_box box = 0; box < ACTIVITY_BOXES; box++) {
        struct values *kept;

        if (!*filter->typed[box])
            continue;
        kept = values_section(page, "KEPT_BOX");
        values_set(kept, "KEPT_NAME", activity_fields[box]);
        values_set(kept, "KEPT_VALUE", filter->typed[box]);
    }
}

static struct values *begin(struct activity *activity, const struct person_form *person)
{
    struct visit *visit = activity->visit;
    const struct activity_filter *filter = &activity->filter;
    struct values *page;

    visit->menu = "AT_LOG";
    page = visit_page(visit, "aktivitetslogg.html", _("Aktivitetslogg"));
    values_set(page, "QUERY", activity_filter_query(visit->arena, filter, false));
    person_form_fill(person, page);
    if (person->problem_count > 0)
        values_show(page, "PERSON_OPEN");
    fill_problems(visit, filter, page);
    fill_kinds(filter, page);
    fill_boxes(filter, page);
    fill_users(visit, filter, page);
    fill_kept(filter, page);
    if (filter->query.search) {
        values_set(values_section(page, "KEPT_SEARCH"), "KEPT_VALUE", filter->query.search);
        values_set(values_section(page, "OF_PERSON"), "WITHOUT_QUERY", activity_filter_query(visit->arena, filter, true));
    }
    if (filter->user_shown)
        values_set(values_section(page, "OF_USER"), "USER_NAME", filter->user_shown);
    return page;
}

static void fill_step(struct activity *activity, struct values *pager, const char *name, const char *none, bool exists, bool newer)
{
    struct arena *arena = activity->visit->arena;
    const struct activity_event *edge = &activity->list.events[newer ? 0 : activity->list.count - 1];
    const char *query = activity_filter_query(arena, &activity->filter, false);

    if (exists)
        values_set(values_section(pager, name), "QUERY",
                   arena_printf(arena, "%s%c%s", query, *query ? '&' : '?', activity_filter_place(arena, &edge->place, newer)));
    else
        values_show(pager, none);
}

static void fill_pager(struct activity *activity, struct values *page)
{
    struct values *pager;

    if (!activity->has_older && !activity->has_newer)
        return;
    pager = values_section(page, "PAGER");
    fill_step(activity, pager, "PREVIOUS", "NO_PREVIOUS", activity->has_newer, true);
    fill_step(activity, pager, "NEXT", "NO_NEXT", activity->has_older, false);
}

static void fill_list(struct activity *activity, struct values *page)
{
    struct visit *visit = activity->visit;
    const struct activity_list *list = &activity->list;
    struct values *table;

    if (list->total > COUNTED_AT_MOST)
        values_set(values_section(page, "MANY"), "COUNT", show_count(visit->arena, COUNTED_AT_MOST));
    else
        values_set(values_section(page, "FEW"), "COUNT", show_count(visit->arena, (unsigned long)list->total));
    if (list->count == 0) {
        values_show(page, "NONE");
        return;
    }
    values_set(values_section(page, "DOWNLOAD"), "QUERY", activity_filter_query(visit->arena, &activity->filter, false));
    table = values_section(page, "TABLE");
    for (size_t i = 0; i < list->count; i++)
        fill_event(visit, table, &list->events[i], (long long)i + 1);
    fill_pager(activity, page);
}

/* One more than is shown tells whether there are more on that side. */
static enum store_result load(struct activity *activity)
{
    struct visit *visit = activity->visit;
    const struct activity_filter *filter = &activity->filter;
    struct activity_list *list = &activity->list;
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);
    bool more;

    if (result == STORE_OK)
        result = activity_load(&visit->site->store, visit->arena, &filter->query, &filter->after, filter->newer, PAGE_SIZE + 1,
                               NULL, list);
    more = list->count > PAGE_SIZE;
    if (more && filter->newer)
        list->events++;
    list->count -= more;
    activity->has_older = filter->newer || more;
    activity->has_newer = filter->newer ? more : filter->after.at != NULL;
    return result;
}

static enum outcome show_over(struct activity *activity)
{
    struct person_form person = person_form_empty(activity->visit, PERSON_FORM_ANY);
    struct values *page;

    activity->filter.query.search = NULL;
    page = begin(activity, &person);
    show_notice(page, "warning", _("Søket er over"),
                _("Et søk varer i ett døgn, og bare den som søkte, kan bruke det. Søk på nytt, eller se listen uten søket."));
    return visit_render(activity->visit, 404);
}

static enum outcome show_list(struct activity *activity)
{
    struct visit *visit = activity->visit;
    struct person_form person = person_form_empty(visit, PERSON_FORM_ANY);
    const struct activity_filter *filter = &activity->filter;
    enum store_result result = load(activity);

    if (result != STORE_OK)
        return visit_store(result);
    if (!activity->list.is_there)
        return show_over(activity);
    if (filter->newer && !activity->has_newer) /* the top: a page is as full as it can be there */
        return visit_redirect(visit, arena_printf(visit->arena, "/aktivitetslogg%s", activity_filter_query(visit->arena, filter, false)));
    fill_list(activity, begin(activity, &person));
    return visit_render(visit, 200);
}

enum outcome page_activity(struct visit *visit)
{
    struct activity activity = {.visit = visit};
    struct person_form person = person_form_empty(visit, PERSON_FORM_ANY);
    enum outcome outcome = activity_filter_read(visit, &visit->request->query, &activity.filter);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (activity.filter.problem_count > 0) {
        begin(&activity, &person);
        return visit_render(visit, 422);
    }
    if (activity.filter.untidy)
        return visit_redirect(visit, arena_printf(visit->arena, "/aktivitetslogg%s",
                                                  activity_filter_query(visit->arena, &activity.filter, false)));
    return show_list(&activity);
}

/* The filter that the form for a person hands on. */
static enum outcome read_beside(struct activity *activity)
{
    const struct http_request *request = activity->visit->request;
    struct http_fields fields = {.items = arena_alloc_many(request->arena, request->form.count + 1, sizeof *fields.items)};

    for (size_t i = 0; i < request->form.count; i++) {
        const char *name = request->form.items[i].name;

        if (!text_equal(name, "csrf") && !text_equal(name, person_search_fields[SEARCH_NUMBERS]) &&
            !text_equal(name, person_search_fields[SEARCH_PERSON_IDS]))
            fields.items[fields.count++] = request->form.items[i];
    }
    return activity_filter_read(activity->visit, &fields, &activity->filter);
}

enum outcome page_activity_search(struct visit *visit)
{
    struct activity activity = {.visit = visit};
    struct person_form person = person_form_read(visit, PERSON_FORM_ANY);
    const char *reference = NULL, *query;
    enum outcome outcome = read_beside(&activity);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (person.problem_count > 0) {
        activity.filter.problem_count = 0; /* of what stands in the other form, later */
        begin(&activity, &person);
        return visit_render(visit, 422);
    }
    outcome = person_form_keep(&person, &reference);
    if (outcome != OUTCOME_READY)
        return outcome;
    query = activity_filter_query(visit->arena, &activity.filter, true);
    return visit_redirect(visit, arena_printf(visit->arena, "/aktivitetslogg%s%c%s=%s", query, *query ? '&' : '?', list_search_field, reference));
}

enum outcome page_activity_search_forged(struct visit *visit)
{
    struct activity activity = {.visit = visit};
    struct person_form person = person_form_read(visit, PERSON_FORM_ANY);
    enum outcome outcome = read_beside(&activity);

    if (outcome != OUTCOME_READY)
        return outcome;
    show_notice(begin(&activity, &person), "warning", _("Siden hadde stått for lenge åpen"),
                _("Det er ikke søkt ennå. Velg «Søk» en gang til."));
    return visit_render(visit, 403);
}
