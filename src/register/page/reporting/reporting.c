/* "Rapportering": progress for everybody who reports, and the years' dates for IMDi (requirement Y3). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/pages.h"
#include "register/page/reporting/dates.h"
#include "register/page/reporting/progress.h"
#include "register/page/show.h"

struct reporting {
    struct visit *visit;
    struct reporting_years years;
    const struct reporting_year *year; /* whose progress is shown, or NULL */
    struct report_progress progress;
    const struct places *places;
    const struct dates_form *form; /* NULL: as stored */
    bool is_new;                   /* the form for a new year is asked for */
};

static bool may_set(const struct visit *visit)
{
    return access_may(visit->context.account, visit->site->reg->name, ACCESS_REPORTING_YEAR);
}

static const struct reporting_year *find(const struct reporting_years *years, long long year)
{
    for (size_t i = 0; i < years->count; i++)
        if (years->items[i].year == year)
            return &years->items[i];
    return NULL;
}

static enum outcome load_years(struct visit *visit, struct reporting *reporting)
{
    *reporting = (struct reporting){.visit = visit};
    if (!visit->site->reg->annual_report)
        return OUTCOME_ABSENT;
    return visit_store(report_years_load(&visit->site->store, visit->arena, &reporting->years));
}

/* The year asked for, else the one people speak of, else the next to open. */
static enum outcome choose_year(struct reporting *reporting)
{
    struct visit *visit = reporting->visit;
    const struct reporting_years *years = &reporting->years;
    const char *typed = http_fields_get(&visit->request->query, "ar");
    long long number = 0;

    reporting->year = annual_report_current(years->items, years->count, clock_today());
    if (!reporting->year && years->count)
        reporting->year = &years->items[years->count - 1];
    if (text_is_empty(typed))
        return OUTCOME_READY;
    if (!text_to_integer(typed, 1000, 9999, &number)) {
        visit->reason = _("«ar» i adressen må være et årstall.");
        return OUTCOME_BAD;
    }
    reporting->year = find(years, number);
    return reporting->year ? OUTCOME_READY : OUTCOME_ABSENT;
}

static enum outcome load_progress(struct reporting *reporting)
{
    struct visit *visit = reporting->visit;
    enum store_result result = visit_places(visit, &reporting->places);

    if (result == STORE_OK && reporting->year)
        result = report_progress_load(&visit->site->store, visit->arena, reporting->year->year, &reporting->progress);
    return visit_store(result);
}

static void fill_years(const struct reporting *reporting, struct values *page)
{
    struct values *years;

    if (reporting->years.count == 0)
        values_show(page, "NO_YEAR");
    if (reporting->years.count == 0 && !may_set(reporting->visit))
        return;
    years = values_section(page, "YEARS");
    for (size_t i = 0; i < reporting->years.count; i++) {
        const struct reporting_year *one = &reporting->years.items[i];
        struct values *year = values_section(years, "YEAR");

        values_set_number(year, "YEAR_NUMBER", one->year);
        values_show(year, one == reporting->year && !reporting->is_new ? "CURRENT" : "NOT_CURRENT");
    }
    if (may_set(reporting->visit) && reporting->is_new)
        values_show(values_section(years, "MAY_SET"), "AT_NEW");
    else if (may_set(reporting->visit))
        values_show(years, "MAY_SET");
}

static struct values *begin_page(const struct reporting *reporting)
{
    struct visit *visit = reporting->visit;
    struct values *page;

    visit->menu = "AT_REPORTING";
    page = visit_page(visit, "rapportering.html", _("Rapportering"));
    values_show(page, may_set(visit) ? "EVERYWHERE" : "OWN");
    fill_years(reporting, page);
    if (reporting->year && !reporting->is_new)
        progress_fill(visit, page, reporting->year, &reporting->progress, reporting->places);
    return page;
}

static void fill_form(const struct reporting *reporting, struct values *page)
{
    struct visit *visit = reporting->visit;
    struct dates_form stored;

    if (!may_set(visit))
        return;
    stored = dates_form_of(visit, reporting->is_new ? NULL : reporting->year);
    dates_fill(visit, page, reporting->form ? reporting->form : &stored);
}

