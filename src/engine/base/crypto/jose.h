/* Signed JSON (RFC 7515): checking what others signed, signing what we say. The only module that includes cjose. */
#ifndef ENGINE_BASE_CRYPTO_JOSE_H
#define ENGINE_BASE_CRYPTO_JOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"

/* Which way a token says it was signed, and with which key. Nothing of it is proved yet. */
struct jose_header {
    const char *algorithm;
    const char *key_id; /* NULL: not said */
};

/* One public key as its owner published it. */
struct jose_key {
    const char *json; /* a JWK */
    const char *type; /* "RSA" or "EC": `kty` */
    const char *algorithm; /* `alg`; NULL: any that fits the type */
    const char *key_id;    /* NULL: it has none */
};

/* false: no signed token in the compact form, or one signed in another way than RS256, PS256 or ES256: never `none`, and never
 * by a shared secret, which would be the published key itself. */
bool jose_header_read(struct arena *arena, const char *token, struct jose_header *header_out);

/* Whether a key of this kind may have made such a signature. */
bool jose_key_fits(const struct jose_key *key, const struct jose_header *header);

/* Checks the signature; *payload_out is what was signed, with a NUL after it, in the arena. RSA keys below 2048 bits are
 * refused. */
bool jose_verify(struct arena *arena, const char *token, const struct jose_key *key, const char **payload_out,
                 size_t *length_out);

/* Signs with a private key (a JWK with its private part; RSA: RS256, P-256: ES256), its key id in the header. NULL: the key
 * cannot be used. */
const char *jose_sign(struct arena *arena, const char *private_key, const char *payload);

#endif
