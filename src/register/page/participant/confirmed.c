/* The figures of a participant as they were when they were confirmed (Y2). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/pages.h"
#include "register/page/participant/annual.h"
#include "register/page/participant/open.h"
#include "register/page/show.h"

struct asked {
    int year;     /* "ar"; 0: none */
    long version; /* "versjon"; 0: the year's last */
};

static bool read_number(const struct visit *visit, const char *name, long long most, long long *number_out)
{
    const char *typed = http_fields_get(&visit->request->query, name);

    *number_out = 0;
    return text_is_empty(typed) || text_to_integer(typed, 1, most, number_out);
}

static bool read_asked(struct visit *visit, struct asked *asked_out)
{
    long long year, version;

    if (!read_number(visit, "ar", 9999, &year) || !read_number(visit, "versjon", 2147483647, &version)) {
        visit->reason = _("«ar» og «versjon» i adressen må være tall.");
        return false;
    }
    *asked_out = (struct asked){(int)year, (long)version};
    return true;
}

static void fill_head(struct visit *visit, struct values *page, const struct participant *participant,
                      const struct confirmation *confirmation)
{
    values_set(page, "ID", naming_person_path(visit->arena, participant));
    values_set(page, "PERSON_TITLE", naming_title(visit, participant->answers));
    values_set_number(page, "YEAR_NUMBER", confirmation->year);
    values_set(page, "CONFIRMED_AT", clock_show_minute(visit->arena, confirmation->at));
    values_set(page, "CONFIRMED_BY", confirmation->by_name);
    values_set(page, "CODEBOOK_VERSION", confirmation->codebook_version);
}

/* The year's other confirmations: each stays. */
static void fill_others(struct visit *visit, struct values *page, const struct confirmations *all,
                        const struct confirmation *shown)
{
    struct values *others = NULL;

    for (size_t i = 0; i < all->count; i++) {
        const struct confirmation *one = &all->items[i];
        struct values *other;

        if (one->year != shown->year || one->version == shown->version)
            continue;
        others = others ? others : values_section(page, "OTHERS");
        other = values_section(others, "OTHER");
        values_set(other, "OTHER_QUERY", arena_printf(visit->arena, "?ar=%d&versjon=%ld", one->year, one->version));
        values_set(other, "OTHER_AT", clock_show_minute(visit->arena, one->at));
        values_set(other, "OTHER_BY", one->by_name);
    }
}

static void fill_rest(struct values *page, const struct confirmed_figures *figures)
{
    struct values *rest = figures->rest_count ? values_section(page, "REST") : NULL;

    for (size_t i = 0; i < figures->rest_count; i++) {
        struct values *one = values_section(rest, "REST_ANSWER");

        values_set(one, "REST_NAME", figures->rest[i].name);
        values_set(one, "REST_TEXT", figures->rest[i].text);
    }
}

static enum outcome show(struct visit *visit, const struct participant *participant, const struct confirmations *all,
                         const struct confirmed_figures *figures)
{
    struct world world;
    struct review review;
    struct values *page;
    enum outcome outcome = review_make(visit, &figures->participant, &world, &review);

    if (outcome != OUTCOME_READY)
        return outcome;
    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "bekreftet.html", arena_printf(visit->arena, _("Bekreftet for %d"), figures->confirmation.year));
    fill_head(visit, page, participant, &figures->confirmation);
    fill_others(visit, page, all, &figures->confirmation);
    review_fill(visit, page, &review, false);
    fill_rest(page, figures);
    return visit_render(visit, 200);
}

static enum outcome load(struct visit *visit, const struct asked *asked)
{
    struct store *store = &visit->site->store;
    struct confirmed_figures *figures = NULL;
    struct participant *participant;
    struct confirmations all;
    enum outcome outcome = participant_of(visit, -1, &participant);
    enum store_result result;

    if (outcome != OUTCOME_READY)
        return outcome;
    if (asked->year == 0)
        return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/registrerte-data", visit->part));
    result = confirmation_open(store, visit->arena, visit->site->reg, participant->id, asked->year, asked->version, &figures);
    if (result == STORE_OK)
        result = confirmations_load(store, visit->arena, participant->id, &all);
    if (result != STORE_OK)
        return visit_store(result);
    return figures ? show(visit, participant, &all, figures) : OUTCOME_ABSENT;
}

enum outcome page_participant_confirmed(struct visit *visit)
{
    struct asked asked;

    if (!visit->site->reg->annual_report)
        return OUTCOME_ABSENT;
    return read_asked(visit, &asked) ? load(visit, &asked) : OUTCOME_BAD;
}
