/* Taking access away, one grant or all: a page that says what happens, then the deed (requirement A3). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/user_open.h"
#include "register/page/account/users_words.h"
#include "register/page/pages.h"
#include "register/page/show.h"

static const char everything[] = "alle";

static bool is_all(const struct visit *visit)
{
    return text_equal(visit->page, everything);
}

static void fill_grant(struct visit *visit, const struct user_seen *seen, struct values *page,
                       const struct people_grant *grant)
{
    struct values *row = values_section(page, "GRANT");

    values_set(row, "GIFT", gift_words(visit->arena, seen->places, &grant->gift));
    values_set(row, "PERIOD", gift_period(visit->arena, &grant->gift));
}

/* OUTCOME_ABSENT where there is nothing left to take. */
static enum outcome ask(struct visit *visit, const struct user_seen *seen, const char *refusal)
{
    const struct people_grant *one = user_open_grant(visit, seen);
    struct values *page;

    if (!one && !(is_all(visit) && seen->person->has_access))
        return OUTCOME_ABSENT;
    page = user_page(visit, seen, "bruker-avslutt.html", is_all(visit) ? _("Avslutt all tilgang") : _("Avslutt tilgang"));
    values_show(page, is_all(visit) ? "ALL" : "ONE");
    values_set(page, "WHAT", visit->page);
    for (size_t i = 0; i < seen->person->grant_count; i++)
        if (seen->person->grants[i].state != PEOPLE_OVER && (is_all(visit) || &seen->person->grants[i] == one))
            fill_grant(visit, seen, page, &seen->person->grants[i]);
    if (refusal)
        show_notice(page, "warning", _("Tilgangen er ikke avsluttet"), refusal);
    return visit_render(visit, refusal ? 422 : 200);
}

enum outcome page_user_end_form(struct visit *visit)
{
    struct user_seen seen;
    enum outcome outcome = user_open(visit, &seen);

    return outcome == OUTCOME_READY ? ask(visit, &seen, NULL) : outcome;
}

static const char *refusal_of(enum people_outcome made)
{
    if (made == PEOPLE_LAST)
        return _("Dette er den siste administratoren, og noen må kunne gi tilgang. Gi en annen rollen først, eller be systemeieren.");
    return _("Du kan ikke avslutte din egen tilgang. Be en annen administrator eller systemeieren.");
}

enum outcome page_user_end(struct visit *visit)
{
    struct user_seen seen;
    enum outcome outcome = user_open(visit, &seen);
    const struct people_grant *grant = outcome == OUTCOME_READY ? user_open_grant(visit, &seen) : NULL;
    enum people_outcome made;
    enum store_result result;

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!grant && !is_all(visit))
        return OUTCOME_ABSENT;
    if (!text_equal(http_fields_get(&visit->request->form, "bekreft"), "ja"))
        return ask(visit, &seen, NULL);
    result = people_grant_end(&visit->site->store, visit->arena, seen.person->id, grant ? grant->number : 0, &made);
    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE)
        return visit_redirect(visit, arena_printf(visit->arena, "%s?utfort=avsluttet", seen.path));
    return made == PEOPLE_ABSENT ? OUTCOME_ABSENT : ask(visit, &seen, refusal_of(made));
}
