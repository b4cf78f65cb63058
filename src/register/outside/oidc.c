/* An OpenID provider, asked. */
#include "register/outside/oidc.h"

#include <assert.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/json.h"
#include "engine/base/text.h"

enum {
    KNOWN_AT_MOST = 64 * 1024,
    KEYS_BYTES_AT_MOST = 512 * 1024,
    ASSERTION_AT_MOST = 4 * 1024,
    ASSERTION_SECONDS = 60,
    MICRO_PER_SECOND = 1000 * 1000,
    KEYS_AGAIN_SECONDS = 5, /* so that made-up key ids make no flood of questions */
    STATUS_OK = 200,
    STATUS_SERVER = 500
};

static const char discovery[] = "/.well-known/openid-configuration";
static const char jwt_bearer[] = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

static bool get(struct http_client *client, struct arena *arena, const char *address, struct http_client_answer *answer_out,
                const char **why_out)
{
    if (http_client_get(client, arena, address, NULL, answer_out, why_out) != HTTP_CLIENT_OK)
        return false;
    *why_out = "another status than 200";
    return answer_out->status == STATUS_OK;
}

/* A new set in place of the old, where one could be read. */
static bool fetch_keys(struct oidc_provider *provider, struct http_client *client, struct arena *arena, const char **why_out)
{
    struct http_client_answer answer;
    struct oidc_keys keys;
    struct arena *ring;

    provider->keys_at = clock_monotonic_micro();
    if (!get(client, arena, provider->endpoints.keys, &answer, why_out))
        return false;
    ring = arena_new(KEYS_BYTES_AT_MOST);
    if (answer.length > KEYS_BYTES_AT_MOST / 4 || !oidc_keys_read(ring, answer.body, answer.length, &keys, why_out)) {
        arena_free(&ring);
        return false;
    }
    if (provider->key_ring)
        arena_free(&provider->key_ring);
    provider->key_ring = ring;
    provider->keys = keys;
    return true;
}

bool oidc_discover(struct oidc_provider *provider, struct http_client *client, struct arena *arena, const char **why_out)
{
    size_t length = strlen(provider->issuer);
    int stem = (int)(length > 0 && provider->issuer[length - 1] == '/' ? length - 1 : length);
    const char *address = arena_printf(arena, "%.*s%s", stem, provider->issuer, discovery);
    struct http_client_answer answer;
    struct oidc_endpoints endpoints;
    struct arena *known;

    if (!get(client, arena, address, &answer, why_out))
        return false;
    known = arena_new(KNOWN_AT_MOST);
    if (answer.length > KNOWN_AT_MOST / 2 ||
        !oidc_metadata_read(known, answer.body, answer.length, provider->issuer, &endpoints, why_out)) {
        arena_free(&known);
        return false;
    }
    if (provider->known)
        arena_free(&provider->known);
    provider->known = known;
    provider->endpoints = endpoints;
    return fetch_keys(provider, client, arena, why_out);
}

/* Who we are, signed by our key (RFC 7523 3). NULL: the key cannot be used. */
static const char *assertion(const struct oidc_provider *provider, struct arena *arena)
{
    long long now = clock_now_micro() / MICRO_PER_SECOND;
    char once[CRYPTO_TOKEN_TEXT];
    struct buffer out;
    struct json json;

    crypto_token(once);
    buffer_init(&out, arena, ASSERTION_AT_MOST);
    json_begin(&json, &out);
    json_object(&json, NULL);
    json_text(&json, "iss", provider->client);
    json_text(&json, "sub", provider->client);
    json_text(&json, "aud", provider->issuer);
    json_text(&json, "jti", once);
    json_number(&json, "iat", now);
    json_number(&json, "exp", now + ASSERTION_SECONDS);
    json_end(&json);
    return out.overflowed ? NULL : jose_sign(arena, provider->private_key, buffer_text(&out));
}

/* The exchange's form, with what says who we are. false: our own key is unusable. */
static bool make_form(const struct oidc_provider *provider, struct arena *arena, const struct oidc_question *question,
                      struct http_client_form *form_out)
{
    const char *fields = arena_printf(
        arena, "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s",
        text_percent_encode(arena, question->code), question->verifier, text_percent_encode(arena, provider->redirect));
    const char *client = text_percent_encode(arena, provider->client);
    const char *secret = provider->secret ? text_percent_encode(arena, provider->secret) : "";
    const char *signed_text = provider->private_key ? assertion(provider, arena) : NULL;

