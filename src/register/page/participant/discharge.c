/* "Utskriv og registrer ferdig": what lacks, the confirmation, the discharge (P10). */
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/form/check.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/participant/open.h"
#include "register/page/participant/review.h"
#include "register/page/show.h"
#include "register/store/participant.h"

static const char discharged_path[] = "registrerte-data?utskrevet=1"; /* with the receipt */

struct discharge {
    struct visit *visit;
    struct participant *participant;
    struct world world;
    struct review review;
};

static enum outcome begin(struct visit *visit, struct discharge *discharge)
{
    enum outcome outcome = participant_to_change(visit, -1, &discharge->participant);

    discharge->visit = visit;
    if (outcome != OUTCOME_READY)
        return outcome;
    return review_make(visit, discharge->participant, &discharge->world, &discharge->review);
}

/* The page of the end, with what is missing on all pages on top of it. */
static enum outcome show_gaps(struct discharge *discharge, int status)
{
    struct visit *visit = discharge->visit;
    struct problems problems;

    problems_init(&problems, visit->arena);
    check_gaps(visit->arena, discharge->review.judgement, &discharge->review.gaps, &problems);
    return form_render(&(struct form){.visit = visit,
                                      .world = &discharge->world,
                                      .page = visit->site->names.avslutningsdato->page,
                                      .participant = discharge->participant,
                                      .answers = discharge->participant->answers,
                                      .problems = &problems,
                                      .summary = FORM_SUMMARY_DISCHARGE,
                                      .version = discharge->participant->version},
                       status);
}

static enum outcome ask(struct discharge *discharge, int status)
{
    struct visit *visit = discharge->visit;
    const struct participant *participant = discharge->participant;
    const struct names *names = &visit->site->names;
    const char *name = answers_get(participant->answers, names->navn)->text;
    struct values *page;

    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "utskriv.html", _("Utskriv og registrer ferdig"));
    values_set(page, "ID", naming_person_path(visit->arena, participant));
    values_set(page, "FNR",
               fodselsnummer_show(visit->arena, answers_get(participant->answers, names->fodselsnummer)->text));
    values_set(page, "PERSON_TITLE", naming_title(visit, participant->answers));
    values_set(page, "KEY", form_key(visit->arena));
    values_set_number(page, "VERSION", participant->version);
    if (name)
        values_set(values_section(page, "NAME_KNOWN"), "NAME", name);
    if (status == 409)
        show_notice(page, "warning", _("Noen har endret svarene i mellomtiden"),
                    _("Deltakeren er ikke skrevet ut ennå. Se over svarene en gang til før du bekrefter."));
    review_fill(visit, page, &discharge->review, false);
    return visit_render(visit, status);
}

static bool is_discharged(const struct participant *participant)
{
    return status_named(participant->status) == STATUS_UTSKREVET;
}

static enum outcome go_to(struct visit *visit, const char *rest)
{
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/%s", visit->part, rest));
}

/* What to show of one who is not discharged by this post: who is already, what lacks, or what to confirm. */
static enum outcome show(struct discharge *discharge, const char *of_discharged, int status_of_gaps, int status)
{
    if (is_discharged(discharge->participant))
        return go_to(discharge->visit, of_discharged);
    return discharge->review.gaps.count ? show_gaps(discharge, status_of_gaps) : ask(discharge, status);
}

enum outcome page_participant_discharge_form(struct visit *visit)
{
    struct discharge discharge;
    enum outcome outcome = begin(visit, &discharge);

    if (outcome != OUTCOME_READY)
        return outcome;
    return show(&discharge, "registrerte-data", 200, 200);
}

/* The version she was shown; what was changed since is shown first. */
static long shown_version(const struct discharge *discharge)
{
    long version = posted_number(discharge->visit->request, "versjon");

    return version > 0 ? version : discharge->participant->version;
}

/* Somebody changed or discharged her after she was read here. */
static enum outcome show_anew(struct visit *visit)
{
    struct discharge discharge;
    enum outcome outcome = begin(visit, &discharge);

    return outcome == OUTCOME_READY ? show(&discharge, discharged_path, 422, 409) : outcome;
}

static enum outcome store(struct discharge *discharge)
{
    struct visit *visit = discharge->visit;
    struct participant_result result;
    enum store_result trouble = participant_discharge(
        &visit->site->store, visit->arena, discharge->participant->id, shown_version(discharge),
        posted_key(visit->arena, visit->request), posted_digest(visit->arena, visit->request), &result);

    if (trouble != STORE_OK)
        return visit_store(trouble);
    if (result.outcome == PARTICIPANT_STALE || result.outcome == PARTICIPANT_REFUSED)
        return show_anew(visit);
    if (result.outcome == PARTICIPANT_GONE)
        return OUTCOME_ABSENT;
    return go_to(visit, discharged_path);
}

enum outcome page_participant_discharge(struct visit *visit)
{
    struct discharge discharge;
    enum outcome outcome = begin(visit, &discharge);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (is_discharged(discharge.participant))
        return go_to(visit, discharged_path);
    return discharge.review.gaps.count ? show_gaps(&discharge, 422) : store(&discharge);
}
