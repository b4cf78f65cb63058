/* "Slett deltaker": who it is, a second confirmation, the receipt (P12). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/participant/form.h"
#include "register/page/participant/open.h"
#include "register/page/show.h"
#include "register/store/participant.h"

struct deletion {
    struct visit *visit;
    struct participant *participant;
    bool asked;    /* she has pressed the page's own button: only the second confirmation is left */
    bool is_stale; /* somebody changed the participant after the page was shown */
};

static enum outcome begin(struct visit *visit, struct deletion *deletion)
{
    *deletion = (struct deletion){.visit = visit};
    return participant_to_change(visit, -1, &deletion->participant);
}

static void fill_who(struct visit *visit, struct values *page, const char *name, const char *number)
{
    if (name)
        values_set(values_section(page, "NAME_KNOWN"), "NAME", name);
    values_set(page, "FNR", fodselsnummer_show(visit->arena, number));
}

static enum outcome ask(const struct deletion *deletion)
{
    struct visit *visit = deletion->visit;
    const struct participant *participant = deletion->participant;
    const struct names *names = &visit->site->names;
    struct values *page;

    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "slett.html", deletion->asked ? _("Bekreft sletting") : _("Slett deltaker"));
    fill_who(visit, page, answers_get(participant->answers, names->navn)->text,
             answers_get(participant->answers, names->fodselsnummer)->text);
    values_set(page, "ID", naming_person_path(visit->arena, participant));
    values_set(page, "PERSON_TITLE", naming_title(visit, participant->answers));
    values_set(page, "KEY", form_key(visit->arena));
    values_set_number(page, "VERSION", participant->version);
    values_show(page, deletion->asked ? "CONFIRM" : "ASK");
    if (deletion->is_stale)
        show_notice(page, "warning", _("Noen har endret deltakeren i mellomtiden"),
                    _("Deltakeren er ikke slettet. Se på endringene før du eventuelt sletter."));
    return visit_render(visit, deletion->is_stale ? 409 : 200);
}

static enum outcome show_receipt(struct visit *visit, const struct participant_receipt *receipt)
{
    struct values *page;

    visit->menu = "AT_OVERVIEW";
    page = visit_page(visit, "slettet.html", _("Deltakeren er slettet"));
    fill_who(visit, page, receipt->name, receipt->number);
    return visit_render(visit, 200);
}

/* The version she was shown; 0, which none has, where the form lacks it. */
static long shown_version(const struct visit *visit)
{
    long version = posted_number(visit->request, "versjon");

    return version > 0 ? version : 0;
}

static enum outcome ask_again(struct visit *visit, bool is_stale)
{
    struct deletion deletion;
    enum outcome outcome = begin(visit, &deletion);

    if (outcome != OUTCOME_READY)
        return outcome;
    deletion.is_stale = is_stale || deletion.participant->version != shown_version(visit);
    deletion.asked = !deletion.is_stale;
    return ask(&deletion);
}

/* A repeat finds nobody to load, and gets the first one's receipt. */
static enum outcome store(struct visit *visit, participant_id id)
{
    struct participant_result result;
    struct participant_receipt receipt;
    enum store_result trouble =
        participant_delete(&visit->site->store, visit->arena, id, shown_version(visit),
                           posted_key(visit->arena, visit->request), posted_digest(visit->arena, visit->request), &result, &receipt);

    if (trouble != STORE_OK)
        return visit_store(trouble);
    if (result.outcome == PARTICIPANT_STALE)
        return ask_again(visit, true);
    return receipt.number ? show_receipt(visit, &receipt) : OUTCOME_ABSENT;
}

enum outcome page_participant_delete_form(struct visit *visit)
{
    struct deletion deletion;
    enum outcome outcome = begin(visit, &deletion);

    return outcome == OUTCOME_READY ? ask(&deletion) : outcome;
}

enum outcome page_participant_delete(struct visit *visit)
{
    participant_id id;

    if (!visit->part || !participant_id_parse(visit->part, &id))
        return OUTCOME_ABSENT;
    if (!text_equal(http_fields_get(&visit->request->form, "bekreft"), "ja"))
        return ask_again(visit, false);
    return store(visit, id);
}