    *form_out = (struct http_client_form){.address = provider->endpoints.token, .fields = fields};
    if (provider->private_key) {
        form_out->fields = arena_printf(arena, "%s&client_id=%s&client_assertion_type=%s&client_assertion=%s", fields, client,
                                        jwt_bearer, signed_text ? signed_text : "");
        return signed_text != NULL;
    }
    if (!provider->endpoints.takes_basic) {
        form_out->fields = arena_printf(arena, "%s&client_id=%s&client_secret=%s", fields, client, secret);
        return true;
    }
    form_out->user = client; /* encoded: RFC 6749 2.3.1 */
    form_out->password = secret;
    return true;
}

static enum oidc_result exchange(const struct oidc_provider *provider, struct http_client *client, struct arena *arena,
                                 const struct oidc_question *question, const char **token_out, const char **why_out)
{
    struct http_client_form form;
    struct http_client_answer answer;
    enum http_client_result asked;
    bool refused = false;

    *why_out = "our private key cannot be used";
    if (!make_form(provider, arena, question, &form))
        return OIDC_DOUBTED;
    asked = http_client_post(client, arena, &form, &answer, why_out);
    if (asked == HTTP_CLIENT_LATE || asked == HTTP_CLIENT_AWAY)
        return OIDC_AWAY;
    if (asked != HTTP_CLIENT_OK)
        return OIDC_DOUBTED;
    *why_out = "the provider has trouble of its own";
    if (answer.status >= STATUS_SERVER)
        return OIDC_AWAY;
    if (!oidc_token_read(arena, answer.body, answer.length, token_out, &refused, why_out))
        return OIDC_DOUBTED;
    *why_out = "another status than 200";
    return answer.status == STATUS_OK ? OIDC_VERIFIED : OIDC_DOUBTED;
}

static bool verified_by(const struct oidc_keys *keys, struct arena *arena, const char *token, const struct jose_header *header,
                        const char **payload_out, size_t *length_out)
{
    for (size_t i = 0; i < keys->count; i++)
        if (jose_key_fits(&keys->items[i], header) && jose_verify(arena, token, &keys->items[i], payload_out, length_out))
            return true;
    return false;
}

static bool knows_key(const struct oidc_keys *keys, const struct jose_header *header)
{
    for (size_t i = 0; i < keys->count; i++)
        if (jose_key_fits(&keys->items[i], header))
            return true;
    return false;
}

/* By the keys at hand; a key that is not among them is asked for, not too often. */
static bool verify(struct oidc_provider *provider, struct http_client *client, struct arena *arena, const char *token,
                   const char **payload_out, size_t *length_out, const char **why_out)
{
    const long long pause = (long long)KEYS_AGAIN_SECONDS * MICRO_PER_SECOND;
    struct jose_header header;

    *why_out = "the ID token is not signed as it must be";
    if (!jose_header_read(arena, token, &header))
        return false;
    if (!knows_key(&provider->keys, &header) && clock_monotonic_micro() - provider->keys_at >= pause &&
        !fetch_keys(provider, client, arena, why_out))
        return false;
    *why_out = "the ID token's signature is not by a key of the provider";
    return verified_by(&provider->keys, arena, token, &header, payload_out, length_out);
}

/* What the judge found, as a sentence of the log. */
static const char *show_wrong(struct arena *arena, const char *wrong)
{
    return arena_printf(arena, "the ID token is refused: %s", wrong);
}

enum oidc_result oidc_ask(struct oidc_provider *provider, struct http_client *client, struct arena *arena,
                          const struct oidc_question *question, const char **subject_out, const char **why_out)
{
    struct id_token_expected expected = {.issuer = provider->issuer, .client = provider->client, .nonce = question->nonce,
                                         .acr_values = provider->acr_values};
    const char *token = NULL, *payload = NULL, *wrong;
    struct id_token claims;
    size_t length = 0;
    enum oidc_result result;

    *why_out = "what it says of itself is not known yet";
    if (!provider->known || !provider->key_ring)
        return OIDC_AWAY;
    result = exchange(provider, client, arena, question, &token, why_out);
    if (result != OIDC_VERIFIED)
        return result;
    if (!verify(provider, client, arena, token, &payload, &length, why_out) ||
        !oidc_claims_read(arena, payload, length, &claims, why_out))
        return OIDC_DOUBTED;
    expected.now = clock_now_micro() / MICRO_PER_SECOND;
    wrong = id_token_judge(&claims, &expected);
    if (wrong) {
        *why_out = show_wrong(arena, wrong);
        return OIDC_DOUBTED;
    }
    *subject_out = claims.subject;
    return OIDC_VERIFIED;
}

void oidc_forget(struct oidc_provider *provider)
{
    if (provider->known)
        arena_free(&provider->known);
    if (provider->key_ring)
        arena_free(&provider->key_ring);
}
