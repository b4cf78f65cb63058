/* What an OpenID provider sends, as structs: what it says of itself, its keys, a token. Everything in them is unproved. */
#ifndef REGISTER_OUTSIDE_OIDC_DOCUMENT_H
#define REGISTER_OUTSIDE_OIDC_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/arena.h"
#include "engine/base/crypto/jose.h"
#include "register/domain/access/id_token.h"
#include "register/domain/access/oidc.h"

#define OIDC_KEYS_AT_MOST 32

struct oidc_keys {
    struct jose_key items[OIDC_KEYS_AT_MOST];
    size_t count;
};

/* Texts live in the arena. false: it cannot be used, and *why_out, a fixed text, says why. Metadata are refused where the
 * issuer is another, an address is neither https nor this machine's own, or neither code nor S256 is offered. */
bool oidc_metadata_read(struct arena *arena, const char *bytes, size_t length, const char *issuer,
                        struct oidc_endpoints *endpoints_out, const char **why_out);
/* Public RSA and EC keys for signatures; others are passed over. */
bool oidc_keys_read(struct arena *arena, const char *bytes, size_t length, struct oidc_keys *keys_out, const char **why_out);
/* The answer of the token service: the ID token alone is wanted. *refused_out: the provider does not take the code. */
bool oidc_token_read(struct arena *arena, const char *bytes, size_t length, const char **id_token_out, bool *refused_out,
                     const char **why_out);
bool oidc_claims_read(struct arena *arena, const char *bytes, size_t length, struct id_token *token_out,
                      const char **why_out);

#endif
