/* Login, sessions and who a session is. The database keeps the context of access itself:
 * opening a session here is what makes the scoped views show anything (requirement A2). */
#ifndef REGISTER_STORE_SESSION_H
#define REGISTER_STORE_SESSION_H

#include <stdbool.h>

#include "register/domain/access/grant.h"
#include "register/store/store.h"

/* Tells the database who asks. *account_out is NULL where the token is unknown or over; its scopes are those of the register
 * `reg`. One round trip. */
enum store_result session_open(struct store *store, struct arena *arena, const char *token, const char *reg,
                               const struct account **account_out);
/* Nobody asks any more: the connection shows nothing until the next open. A round trip only where somebody did. */
enum store_result session_leave(struct store *store, struct arena *arena);
/* Logs out: ends the open session. */
enum store_result session_end(struct store *store, struct arena *arena);

struct login_attempt {
    const char *id;
    bool allowed;        /* false: too many failures, wait */
    long retry_seconds;
    const char *prefix; /* what the password's hash is to be computed with; made up for unknown names */
};

enum store_result login_begin(struct store *store, struct arena *arena, const char *username,
                              const char *remote, const char *browser_token, struct login_attempt *attempt_out);

struct login_limits {
    long idle_seconds, total_seconds;
};

struct login_session { /* that is to be, whole or half */
    const char *token;
    const char *browser; /* browser_of's */
    struct login_limits limits;
};

enum login_outcome {
    LOGIN_WRONG,
    LOGIN_OK,  /* a session; the one that was open is over */
    LOGIN_HALF,    /* a half session: the second factor is to come (requirement A4) */
    LOGIN_REGISTER /* a half session: an app is to be registered first */
};

/* The database compares `encoded` with what it holds; only then is there a session. */
enum store_result login_finish(struct store *store, struct arena *arena, const struct login_attempt *attempt,
                               const char *encoded, const struct login_session *session, enum login_outcome *outcome_out);

struct own_session {
    long long number;
    bool is_this;
    const char *created_at, *seen_at, *ends_at; /* instants as stored */
    const char *remote;               /* the address it was begun from */
    const char *browser;              /* browser_of's */
};

/* The user's sessions that are not over, this one first. */
enum store_result session_list(struct store *store, struct arena *arena, const struct own_session **sessions_out,
                               size_t *count_out);
/* Ends one of her other sessions, or all of them (0). *ended_out: how many; nobody else's can be ended. */
enum store_result session_end_other(struct store *store, struct arena *arena, long long number, long *ended_out);

#endif
