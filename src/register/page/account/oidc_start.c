/* Off to an OpenID provider: to log in, to be known by it from now on (oidc_tie.c), or to take an invitation. */
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

static enum outcome cannot_begin(struct visit *visit, const struct site_provider *provider, enum oidc_begun begun)
{
    if (begun == OIDC_BEGUN_PASSWORD || begun == OIDC_BEGUN_LOGIN)
        return oidc_unproved(visit, provider, begun);
    return cannot(visit, provider, begun);
}

/* `asked`: the purpose, and what belongs to it. *address_out NULL: a page that says why not is made. */
static enum outcome begin(struct visit *visit, const struct site_provider *provider, const struct oidc_start *asked,
                          const char **address_out)
{
    struct oidc_start start = *asked;
    enum oidc_begun begun = OIDC_BEGUN_AWAY;
    const char *endpoint = NULL;
    enum store_result result;

    *address_out = NULL;
    start.provider = provider->name;
    start.issuer = provider->issuer;
    start.browser = fresh_token(visit->arena);
    start.state = fresh_token(visit->arena);
    start.remote = visit->request->remote;
    result = oidc_begin(&visit->site->store, visit->arena, &start, &begun, &endpoint);
    if (result != STORE_OK)
        return visit_store(result);
    if (begun != OIDC_BEGUN)
        return cannot_begin(visit, provider, begun);
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
    outcome = begin(visit, provider, &(struct oidc_start){.purpose = OIDC_LOGIN, .return_to = inside_told(visit)}, &address);
    if (outcome != OUTCOME_READY || !address)
        return outcome;
    visit->response.status = 303;
    visit->response.away = address;
    return OUTCOME_READY;
}

enum outcome oidc_leave(struct visit *visit, const struct site_provider *provider, const struct oidc_start *asked)
{
    const char *address = NULL;
    enum outcome outcome = begin(visit, provider, asked, &address);

    return outcome == OUTCOME_READY && address ? oidc_onward(visit, address, "TIE", provider->label) : outcome;
}

enum outcome oidc_invite(struct visit *visit, const char *token)
{
    const struct site_provider *provider =
        oidc_provider_named(visit->site, http_fields_get(&visit->request->form, "leverandor"));

    if (!provider)
        return OUTCOME_ABSENT;
    return oidc_leave(visit, provider, &(struct oidc_start){.purpose = OIDC_INVITE, .link = token});
}
