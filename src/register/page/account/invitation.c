/* An invitation's link: choose user name and password, log in through a provider (requirement A4), or take it as the user one is
 * (requirement A3). To look uses nothing up, since mail scanners do; the address holds the secret, so it goes nowhere from here. */
#include <string.h>
#include <strings.h>

#include "engine/base/clock.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/contact.h"
#include "register/domain/access/password.h"
#include "register/page/account/oidc.h"
#include "register/page/account/users_words.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/invitation.h"

enum { TOKEN_LENGTH = CRYPTO_TOKEN_TEXT - 1 };

struct choice { /* what was typed; passwords are never sent back */
    const char *typed_name;
    const char *name_problem, *password_problem, *again_problem, *refusal;
};

static bool is_token(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    return strlen(text) == TOKEN_LENGTH && strspn(text, letters) == TOKEN_LENGTH;
}

static struct values *begin_page(struct visit *visit, const char *title)
{
    struct values *page;

    visit->response.no_referrer = true;
    page = visit_page(visit, "invitasjon.html", title);
    visit_contact(visit, page);
    return page;
}

/* Used, withdrawn and never made look alike. */
static enum outcome show_gone(struct visit *visit, bool is_expired)
{
    struct values *page = begin_page(visit, _("Invitasjonen kan ikke brukes"));

    values_show(page, is_expired ? "EXPIRED" : "GONE");
    return visit_render(visit, is_expired ? 410 : 404);
}

static void fill_error(struct values *summary, const char *field, const char *message)
{
    struct values *error;

    if (!message)
        return;
    error = values_section(summary, "ERROR");
    values_set(error, "MESSAGE", message);
    if (field)
        values_set(error, "FIELD", field);
    values_show(error, field ? "ON_PAGE" : "NO_FIELD");
}

static void fill_summary(struct visit *visit, struct values *page, const struct choice *choice)
{
    struct values *summary;

    if (!choice->name_problem && !choice->password_problem && !choice->again_problem && !choice->refusal)
        return;
    values_show(visit->values, "WITH_ERRORS");
    summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", _("Brukeren er ikke laget ennå"));
    fill_error(summary, NULL, choice->refusal);
    fill_error(summary, "brukernavn", choice->name_problem);
    fill_error(summary, "passord", choice->password_problem);
    fill_error(summary, "passord_igjen", choice->again_problem);
}

static void fill_problem(struct values *form, const char *section, const char *text_name, const char *problem)
{
    if (problem)
        values_set(values_section(form, section), text_name, problem);
}

static void fill_providers(const struct visit *visit, struct values *page)
{
    const struct site *site = visit->site;
    struct values *providers, *row;

    if (site->provider_count == 0)
        return;
    providers = values_section(page, "PROVIDERS");
    for (size_t i = 0; i < site->provider_count; i++) {
        row = values_section(providers, "PROVIDER");
        values_set(row, "PROVIDER_NAME", site->providers[i].name);
        values_set(row, "PROVIDER_LABEL", site->providers[i].label);
    }
}

/* Four ways to take it: as who is logged in, through a provider, as somebody who can log in, or as a new user. */
static void fill_ways(struct visit *visit, struct values *page, const struct invitation_link *link,
                      const struct choice *choice)
{
    struct values *form;

    if (visit->context.account) {
        values_set(values_section(page, "AS_ONESELF"), "ACCOUNT_NAME", visit->context.account->name);
        return;
    }
    fill_providers(visit, page);
    if (!visit->site->password_login)
        return;
    values_show(page, link->known ? "LOGIN_FIRST" : "LOGIN_LAST");
    if (link->known)
        return;
    form = values_section(page, "AS_NEW");
    values_set(form, "NAME_TYPED", choice->typed_name);
    fill_problem(form, "NAME_PROBLEM", "NAME_PROBLEM_TEXT", choice->name_problem);
    fill_problem(form, "PASSWORD_PROBLEM", "PASSWORD_PROBLEM_TEXT", choice->password_problem);
    fill_problem(form, "AGAIN_PROBLEM", "AGAIN_PROBLEM_TEXT", choice->again_problem);
}

static enum outcome show_good(struct visit *visit, const struct invitation_link *link, const struct choice *choice, int status)
{
    const struct places *places = NULL;
    enum store_result result = visit_places(visit, &places);
    struct values *page, *good;

    if (result != STORE_OK)
        return visit_store(result);
    page = begin_page(visit, _("Invitasjon"));
    good = values_section(page, "GOOD");
    values_set(good, "TOKEN", visit->part);
    values_set(good, "INVITED_NAME", link->name);
    values_set(good, "INVITED_BY", link->invited_by);
    values_set(good, "GIFT", gift_words(visit->arena, places, &link->gift));
    values_set(good, "PERIOD", gift_period(visit->arena, &link->gift));
    values_set(good, "EXPIRES", clock_show_minute(visit->arena, link->expires_at));
    fill_summary(visit, page, choice);
    fill_ways(visit, good, link, choice);
    return visit_render(visit, status);
}

