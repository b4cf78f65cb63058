/* An OpenID provider as the register knows it: where its pages and services are (OpenID Connect Discovery 1.0). */
#ifndef REGISTER_DOMAIN_ACCESS_OIDC_H
#define REGISTER_DOMAIN_ACCESS_OIDC_H

#include <stdbool.h>

struct oidc_endpoints {
    const char *issuer;
    const char *authorization; /* where a person logs in */
    const char *end_session;   /* where she logs out; "": nowhere */
    const char *token, *keys;  /* for programs */
    bool sends_issuer;         /* names itself in each answer (RFC 9207) */
    bool takes_basic;          /* our secret may stand in the Authorization header; else in the form */
};

/* Why a login ended without anybody let in, as stored. "": it did not. */
#define OIDC_REASON_DENIED "denied"   /* the person said no, or the provider did not let her in */
#define OIDC_REASON_AWAY "away"       /* the provider does not answer, or not in time */
#define OIDC_REASON_DOUBTED "doubted" /* its answer is not what it must be */

#endif
