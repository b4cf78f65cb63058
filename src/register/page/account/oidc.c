/* What the pages of logins through OpenID providers share. */
#include "register/page/account/oidc.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"

enum { REFERENCE_DIGITS = 16 };

const struct site_provider *oidc_provider_named(const struct site *site, const char *name)
{
    for (size_t i = 0; i < site->provider_count; i++)
        if (text_equal(site->providers[i].name, name))
            return &site->providers[i];
    return NULL;
}

const struct site_provider *oidc_provider_of(const struct site *site, const char *issuer)
{
    for (size_t i = 0; i < site->provider_count; i++)
        if (text_equal(site->providers[i].issuer, issuer))
            return &site->providers[i];
    return NULL;
}

static char *hex_of(struct arena *arena, const unsigned char hash[CRYPTO_HASH_SIZE])
{
    char *text = arena_alloc(arena, (size_t)CRYPTO_HASH_SIZE * 2 + 1);

    crypto_hex(hash, CRYPTO_HASH_SIZE, text);
    return text;
}

const char *oidc_reference(struct arena *arena, const char *state)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    char *text;

    crypto_sha256(state, strlen(state), hash);
    text = hex_of(arena, hash);
    text[REFERENCE_DIGITS] = '\0';
    return text;
}

static const char *derive(struct arena *arena, const char *browser, const char *purpose)
{
    unsigned char hash[CRYPTO_HASH_SIZE];

    crypto_hmac(browser, strlen(browser), purpose, strlen(purpose), hash);
    return hex_of(arena, hash);
}

const char *oidc_verifier(struct arena *arena, const char *browser)
{
    return derive(arena, browser, "oidc-verifier");
}

const char *oidc_nonce(struct arena *arena, const char *browser)
{
    return derive(arena, browser, "oidc-nonce");
}

void oidc_fill_login(const struct visit *visit, struct values *page, const char *to)
{
    const struct site *site = visit->site;
    struct values *providers, *row;

    if (site->provider_count == 0)
        return;
    providers = values_section(page, "PROVIDERS");
    if (site->password_login)
        values_show(providers, "OR");
    for (size_t i = 0; i < site->provider_count; i++) {
        row = values_section(providers, "PROVIDER");
        values_set(row, "PROVIDER_NAME", site->providers[i].name);
        values_set(row, "PROVIDER_LABEL", site->providers[i].label);
        values_set(row, "WAY", to ? arena_printf(visit->arena, "til=%s&", text_percent_encode(visit->arena, to)) : "");
    }
}

enum outcome oidc_onward(struct visit *visit, const char *address, const char *section, const char *label)
{
    struct values *page = visit_page(visit, "videre.html", _("Du sendes videre"));

    values_set(values_section(page, section), "PROVIDER_LABEL", label);
    values_set(page, "ONWARD", address);
    visit->response.refresh = arena_printf(visit->arena, "0;url=%s", address);
    return visit_render(visit, 200);
}

/* Without the ID token as a hint: it may hold the national identity number, so it is not kept, and least of all put into an
 * address. The provider may ask whether she means it. */
enum outcome oidc_logged_out(struct visit *visit, const char *provider, const char *endpoint)
{
    const struct site_provider *known = oidc_provider_named(visit->site, provider);
    const char *back = arena_printf(visit->arena, "%s/logg-inn?ut=1", visit->site->address);
    const char *address;

    if (!known || !endpoint || !*endpoint)
        return visit_redirect(visit, "/logg-inn?ut=1");
    address = arena_printf(visit->arena, "%s%cclient_id=%s&post_logout_redirect_uri=%s", endpoint,
                           strchr(endpoint, '?') ? '&' : '?', text_percent_encode(visit->arena, known->client),
                           text_percent_encode(visit->arena, back));
    visit->context.account = NULL; /* the page is nobody's */
    return oidc_onward(visit, address, "OUT", known->label);
}
