/* Works the queue of logins through OpenID providers (requirement A4): takes a code, asks the provider who it is, hands that to
 * the store; and keeps what the providers say of themselves. */
#ifndef REGISTER_TASK_OIDC_H
#define REGISTER_TASK_OIDC_H

#include <stdbool.h>

#include "register/outside/oidc.h"
#include "register/store/store.h"

#define OIDC_PROVIDERS 2

struct oidc_task {
    struct store store; /* under the account of logins */
    struct http_client *client;
    struct oidc_provider providers[OIDC_PROVIDERS];
    long long due[OIDC_PROVIDERS]; /* when each is to be asked again what it says of itself; 0: now */
    size_t provider_count;
};

enum oidc_step { OIDC_STEP_WORKED, OIDC_STEP_IDLE, OIDC_STEP_DOWN };

/* What is due, then one login or none. The arena is emptied by the caller. */
enum oidc_step oidc_step(struct oidc_task *task, struct arena *arena);

#endif