static void fill_receipt(const struct reporting *reporting, struct values *page)
{
    struct visit *visit = reporting->visit;

    if (reporting->year && may_set(visit) && http_fields_get(&visit->request->query, "lagret"))
        show_notice(page, "success", _("Datoene er lagret"),
                    arena_printf(visit->arena, _("Årsrapporten for %d åpner %s, har frist %s og stenger %s."),
                                 reporting->year->year, show_day(visit->arena, reporting->year->opens),
                                 show_day(visit->arena, reporting->year->deadline),
                                 show_day(visit->arena, reporting->year->closes)));
}

enum outcome page_reporting(struct visit *visit)
{
    struct reporting reporting;
    struct values *page;
    enum outcome outcome = load_years(visit, &reporting);

    if (outcome == OUTCOME_READY)
        outcome = choose_year(&reporting);
    reporting.is_new = may_set(visit) && (!reporting.year || http_fields_get(&visit->request->query, "nytt"));
    if (outcome == OUTCOME_READY)
        outcome = load_progress(&reporting);
    if (outcome != OUTCOME_READY)
        return outcome;
    page = begin_page(&reporting);
    fill_receipt(&reporting, page);
    fill_form(&reporting, page);
    return visit_render(visit, 200);
}

/* The page again, with the form as it was typed. */
static enum outcome show_again(struct reporting *reporting, const struct dates_form *form, int status)
{
    struct visit *visit = reporting->visit;
    struct values *page;
    enum outcome outcome = load_progress(reporting);

    if (outcome != OUTCOME_READY)
        return outcome;
    reporting->form = form;
    reporting->is_new = form->is_new;
    page = begin_page(reporting);
    if (status == 409)
        show_notice(page, "warning", _("Noen har endret datoene i mellomtiden"),
                    arena_printf(visit->arena, _("Lagret nå: åpner %s, frist %s, stenger %s. Det du skrev, står i skjemaet og er ikke lagret."),
                                 show_day(visit->arena, reporting->year->opens),
                                 show_day(visit->arena, reporting->year->deadline),
                                 show_day(visit->arena, reporting->year->closes)));
    fill_form(reporting, page);
    return visit_render(visit, status);
}

/* The dates have changed since they were shown: the next try is made on what is stored now. */
static enum outcome show_stale(struct visit *visit, struct dates_form *form, int year)
{
    struct reporting reporting;
    enum outcome outcome = load_years(visit, &reporting);

    if (outcome != OUTCOME_READY)
        return outcome;
    reporting.year = find(&reporting.years, year);
    if (!reporting.year)
        return OUTCOME_ABSENT;
    form->shown = dates_shown(visit, reporting.year);
    form->is_new = false;
    return show_again(&reporting, form, 409);
}

static enum outcome store(struct visit *visit, struct dates_form *form, const struct reporting_year *year)
{
    struct reporting_year before;
    enum report_set set;
    bool had_dates = dates_parse_shown(visit, form->shown, &before);
    enum store_result result =
        report_year_set(&visit->site->store, visit->arena, year, had_dates ? &before : NULL, &set);

    if (result != STORE_OK)
        return visit_store(result);
    if (set == REPORT_SET_REFUSED)
        return OUTCOME_ABSENT;
    if (set == REPORT_SET_STALE)
        return show_stale(visit, form, year->year);
    return visit_redirect(visit, arena_printf(visit->arena, "/rapportering?ar=%d&lagret=ja", year->year));
}

enum outcome page_reporting_set(struct visit *visit)
{
    struct reporting reporting;
    struct reporting_year year;
    struct dates_form form;
    enum outcome outcome = may_set(visit) ? load_years(visit, &reporting) : OUTCOME_ABSENT;

    if (outcome != OUTCOME_READY)
        return outcome;
    if (dates_read(visit, &reporting.years, &form, &year))
        return store(visit, &form, &year);
    reporting.year = find(&reporting.years, year.year);
    return show_again(&reporting, &form, 422);
}
