/* "Bekreft årsrapport": the confirmation for a year (Y1). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/check.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/participant/data.h"
#include "register/page/participant/open.h"
#include "register/page/show.h"
#include "register/store/participant.h"

static const char year_field[] = "rapporteringsar";

struct confirming {
    struct visit *visit;
    struct data_page data;
    int year; /* 0: none that can be read */
};

/* The page again, with one mistake on top. */
static enum outcome refuse(struct confirming *confirming, const char *message)
{
    struct visit *visit = confirming->visit;
    struct values *page = data_begin(visit, &confirming->data);
    struct values *summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    struct values *error = values_section(summary, "ERROR");

    values_show(visit->values, "WITH_ERRORS");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Årsrapporten er ikke bekreftet"));
    values_set_number(summary, "ERROR_COUNT", 1);
    values_set(error, "MESSAGE", message);
    values_show(error, "NO_FIELD");
    return visit_render(visit, 422);
}

static void add_gap(struct confirming *confirming, struct values *summary, const struct problem *problem)
{
    struct visit *visit = confirming->visit;
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, problem->field);
    struct values *error = values_section(summary, "ERROR");

    values_set(error, "MESSAGE", problem->message);
    values_set(error, "FIELD", problem->field);
    values_set(error, "FIELD_PATH", naming_page_path(visit->arena, confirming->data.participant, variable->page));
    values_show(error, "ELSEWHERE");
}

static enum outcome show_gaps(struct confirming *confirming, const struct answer_gaps *gaps)
{
    struct visit *visit = confirming->visit;
    struct values *page = data_begin(visit, &confirming->data);
    struct values *summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    struct problems problems;

    problems_init(&problems, visit->arena);
    check_gaps(visit->arena, confirming->data.review.judgement, gaps, &problems);
    values_show(visit->values, "WITH_ERRORS");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE",
               arena_printf(visit->arena, _("Dette mangler før du kan bekrefte årsrapporten for %d"), confirming->year));
    values_set_number(summary, "ERROR_COUNT", (long long)problems.count);
    for (size_t i = 0; i < problems.count; i++)
        add_gap(confirming, summary, &problems.items[i]);
    return visit_render(visit, 422);
}

static const char *closed(struct confirming *confirming)
{
    return arena_printf(confirming->visit->arena, _("Årsrapporten for %d er ikke åpen for bekreftelse nå."),
                        confirming->year);
}

static const char *outside(struct confirming *confirming)
{
    return arena_printf(confirming->visit->arena,
                        _("Deltakeren var ikke med i prosjektet i %d, og skal ikke rapporteres for det året."),
                        confirming->year);
}

static enum outcome begin(struct visit *visit, struct confirming *confirming)
{
    const char *typed = http_fields_get(&visit->request->form, year_field);
    struct participant *participant;
    enum outcome outcome;
    long long year = 0;

    *confirming = (struct confirming){.visit = visit};
    if (!visit->site->reg->annual_report)
        return OUTCOME_ABSENT;
    outcome = participant_to_change(visit, -1, &participant);
    if (outcome == OUTCOME_READY)
        outcome = data_load(visit, participant, &confirming->data);
    if (typed && text_to_integer(typed, 1000, 9999, &year))
        confirming->year = (int)year;
    return outcome;
}

/* Somebody changed her after the page was shown: what she would confirm is not what she saw. */
static enum outcome show_stale(struct visit *visit)
{
    struct confirming confirming;
    enum outcome outcome = begin(visit, &confirming);

    if (outcome != OUTCOME_READY)
        return outcome;
    show_notice(data_begin(visit, &confirming.data), "warning", _("Noen har endret svarene i mellomtiden"),
                _("Årsrapporten er ikke bekreftet ennå. Se over svarene en gang til før du bekrefter."));
    return visit_render(visit, 409);
}

static enum outcome told(struct confirming *confirming, const struct participant_result *result)
{
    struct visit *visit = confirming->visit;

    switch (result->outcome) {
    case PARTICIPANT_SAVED:
    case PARTICIPANT_REPEATED:
        return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/registrerte-data?bekreftet=%d",
                                                  visit->part, confirming->year));
    case PARTICIPANT_STALE:
        return show_stale(visit);
    case PARTICIPANT_CLOSED:
        return refuse(confirming, closed(confirming));
    case PARTICIPANT_OUTSIDE:
        return refuse(confirming, outside(confirming));
    case PARTICIPANT_OPEN_HERE:
    case PARTICIPANT_OPEN_ELSEWHERE:
    case PARTICIPANT_ASK_LATER:
    case PARTICIPANT_REFUSED:
    case PARTICIPANT_GONE:
        break;
    }
    return OUTCOME_ABSENT;
}

/* The version she was shown, else the one this page was judged by. */
static enum outcome store(struct confirming *confirming)
{
    struct visit *visit = confirming->visit;
    const struct participant *participant = confirming->data.participant;
    long shown = posted_number(visit->request, "versjon");
    struct participant_result result;
    enum store_result trouble =
        participant_report(&visit->site->store, visit->arena, participant->id,
                            shown > 0 ? shown : participant->version, confirming->year, visit->site->codebook,
                            posted_key(visit->arena, visit->request), posted_digest(visit->arena, visit->request), &result);

    return trouble == STORE_OK ? told(confirming, &result) : visit_store(trouble);
}

enum outcome page_participant_confirm(struct visit *visit)
{
    struct confirming confirming;
    const struct reporting_year *year;
    enum outcome outcome = begin(visit, &confirming);
    struct answer_gaps gaps;

    if (outcome != OUTCOME_READY)
        return outcome;
    if (confirming.year == 0)
        return refuse(&confirming, _("Velg hvilket år du bekrefter årsrapporten for."));
    year = annual_year(&confirming.data.annual, confirming.year);
    if (!year || !annual_report_is_open(year, clock_today()))
        return refuse(&confirming, closed(&confirming));
    if (!annual_concerns(visit, confirming.data.participant, confirming.year))
        return refuse(&confirming, outside(&confirming));
    gaps = annual_gaps(visit, &confirming.data.review, confirming.year);
    return gaps.count ? show_gaps(&confirming, &gaps) : store(&confirming);
}
