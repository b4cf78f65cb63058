/* Signed JSON over cjose. */
#include "engine/base/crypto/jose.h"

#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

enum { TOKEN_AT_MOST = 64 * 1024, RSA_BITS_LEAST = 2048 };

/* Each way of signing, and the type of key it takes. */
static const struct way {
    const char *algorithm, *type;
} ways[] = {{"RS256", "RSA"}, {"PS256", "RSA"}, {"ES256", "EC"}};

static const struct way *way_named(const char *algorithm)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (text_equal(algorithm, ways[i].algorithm))
            return &ways[i];
    return NULL;
}

static cjose_jws_t *import(const char *token)
{
    size_t length = token ? strnlen(token, TOKEN_AT_MOST + 1) : 0;
    cjose_err error;

    return length > 0 && length <= TOKEN_AT_MOST ? cjose_jws_import(token, length, &error) : NULL;
}

bool jose_header_read(struct arena *arena, const char *token, struct jose_header *header_out)
{
    cjose_jws_t *jws = import(token);
    cjose_header_t *header = jws ? cjose_jws_get_protected(jws) : NULL;
    const char *algorithm, *key_id;
    char *critical = NULL;
    cjose_err error;

    *header_out = (struct jose_header){0};
    if (header)
        critical = cjose_header_get_raw(header, "crit", &error); /* must be understood, and nothing of it is */
    if (header && !critical) {
        algorithm = cjose_header_get(header, CJOSE_HDR_ALG, &error);
        key_id = cjose_header_get(header, CJOSE_HDR_KID, &error);
        header_out->algorithm = way_named(algorithm) ? arena_copy(arena, algorithm) : NULL;
        header_out->key_id = key_id ? arena_copy(arena, key_id) : NULL;
    }
    free(critical);
    if (jws)
        cjose_jws_release(jws);
    return header_out->algorithm != NULL;
}

bool jose_key_fits(const struct jose_key *key, const struct jose_header *header)
{
    const struct way *way = way_named(header->algorithm);

    return way && text_equal(key->type, way->type) && (!key->algorithm || text_equal(key->algorithm, header->algorithm)) &&
           (!header->key_id || text_equal(key->key_id, header->key_id));
}

static bool is_strong(const cjose_jwk_t *key)
{
    cjose_err error;
    cjose_jwk_kty_t type = cjose_jwk_get_kty(key, &error);

    if (type == CJOSE_JWK_KTY_RSA)
        return cjose_jwk_get_keysize(key, &error) >= RSA_BITS_LEAST;
    return type == CJOSE_JWK_KTY_EC && cjose_jwk_EC_get_curve(key, &error) == CJOSE_JWK_EC_P_256;
}

static bool take_payload(struct arena *arena, const cjose_jws_t *jws, const char **payload_out, size_t *length_out)
{
    uint8_t *bytes = NULL;
    cjose_err error;

    if (!cjose_jws_get_plaintext(jws, &bytes, length_out, &error))
        return false;
    *payload_out = arena_copy_n(arena, (const char *)bytes, *length_out);
    return true;
}

bool jose_verify(struct arena *arena, const char *token, const struct jose_key *key, const char **payload_out,
                 size_t *length_out)
{
    struct jose_header header;
    cjose_err error;
    bool good = jose_header_read(arena, token, &header) && jose_key_fits(key, &header);
    cjose_jws_t *jws = good ? import(token) : NULL;
    cjose_jwk_t *jwk = good ? cjose_jwk_import(key->json, strlen(key->json), &error) : NULL;

    good = jws && jwk && is_strong(jwk) && cjose_jws_verify(jws, jwk, &error) &&
           take_payload(arena, jws, payload_out, length_out);
    if (jwk)
        cjose_jwk_release(jwk);
    if (jws)
        cjose_jws_release(jws);
    return good;
}

static cjose_header_t *header_for(const cjose_jwk_t *key)
{
    cjose_err error;
    bool is_rsa = cjose_jwk_get_kty(key, &error) == CJOSE_JWK_KTY_RSA;
    const char *key_id = cjose_jwk_get_kid(key, &error);
    cjose_header_t *header = cjose_header_new(&error);

    if (header && (!cjose_header_set(header, CJOSE_HDR_ALG, is_rsa ? "RS256" : "ES256", &error) ||
                   (key_id && !cjose_header_set(header, CJOSE_HDR_KID, key_id, &error)))) {
        cjose_header_release(header);
        return NULL;
    }
    return header;
}

const char *jose_sign(struct arena *arena, const char *private_key, const char *payload)
{
    cjose_err error;
    cjose_jwk_t *key = cjose_jwk_import(private_key, strlen(private_key), &error);
    cjose_header_t *header = key && is_strong(key) ? header_for(key) : NULL;
    cjose_jws_t *jws =
        header ? cjose_jws_sign(key, header, (const uint8_t *)payload, strlen(payload), &error) : NULL;
    const char *compact = NULL, *signed_text = NULL;

    if (jws && cjose_jws_export(jws, &compact, &error))
        signed_text = arena_copy(arena, compact);
    if (jws)
        cjose_jws_release(jws);
    if (header)
        cjose_header_release(header);
    if (key)
        cjose_jwk_release(key);
    return signed_text;
}
