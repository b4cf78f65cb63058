/* An OpenID provider, asked: what it says of itself, and who the person is that came back with a code (requirement A4;
 * OpenID Connect Core 3.1, RFC 7636, RFC 7523). */
#ifndef REGISTER_OUTSIDE_OIDC_H
#define REGISTER_OUTSIDE_OIDC_H

#include "register/outside/http_client.h"
#include "register/outside/oidc_document.h"

/* How we are known to it, and what of it is known. Begins with what the settings say, the rest zero; ended by oidc_forget. */
struct oidc_provider {
    const char *name;         /* "portal", "idporten": in our tables */
    const char *issuer, *client;
    const char *secret;       /* NULL: none */
    const char *private_key;  /* a JWK; NULL: none. Used before the secret */
    const char *acr_values;   /* any one of these must be reached; "": not asked for */
    const char *redirect;     /* where its answers go */
    struct arena *known;      /* holds the following; NULL: nothing is known yet */
    struct oidc_endpoints endpoints;
    struct arena *key_ring;   /* holds the keys */
    struct oidc_keys keys;
    long long keys_at;        /* when they were last asked for: monotonic, in microseconds */
};

/* Asks what it says of itself, and for its keys. false: what was known stays, and *why_out, a fixed text, says why. */
bool oidc_discover(struct oidc_provider *provider, struct http_client *client, struct arena *arena, const char **why_out);

struct oidc_question {
    const char *code, *verifier, *nonce;
};

enum oidc_result {
    OIDC_VERIFIED,
    OIDC_AWAY,   /* no answer, or not in time */
    OIDC_DOUBTED /* an answer that nobody may be let in by */
};

/* *subject_out: who it is, there. Else *why_out, a fixed text without data, for the log. */
enum oidc_result oidc_ask(struct oidc_provider *provider, struct http_client *client, struct arena *arena,
                          const struct oidc_question *question, const char **subject_out, const char **why_out);

void oidc_forget(struct oidc_provider *provider);

#endif
