/* Off to an OpenID provider: to log in, to be known by it from now on, or to take an invitation. */
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/oidc.h"
#include "register/page/entry/inside.h"
#include "register/page/pages.h"
#include "register/store/oidc.h"

enum { RETRY_SECONDS = 60 };

/* "nb", "nn", "en": what the standard calls them. */
static const char *locale(void)
{
    return words_language_code(words_language());
}

static const char *challenge(struct arena *arena, const char *verifier)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *text = arena_alloc(arena, CRYPTO_TOKEN_TEXT);

    crypto_sha256(verifier, strlen(verifier), hash);
    crypto_base64url(hash, sizeof hash, text);
    return text;
}

/* The provider's page with our question (OpenID Connect Core 3.1.2.1, RFC 7636 4.3). */
static const char *address_of(const struct visit *visit, const struct site_provider *provider, const char *endpoint,
                              const struct oidc_start *start)
{
    struct arena *arena = visit->arena;
    const char *redirect = arena_printf(arena, "%s/oidc/svar", visit->site->address);
    const char *acr = *provider->acr_values
                          ? arena_printf(arena, "&acr_values=%s", text_percent_encode(arena, provider->acr_values))
                          : "";

    return arena_printf(arena,
                        "%s%cresponse_type=code&client_id=%s&scope=%s&redirect_uri=%s&state=%s&nonce=%s&code_challenge=%s"
                        "&code_challenge_method=S256&ui_locales=%s%s%s",
                        endpoint, strchr(endpoint, '?') ? '&' : '?', text_percent_encode(arena, provider->client),
                        text_percent_encode(arena, provider->scope), text_percent_encode(arena, redirect), start->state,
                        oidc_nonce(arena, start->browser), challenge(arena, oidc_verifier(arena, start->browser)), locale(), acr,
                        start->purpose == OIDC_LOGIN ? "" : "&prompt=login");
}

static enum outcome cannot(struct visit *visit, const struct site_provider *provider, enum oidc_begun begun)
{
    struct values *page = visit_page(visit, "oidc.html", begun == OIDC_BEGUN_MANY ? _("Det er prøvd for mange ganger")
                                                                                  : _("Innloggingen virker ikke nå"));

    values_set(values_section(page, begun == OIDC_BEGUN_MANY ? "MANY" : "AWAY"), "PROVIDER_LABEL", provider->label);
    visit_contact(visit, page);
    visit->response.retry_after = RETRY_SECONDS;
    return visit_render(visit, begun == OIDC_BEGUN_MANY ? 429 : 503);
}

static const char *fresh_token(struct arena *arena)
{
    char *token = arena_alloc(arena, CRYPTO_TOKEN_TEXT);

    crypto_token(token);
    return token;
}

/* *address_out NULL: a page that says why not is made. */
static enum outcome begin(struct visit *visit, const struct site_provider *provider, enum oidc_purpose purpose,
                          const char *link, const char **address_out)
{
    const struct oidc_start start = {
        .provider = provider->name,
        .issuer = provider->issuer,
        .browser = fresh_token(visit->arena),
        .state = fresh_token(visit->arena),
        .purpose = purpose,
        .link = link,
        .return_to = purpose == OIDC_LOGIN ? inside_told(visit) : NULL,
        .remote = visit->request->remote,
    };
    enum oidc_begun begun = OIDC_BEGUN_AWAY;
    const char *endpoint = NULL;
    enum store_result result = oidc_begin(&visit->site->store, visit->arena, &start, &begun, &endpoint);

    *address_out = NULL;
    if (result != STORE_OK)
        return visit_store(result);
    if (begun != OIDC_BEGUN)
        return cannot(visit, provider, begun);
    context_set_oidc(&visit->site->rules, visit->request, oidc_reference(visit->arena, start.state), start.browser,
                     &visit->response);
    *address_out = address_of(visit, provider, endpoint, &start);
    return OUTCOME_READY;
}

/* A link, so that the portal can hold one too: whoever follows it can only be logged in as herself. */
enum outcome page_oidc_start(struct visit *visit)
{
    const struct site_provider *provider =
        oidc_provider_named(visit->site, http_fields_get(&visit->request->query, "leverandor"));
    const char *address = NULL;
    enum outcome outcome;

    if (!provider)
        return OUTCOME_ABSENT;
    outcome = begin(visit, provider, OIDC_LOGIN, NULL, &address);
    if (outcome != OUTCOME_READY || !address)
        return outcome;
    visit->response.status = 303;
    visit->response.away = address;
    return OUTCOME_READY;
}

/* Only by a form of ours. */
static enum outcome begin_by_form(struct visit *visit, enum oidc_purpose purpose, const char *link)
{
    const struct site_provider *provider =
        oidc_provider_named(visit->site, http_fields_get(&visit->request->form, "leverandor"));
    const char *address = NULL;
    enum outcome outcome;

    if (!provider)
        return OUTCOME_ABSENT;
    outcome = begin(visit, provider, purpose, link, &address);
    if (outcome != OUTCOME_READY || !address)
        return outcome;
    return oidc_onward(visit, address, "TIE", provider->label);
}

/* The user who is logged in wants to be known by it. */
enum outcome page_oidc_tie(struct visit *visit)
{
    return begin_by_form(visit, OIDC_TIE, NULL);
}

enum outcome oidc_invite(struct visit *visit, const char *token)
{
    return begin_by_form(visit, OIDC_INVITE, token);
}
