/* Logins through an OpenID provider (requirement A4): begun and finished by workers, answered by a daemon of their own. */
#ifndef REGISTER_STORE_OIDC_H
#define REGISTER_STORE_OIDC_H

#include <stdbool.h>

#include "register/domain/access/oidc.h"
#include "register/store/session.h"
#include "register/store/store.h"

/* For workers. */

enum oidc_purpose {
    OIDC_LOGIN,
    OIDC_TIE,   /* the user who is logged in wants to be known by it */
    OIDC_INVITE /* who is invited takes it by logging in */
};

struct oidc_start {
    const char *provider, *issuer; /* as the settings name them */
    const char *browser, *state;   /* random tokens */
    enum oidc_purpose purpose;
    const char *link;              /* the token of the invitation, for OIDC_INVITE */
    const struct login_attempt *attempt; /* for OIDC_TIE, with the hash of her password, where she has one; else NULL */
    const char *encoded;
    const char *return_to;         /* a path of ours, or NULL */
    const char *remote;
};

enum oidc_begun {
    OIDC_BEGUN,
    OIDC_BEGUN_AWAY,
    OIDC_BEGUN_MANY,
    OIDC_BEGUN_PASSWORD, /* it is wrong */
    OIDC_BEGUN_LOGIN     /* she has none, and logged in too long ago */
};

/* *endpoint_out: where the browser is to go. */
enum store_result oidc_begin(struct store *store, struct arena *arena, const struct oidc_start *start,
                             enum oidc_begun *begun_out, const char **endpoint_out);

/* What the browser came back with: a code, or an error. ASCII alone; NULL where missing. */
struct oidc_return {
    const char *browser, *state, *issuer, *code;
    bool denied;
    const char *verifier, *nonce;
};

/* *known_out: it is a login that this browser has begun, and its end can be asked for. */
enum store_result oidc_answer(struct store *store, struct arena *arena, const struct oidc_return *back, bool *known_out);

enum oidc_outcome {
    OIDC_WAITING,
    OIDC_IN,       /* there is a session */
    OIDC_STRANGER, /* nobody of ours */
    OIDC_TIED,
    OIDC_TAKEN,    /* another user is known by it */
    OIDC_HAS,      /* she is known there as another already */
    OIDC_GONE,     /* the invitation's link is good no more */
    OIDC_SELF,     /* she has sent it herself */
    OIDC_KNOWN,    /* somebody with its address can log in, and is not known there */
    OIDC_REFUSED,
    OIDC_UNKNOWN
};

struct oidc_finished {
    enum oidc_outcome outcome;
    const char *reason, *return_to, *provider;
};

enum store_result oidc_finish(struct store *store, struct arena *arena, const char *browser, const char *remote,
                              const struct login_session *session, struct oidc_finished *finished_out);

/* Where the session that is open was begun, and is to be ended too. NULL: nowhere. */
enum store_result oidc_logout(struct store *store, struct arena *arena, const char **provider_out, const char **endpoint_out);

struct oidc_identity {
    const char *issuer, *tied_at;
};

enum store_result oidc_identities(struct store *store, struct arena *arena, const struct oidc_identity **identities_out,
                                  size_t *count_out);
/* *gone_out false: it is her only way in. */
enum store_result oidc_identity_remove(struct store *store, struct arena *arena, const char *issuer, bool *gone_out);

/* For the daemon. */

struct oidc_job {
    const char *id; /* NULL: there is none */
    const char *key, *provider, *issuer, *code, *verifier, *nonce;
};

enum store_result oidc_provider_put(struct store *store, struct arena *arena, const char *name,
                                    const struct oidc_endpoints *endpoints);
enum store_result oidc_take(struct store *store, struct arena *arena, struct oidc_job *job_out);
/* Who it is; NULL: nobody is let in, for that reason. */
enum store_result oidc_done(struct store *store, struct arena *arena, const struct oidc_job *job, const char *subject,
                            const char *reason);

#endif
