/* Inviting somebody, sending it again, and withdrawing it (requirement A3). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/opaque.h"
#include "register/page/account/users_form.h"
#include "register/page/pages.h"
#include "register/store/invitation.h"

static enum outcome show(struct visit *visit, const struct users_form *form, int status)
{
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);
    struct values *page;

    if (result != STORE_OK)
        return visit_store(result);
    visit->menu = "AT_PEOPLE";
    page = visit_page(visit, "inviter.html", _("Inviter en bruker"));
    users_form_fill(visit, places, page, form, _("Invitasjonen er ikke sendt"));
    return visit_render(visit, status);
}

enum outcome page_users_invite_form(struct visit *visit)
{
    struct users_form form = users_form_new(visit, USERS_INVITED);

    return show(visit, &form, 200);
}

static enum outcome to_person(struct visit *visit, unsigned long long id)
{
    char text[OPAQUE_TEXT];

    opaque_show(id, text);
    return visit_redirect(visit, arena_printf(visit->arena, "/brukere/%s?utfort=finnes", text));
}

static enum outcome make(struct visit *visit, struct users_form *form, const struct users_typed *typed)
{
    const struct invitation_invited invited = {typed->name, typed->email, typed->phone, typed->gift};
    unsigned long long id = 0;
    enum people_outcome made;
    enum store_result result = invitation_make(&visit->site->store, visit->arena, &invited, &id, &made);

    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE)
        return visit_redirect(visit, "/brukere?utfort=invitert");
    if (made == PEOPLE_KNOWN)
        return to_person(visit, id);
    users_form_refuse(form, made);
    return show(visit, form, 422);
}

enum outcome page_users_invite(struct visit *visit)
{
    struct users_typed typed;
    struct users_form form;

    return users_form_read(visit, USERS_INVITED, &form, &typed) ? make(visit, &form, &typed) : show(visit, &form, 422);
}

enum outcome page_users_invite_forged(struct visit *visit)
{
    struct users_typed typed;
    struct users_form form;

    users_form_read(visit, USERS_INVITED, &form, &typed);
    users_form_stale(&form);
    return show(visit, &form, 403);
}

static enum store_result act(struct visit *visit, unsigned long long id, const char *deed, enum people_outcome *outcome_out)
{
    if (text_equal(deed, "send"))
        return invitation_again(&visit->site->store, visit->arena, id, outcome_out);
    return invitation_withdraw(&visit->site->store, visit->arena, id, outcome_out);
}

/* `gjor` of the form: "send" or "trekk". */
enum outcome page_users_invitation(struct visit *visit)
{
    const char *deed = http_fields_get(&visit->request->form, "gjor");
    unsigned long long id = 0;
    enum people_outcome made;
    enum store_result result;

    if (!visit->part || !opaque_parse(visit->part, &id) || !(text_equal(deed, "send") || text_equal(deed, "trekk")))
        return OUTCOME_ABSENT;
    result = act(visit, id, deed, &made);
    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_ABSENT)
        return OUTCOME_ABSENT;
    if (made == PEOPLE_DONE)
        return visit_redirect(visit, text_equal(deed, "send") ? "/brukere?utfort=sendt" : "/brukere?utfort=trukket");
    return visit_redirect(visit, made == PEOPLE_SOON ? "/brukere?utfort=nettopp" : "/brukere?utfort=over");
}
