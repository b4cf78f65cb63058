/* Back from an OpenID provider: with a code or an error, then waiting for who it is, then in. */
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/browser.h"
#include "register/page/account/oidc.h"
#include "register/page/pages.h"
#include "register/store/oidc.h"

enum { CODE_AT_MOST = 2000, ISSUER_AT_MOST = 300, REFERENCE_DIGITS = 16 };

/* What a provider may send us, and a column of ours may hold: printing ASCII. NULL for all else. */
static const char *plain(const char *text, size_t most)
{
    size_t length = text ? strnlen(text, most + 1) : 0;

    for (size_t i = 0; i < length; i++)
        if (text[i] < 0x20 || text[i] > 0x7E)
            return NULL;
    return length > 0 && length <= most ? text : NULL;
}

static const char *asked(const struct visit *visit, const char *name)
{
    return http_fields_get(&visit->request->query, name);
}

/* Errors by which the provider says that nobody was let in there, rather than that something is wrong. */
static bool is_denial(const char *error)
{
    return text_equal(error, "access_denied") || text_equal(error, "login_required") ||
           text_equal(error, "interaction_required") || text_equal(error, "consent_required");
}

/* The same page without code and state in its address, whatever became of them. */
static enum outcome wait_for(struct visit *visit, const char *reference)
{
    return visit_redirect(visit, arena_printf(visit->arena, "/oidc/svar?venter=%s", reference));
}

static enum outcome take_answer(struct visit *visit, const char *state)
{
    const char *reference = oidc_reference(visit->arena, state);
    const char *browser = context_oidc_token(visit->request, reference);
    const char *issuer = asked(visit, "iss");
    bool known = false;
    enum store_result result;
    struct oidc_return back = {
        .browser = browser,
        .state = plain(state, ISSUER_AT_MOST) ? state : "",
        .issuer = issuer && !plain(issuer, ISSUER_AT_MOST) ? "?" : issuer,
        .code = asked(visit, "error") ? NULL : plain(asked(visit, "code"), CODE_AT_MOST),
        .denied = is_denial(asked(visit, "error")),
    };

    if (!browser)
        return wait_for(visit, reference);
    back.verifier = oidc_verifier(visit->arena, browser);
    back.nonce = oidc_nonce(visit->arena, browser);
    result = oidc_answer(&visit->site->store, visit->arena, &back, &known);
    return result == STORE_OK ? wait_for(visit, reference) : visit_store(result);
}

/* Each ending: its section of the page, its title, its status. */
struct ending {
    const char *section, *title;
    int status;
};

static const struct ending endings[] = {
    [OIDC_STRANGER] = {"STRANGER", N_("Du har ikke tilgang"), 403},
    [OIDC_TAKEN] = {"TAKEN", N_("Innloggingen hører til en annen bruker"), 409},
    [OIDC_HAS] = {"HAS", N_("Brukeren din er tilknyttet fra før"), 409},
    [OIDC_GONE] = {"GONE", N_("Invitasjonen kan ikke brukes"), 410},
    [OIDC_SELF] = {"SELF", N_("Du har sendt invitasjonen selv"), 422},
    [OIDC_KNOWN] = {"KNOWN", N_("Du har en bruker fra før"), 409},
    [OIDC_UNKNOWN] = {"UNKNOWN", N_("Innloggingen gjelder ikke lenger"), 422},
};
static const struct ending denied = {"DENIED", N_("Du ble ikke logget inn"), 422};
static const struct ending away = {"AWAY", N_("Innloggingen virker ikke nå"), 503};
static const struct ending doubted = {"DOUBTED", N_("Vi kunne ikke stole på innloggingen"), 422};

static const struct ending *ending_of(const struct oidc_finished *finished)
{
    if (finished->outcome != OIDC_REFUSED)
        return &endings[finished->outcome];
    if (text_equal(finished->reason, OIDC_REASON_DENIED))
        return &denied;
    return text_equal(finished->reason, OIDC_REASON_AWAY) ? &away : &doubted;
}

static enum outcome end_page(struct visit *visit, const struct oidc_finished *finished)
{
    const struct ending *ending = ending_of(finished);
    const struct site_provider *provider = oidc_provider_named(visit->site, finished->provider);
    struct values *page = visit_page(visit, "oidc.html", words_text(ending->title));

    values_set(values_section(page, ending->section), "PROVIDER_LABEL", provider ? provider->label : _("innloggingstjenesten"));
    values_show(page, visit->context.account ? "TO_ME" : "TO_LOGIN");
    visit_contact(visit, page);
    return visit_render(visit, ending->status);
}

static enum outcome waiting_page(struct visit *visit)
{
    visit_page(visit, "oidc-venter.html", _("Vi logger deg inn"));
    visit->response.refresh = "1";
    return visit_render(visit, 200);
}

static enum outcome let_in(struct visit *visit, const char *token, const struct oidc_finished *finished)
{
    bool leads = finished->return_to && *finished->return_to == '/';

    context_set_session(&visit->site->rules, visit->request, token, &visit->response);
    return visit_redirect(visit, leads ? finished->return_to : "/");
}

static enum outcome finish(struct visit *visit, const char *reference, const char *browser)
{
    char *token = arena_alloc(visit->arena, CRYPTO_TOKEN_TEXT);
    const struct login_session session = {.token = token, .browser = browser_of(visit->arena, visit->request->user_agent),
                                          .limits = visit->site->login_limits};
    struct oidc_finished finished;
    enum store_result result;

    crypto_token(token);
    result = oidc_finish(&visit->site->store, visit->arena, browser, visit->request->remote, &session, &finished);
    if (result != STORE_OK)
        return visit_store(result);
    if (finished.outcome == OIDC_WAITING)
        return waiting_page(visit);
    context_set_oidc(&visit->site->rules, visit->request, reference, NULL, &visit->response);
    if (finished.outcome == OIDC_IN)
        return let_in(visit, token, &finished);
    if (finished.outcome == OIDC_TIED)
        return visit_redirect(visit, "/min-bruker?tilknyttet=ja");
    return end_page(visit, &finished);
}

enum outcome page_oidc_answer(struct visit *visit)
{
    static const struct oidc_finished unknown = {.outcome = OIDC_UNKNOWN};
    const char *state = asked(visit, "state"), *reference = asked(visit, "venter");
    const char *browser = NULL;

    if (visit->site->provider_count == 0)
        return OUTCOME_ABSENT;
    if (state || asked(visit, "code") || asked(visit, "error"))
        return take_answer(visit, state ? state : "");
    if (reference && strlen(reference) == REFERENCE_DIGITS && strspn(reference, "0123456789abcdef") == REFERENCE_DIGITS)
        browser = context_oidc_token(visit->request, reference);
    return browser ? finish(visit, reference, browser) : end_page(visit, &unknown);
}
