/* "Bekreft identiteten på en annen måte": for one whose name cannot be had, with a reason (P3). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/participant/name_panel.h"
#include "register/page/participant/open.h"
#include "register/page/show.h"
#include "register/store/participant.h"

enum { REASON_AT_LEAST = 10, REASON_AT_MOST = 500 };

struct confirmation {
    struct visit *visit;
    struct participant *participant;
    const char *typed;   /* the reason as it came, or "" */
    const char *problem; /* what to do about it, or NULL */
};

static enum outcome begin(struct visit *visit, struct confirmation *confirmation)
{
    *confirmation = (struct confirmation){.visit = visit, .typed = ""};
    return participant_to_change(visit, -1, &confirmation->participant);
}

/* Her first page, where the name stands, or how the look-up goes. */
static enum outcome go_back(struct visit *visit)
{
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/%s", visit->part,
                                              visit->site->names.navn->page->name));
}

static void fill_problem(const struct confirmation *confirmation, struct values *page)
{
    struct values *summary, *error;

    if (!confirmation->problem)
        return;
    values_show(confirmation->visit->values, "WITH_ERRORS");
    summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Identiteten er ikke bekreftet ennå"));
    error = values_section(summary, "ERROR");
    values_set(error, "MESSAGE", confirmation->problem);
    values_set(error, "FIELD", "begrunnelse");
    values_show(error, "ON_PAGE");
    values_show(page, "INVALID");
    values_set(values_section(page, "PROBLEM"), "PROBLEM_TEXT", confirmation->problem);
}

static enum outcome draw(const struct confirmation *confirmation, int status)
{
    struct visit *visit = confirmation->visit;
    const struct participant *participant = confirmation->participant;
    struct values *page;

    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "navn-bekreft.html", _("Bekreft identiteten på en annen måte"));
    values_set(page, "ID", naming_person_path(visit->arena, participant));
    values_set(page, "PERSON_TITLE", naming_title(visit, participant->answers));
    values_set(page, "FNR",
               fodselsnummer_show(visit->arena,
                                  answers_get(participant->answers, visit->site->names.fodselsnummer)->text));
    values_set(page, "KEY", form_key(visit->arena));
    values_set_number(page, "VERSION", participant->version);
    values_set(page, "TYPED", confirmation->typed);
    if (status == 409)
        show_notice(page, "warning", _("Noen har endret deltakeren i mellomtiden"),
                    _("Identiteten er ikke bekreftet ennå. Se over en gang til før du bekrefter."));
    if (status == 403)
        show_notice(page, "warning", _("Siden hadde stått for lenge åpen"),
                    _("Identiteten er ikke bekreftet ennå. Velg «Bekreft identiteten» en gang til."));
    fill_problem(confirmation, page);
    return visit_render(visit, status);
}

static void read_reason(struct confirmation *confirmation)
{
    struct arena *arena = confirmation->visit->arena;
    const char *typed = http_fields_get(&confirmation->visit->request->form, "begrunnelse");
    size_t letters;

    confirmation->typed = text_trim(arena, typed ? typed : "");
    letters = text_length(confirmation->typed);
    if (letters < REASON_AT_LEAST)
        confirmation->problem = _("Skriv hvordan du vet hvem hun er, med minst ti tegn.");
    else if (letters > REASON_AT_MOST)
        confirmation->problem =
            arena_printf(arena, _("Begrunnelsen er for lang. Skriv den med høyst %d tegn."), REASON_AT_MOST);
}

enum outcome page_identity_form(struct visit *visit)
{
    struct confirmation confirmation;
    enum outcome outcome = begin(visit, &confirmation);

    if (outcome != OUTCOME_READY)
        return outcome;
    return name_panel_offers_other(visit, confirmation.participant) ? draw(&confirmation, 200) : go_back(visit);
}

static enum outcome store(struct confirmation *confirmation)
{
    struct visit *visit = confirmation->visit;
    long version = posted_number(visit->request, "versjon");
    struct participant_result result;
    enum store_result trouble =
        participant_confirm(&visit->site->store, visit->arena, confirmation->participant->id,
                            version > 0 ? version : confirmation->participant->version, posted_key(visit->arena, visit->request),
                            posted_digest(visit->arena, visit->request), confirmation->typed, &result);
    enum outcome outcome;

    if (trouble != STORE_OK)
        return visit_store(trouble);
    if (result.outcome == PARTICIPANT_GONE)
        return OUTCOME_ABSENT;
    if (result.outcome != PARTICIPANT_STALE)
        return go_back(visit);
    outcome = participant_to_change(visit, -1, &confirmation->participant);
    if (outcome != OUTCOME_READY)
        return outcome;
    return name_panel_offers_other(visit, confirmation->participant) ? draw(confirmation, 409) : go_back(visit);
}

/* A repeat after a lost answer finds a participant who is confirmed: the store knows the key. */
enum outcome page_identity_confirm(struct visit *visit)
{
    struct confirmation confirmation;
    enum outcome outcome = begin(visit, &confirmation);

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!name_panel_offers_other(visit, confirmation.participant))
        return go_back(visit);
    read_reason(&confirmation);
    return confirmation.problem ? draw(&confirmation, 422) : store(&confirmation);
}

enum outcome page_identity_confirm_forged(struct visit *visit)
{
    struct confirmation confirmation;
    enum outcome outcome = begin(visit, &confirmation);

    if (outcome != OUTCOME_READY)
        return outcome;
    read_reason(&confirmation);
    confirmation.problem = NULL;
    return draw(&confirmation, 403);
}