static enum store_result open_link(struct visit *visit, struct invitation_link *link_out)
{
    *link_out = (struct invitation_link){0};
    visit->response.no_referrer = true;
    if (!is_token(visit->part))
        return STORE_OK;
    return invitation_open(&visit->site->store, visit->arena, visit->part, link_out);
}

/* The page as it is now, with what was wrong. */
static enum outcome show(struct visit *visit, const struct choice *choice, int status)
{
    struct invitation_link link;
    enum store_result result = open_link(visit, &link);

    if (result != STORE_OK)
        return visit_store(result);
    if (link.is_good)
        return show_good(visit, &link, choice, status);
    return status == 403 ? OUTCOME_FORGERY : show_gone(visit, link.is_expired);
}

enum outcome page_invitation(struct visit *visit)
{
    const struct choice nothing = {.typed_name = ""};

    return show(visit, &nothing, 200);
}

enum outcome page_invitation_forged(struct visit *visit)
{
    const char *typed = http_fields_get(&visit->request->form, "brukernavn");
    const struct choice choice = {.typed_name = typed ? typed : "",
                                  .refusal = _("Siden hadde stått for lenge åpen. Skriv passordet på nytt.")};

    return show(visit, &choice, 403);
}

static const char *name_problem(enum contact_fault fault)
{
    if (fault == CONTACT_RIGHT)
        return NULL;
    if (fault == CONTACT_EMPTY)
        return _("Velg et brukernavn.");
    return _("Brukernavnet må ha 3–100 tegn: små bokstaver a–z, tall, punktum, bindestrek, understrek eller @. Det må begynne med en bokstav eller et tall.");
}

/* Whoever forgets her password may type her address instead of her user name: it must not be another's user name. */
static const char *other_address(const char *username, const char *email)
{
    return strchr(username, '@') && strcasecmp(username, email) != 0
               ? _("Et brukernavn med @ kan bare være din egen e-postadresse. Velg et annet.")
               : NULL;
}

static bool read_choice(struct visit *visit, const struct invitation_link *link, struct choice *choice,
                        const char **username_out)
{
    const char *name = http_fields_get(&visit->request->form, "brukernavn");
    const char *password = http_fields_get(&visit->request->form, "passord");
    const char *again = http_fields_get(&visit->request->form, "passord_igjen");
    enum password_verdict verdict;

    *choice = (struct choice){.typed_name = name ? name : ""};
    choice->name_problem = name_problem(contact_username_read(visit->arena, name, username_out));
    if (!choice->name_problem)
        choice->name_problem = other_address(*username_out, link->email);
    const char *const own[] = {link->name, link->email, *username_out};
    verdict = password_judge(visit->arena, password ? password : "", own, sizeof own / sizeof *own);
    if (verdict != PASSWORD_GOOD)
        choice->password_problem = password_says(verdict);
    else if (!text_equal(password, again))
        choice->again_problem = _("De to passordene er ikke like. Skriv det samme to ganger.");
    return !choice->name_problem && !choice->password_problem && !choice->again_problem;
}

static enum outcome ready(struct visit *visit)
{
    visit->response.no_referrer = true;
    return visit_redirect(visit, "/logg-inn?klar=ja");
}

static enum outcome make_user(struct visit *visit, struct choice *choice, const char *username)
{
    char hash[CRYPTO_PASSWORD_TEXT];
    enum people_outcome made;
    enum store_result result;

    crypto_password_hash(http_fields_get(&visit->request->form, "passord"), hash);
    result = invitation_accept(&visit->site->store, visit->arena, visit->part, username, hash, &made);
    explicit_bzero(hash, sizeof hash);
    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE)
        return ready(visit);
    if (made == PEOPLE_NAME)
        choice->name_problem = _("Brukernavnet er i bruk. Velg et annet.");
    return show(visit, choice, 422);
}

static enum outcome accept_new(struct visit *visit)
{
    struct invitation_link link;
    const char *username = "";
    struct choice choice;
    enum store_result result = open_link(visit, &link);

    if (result != STORE_OK)
        return visit_store(result);
    if (!link.is_good)
        return show_gone(visit, link.is_expired);
    if (http_fields_get(&visit->request->form, "leverandor"))
        return oidc_invite(visit, visit->part);
    if (!visit->site->password_login)
        return OUTCOME_ABSENT;
    if (!read_choice(visit, &link, &choice, &username))
        return show_good(visit, &link, &choice, 422);
    return make_user(visit, &choice, username);
}

static enum outcome accept_own(struct visit *visit)
{
    struct choice choice = {.typed_name = ""};
    enum people_outcome made;
    enum store_result result = invitation_accept_own(&visit->site->store, visit->arena, visit->part, &made);

    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE) {
        context_drop_session(&visit->site->rules, visit->request, &visit->response);
        return ready(visit);
    }
    if (made == PEOPLE_SELF)
        choice.refusal = _("Du har sendt denne invitasjonen selv, og kan ikke ta imot den.");
    return show(visit, &choice, 422);
}

enum outcome page_invitation_accept(struct visit *visit)
{
    if (!is_token(visit->part))
        return show_gone(visit, false);
    return visit->context.account ? accept_own(visit) : accept_new(visit);
}
