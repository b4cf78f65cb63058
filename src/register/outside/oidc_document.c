/* An OpenID provider's JSON. */
#include "register/outside/oidc_document.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "register/outside/http_client.h"
#include "register/outside/json_document.h"

enum { ADDRESS_AT_MOST = 1000 };

/* Does a list hold the word? One that is missing is as the standard has it. */
static bool offers(const json_t *document, const char *list, const char *word, bool where_missing)
{
    const json_t *words = json_object_get(document, list);

    if (!words)
        return where_missing;
    for (size_t i = 0; i < json_array_size(words); i++)
        if (text_equal(json_string_value(json_array_get(words, i)), word))
            return true;
    return false;
}

/* An address that may be asked, and stand in a header and in a column of ours. */
static bool is_address(const char *address)
{
    size_t length = address ? strlen(address) : 0;

    for (size_t i = 0; i < length; i++)
        if (address[i] <= 0x20 || address[i] > 0x7E)
            return false;
    return length > 0 && length <= ADDRESS_AT_MOST && !strchr(address, '#') && http_client_may_ask(address);
}

static void take_endpoints(struct arena *arena, const json_t *document, struct oidc_endpoints *endpoints)
{
    const char *end_session = json_document_text(arena, document, "end_session_endpoint");

    *endpoints = (struct oidc_endpoints){
        .issuer = json_document_text(arena, document, "issuer"),
        .authorization = json_document_text(arena, document, "authorization_endpoint"),
        .token = json_document_text(arena, document, "token_endpoint"),
        .keys = json_document_text(arena, document, "jwks_uri"),
        .end_session = is_address(end_session) ? end_session : "",
        .sends_issuer = json_is_true(json_object_get(document, "authorization_response_iss_parameter_supported")),
        .takes_basic = offers(document, "token_endpoint_auth_methods_supported", "client_secret_basic", true),
    };
}

bool oidc_metadata_read(struct arena *arena, const char *bytes, size_t length, const char *issuer,
                        struct oidc_endpoints *endpoints_out, const char **why_out)
{
    json_t *document = json_document_open(bytes, length, why_out);
    bool fits;

    if (!document)
        return false;
    take_endpoints(arena, document, endpoints_out);
    fits = offers(document, "response_types_supported", "code", true) &&
           offers(document, "code_challenge_methods_supported", "S256", true);
    json_decref(document);
    *why_out = "it names another issuer than the settings do";
    if (!text_equal(endpoints_out->issuer, issuer))
        return false;
    *why_out = "an address in it is missing or unsafe";
    if (!is_address(endpoints_out->authorization) || !is_address(endpoints_out->token) || !is_address(endpoints_out->keys))
        return false;
    *why_out = "it offers neither codes nor S256";
    return fits;
}

static bool is_for_signatures(const json_t *key)
{
    const char *use = json_string_value(json_object_get(key, "use"));
    const char *type = json_string_value(json_object_get(key, "kty"));

    return (text_equal(type, "RSA") || text_equal(type, "EC")) && (!use || text_equal(use, "sig"));
}

static void take_key(struct arena *arena, const json_t *key, struct oidc_keys *keys)
{
    char *text = json_dumps(key, JSON_COMPACT);

    if (!text)
        return;
    keys->items[keys->count++] = (struct jose_key){
        .json = arena_copy(arena, text),
        .type = json_document_text(arena, key, "kty"),
        .algorithm = json_document_text(arena, key, "alg"),
        .key_id = json_document_text(arena, key, "kid"),
    };
    free(text);
}

bool oidc_keys_read(struct arena *arena, const char *bytes, size_t length, struct oidc_keys *keys_out, const char **why_out)
{
    json_t *document = json_document_open(bytes, length, why_out);
    const json_t *keys = json_object_get(document, "keys");

    keys_out->count = 0;
    for (size_t i = 0; i < json_array_size(keys) && keys_out->count < OIDC_KEYS_AT_MOST; i++)
        if (is_for_signatures(json_array_get(keys, i)))
            take_key(arena, json_array_get(keys, i), keys_out);
    if (document)
        *why_out = "no key in it is for signatures";
    json_decref(document);
    return keys_out->count > 0;
}

bool oidc_token_read(struct arena *arena, const char *bytes, size_t length, const char **id_token_out, bool *refused_out,
                     const char **why_out)
{
    json_t *document = json_document_open(bytes, length, why_out);

    *id_token_out = NULL;
    *refused_out = false;
    if (!document)
        return false;
    *refused_out = json_object_get(document, "error") != NULL;
    *id_token_out = json_document_text(arena, document, "id_token");
    json_decref(document);
    *why_out = *refused_out ? "the provider does not take the code" : "no ID token in it";
    return *id_token_out != NULL && !*refused_out;
}

static long long time_in(const json_t *claims, const char *name)
{
    const json_t *value = json_object_get(claims, name);

    return json_is_integer(value) ? json_integer_value(value) : 0;
}

static void take_audiences(struct arena *arena, const json_t *claims, struct id_token *token)
{
    const json_t *audience = json_object_get(claims, "aud");

    if (json_is_string(audience)) {
        token->audience_count = 1;
        token->audiences[0] = json_document_text(arena, claims, "aud");
        return;
    }
    token->audience_count = json_array_size(audience);
    for (size_t i = 0; i < token->audience_count && i < ID_TOKEN_AUDIENCES; i++) {
        const char *text = json_string_value(json_array_get(audience, i));

        token->audiences[i] = text ? arena_copy(arena, text) : NULL;
    }
}

bool oidc_claims_read(struct arena *arena, const char *bytes, size_t length, struct id_token *token_out,
                      const char **why_out)
{
    json_t *claims = json_document_open(bytes, length, why_out);

    if (!claims)
        return false;
    *token_out = (struct id_token){
        .issuer = json_document_text(arena, claims, "iss"),
        .subject = json_document_text(arena, claims, "sub"),
        .authorized_party = json_document_text(arena, claims, "azp"),
        .nonce = json_document_text(arena, claims, "nonce"),
        .acr = json_document_text(arena, claims, "acr"),
        .expires = time_in(claims, "exp"),
        .issued = time_in(claims, "iat"),
        .not_before = time_in(claims, "nbf"),
    };
    take_audiences(arena, claims, token_out);
    json_decref(claims);
    return true;
}
