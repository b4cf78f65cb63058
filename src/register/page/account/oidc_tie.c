/* The user who is logged in wants to be known by a provider (requirement A4). It is a new way in, so her password is asked for
 * once more; who has none must have logged in just now. */
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/oidc.h"
#include "register/page/pages.h"
#include "register/store/oidc.h"

enum { PASSWORD_AT_MOST = 1000, SECONDS_PER_MINUTE = 60 };

static struct values *tie_page(struct visit *visit, const struct site_provider *provider)
{
    struct values *page = visit_page(visit, "min-bruker-tilknytning.html", _("Knytt brukeren din til en innlogging"));

    values_set(page, "LOGIN_NAME", visit->context.account->username);
    values_set(page, "PROVIDER_NAME", provider->name);
    values_set(page, "PROVIDER_LABEL", provider->label);
    return page;
}

/* What is wrong with the password that was typed: above the form and beside the field. */
static enum outcome refuse(struct visit *visit, const struct site_provider *provider, const char *says, int status)
{
    struct values *page = tie_page(visit, provider);

    values_set(values_section(values_section(page, "FAILED"), "ON_FIELD"), "MESSAGE", says);
    values_set(values_section(page, "WRONG_PASSWORD"), "WRONG_TEXT", says);
    values_show(visit->values, "WITH_ERRORS");
    return visit_render(visit, status);
}

static enum outcome too_many(struct visit *visit, const struct site_provider *provider, const struct login_attempt *attempt)
{
    long minutes = (attempt->retry_seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;

    visit->response.retry_after = attempt->retry_seconds;
    return refuse(visit, provider,
                  arena_printf(visit->arena, _("Det er prøvd for mange ganger. Vent %ld minutter før du prøver igjen."),
                               minutes > 1 ? minutes : 2), 429);
}

static enum outcome prove(struct visit *visit, const struct site_provider *provider, const struct login_attempt *attempt)
{
    char encoded[CRYPTO_PASSWORD_TEXT];

    if (!crypto_password_again(http_fields_get(&visit->request->form, "passord"), attempt->prefix, encoded))
        return OUTCOME_FAILED;
    return oidc_leave(visit, provider, &(struct oidc_start){.purpose = OIDC_TIE, .attempt = attempt, .encoded = encoded});
}

enum outcome oidc_unproved(struct visit *visit, const struct site_provider *provider, enum oidc_begun begun)
{
    if (begun == OIDC_BEGUN_LOGIN) {
        values_show(values_section(tie_page(visit, provider), "FAILED"), "LOGIN_FIRST");
        values_show(visit->values, "WITH_ERRORS");
        return visit_render(visit, 422);
    }
    if (http_fields_get(&visit->request->form, "passord"))
        return refuse(visit, provider, _("Passordet er feil. Prøv igjen."), 422);
    tie_page(visit, provider); /* from "Min bruker": nothing is asked for there */
    return visit_render(visit, 200);
}

enum outcome page_oidc_tie(struct visit *visit)
{
    const struct site_provider *provider =
        oidc_provider_named(visit->site, http_fields_get(&visit->request->form, "leverandor"));
    const char *password = http_fields_get(&visit->request->form, "passord");
    struct login_attempt attempt;
    enum store_result result;

    if (!provider)
        return OUTCOME_ABSENT;
    if (!password)
        return oidc_leave(visit, provider, &(struct oidc_start){.purpose = OIDC_TIE});
    if (text_is_empty(password) || text_length(password) > PASSWORD_AT_MOST)
        return refuse(visit, provider, text_is_empty(password) ? _("Skriv passordet ditt") : _("Passordet er feil. Prøv igjen."), 422);
    result = login_begin(&visit->site->store, visit->arena, visit->context.account->username, visit->request->remote,
                         context_browser(visit->request), &attempt);
    if (result != STORE_OK)
        return visit_store(result);
    return attempt.allowed ? prove(visit, provider, &attempt) : too_many(visit, provider, &attempt);
}
