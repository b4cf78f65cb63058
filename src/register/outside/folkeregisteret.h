/* Folkeregisteret: what it says of the one who has a number (requirements P3, P8, E1, E4). */
#ifndef REGISTER_OUTSIDE_FOLKEREGISTERET_H
#define REGISTER_OUTSIDE_FOLKEREGISTERET_H

#include <stdbool.h>

#include "engine/base/arena.h"
#include "register/domain/jobbsjansen/fetched.h"
#include "register/domain/jobbsjansen/lookup.h"
#include "register/outside/http_client.h"

/* Where the access token comes from. false: none can be had now, and *why_out says why, without data. */
struct outside_token_source {
    bool (*token)(void *context, struct arena *arena, const char **token_out, const char **why_out);
    void *context;
};

/* A look-up makes so many calls: one for how she stands now, one for when she came (which asks for history). */
#define FOLKEREGISTERET_CALLS 2

struct folkeregisteret {
    struct http_client *client;
    struct outside_token_source token;
    const char *address;     /* of the package, with its version: "https://.../offentlig-med-hjemmel/api/v1" */
    size_t name_at_most;     /* letters that the register can keep */
    bool synthetic_numbers;  /* a new number may be one made for testing */
};

enum folkeregisteret_result { FOLKEREGISTERET_FOUND, FOLKEREGISTERET_ABSENT, FOLKEREGISTERET_TROUBLE };

struct folkeregisteret_trouble {
    enum lookup_trouble kind;
    unsigned wait_ms; /* that the register asks for; 0: nothing */
    int status;       /* 0: no answer at all */
    const char *why;  /* for the log, without data */
};

/* `context` is a struct folkeregisteret; the arena takes up to some megabytes. A person with a protected address comes
 * without her name. An answer on somebody else than the one asked for is trouble, never an answer. */
enum folkeregisteret_result folkeregisteret_ask(void *context, struct arena *arena, const char *number,
                                                struct fetched *fetched_out,
                                                struct folkeregisteret_trouble *trouble_out);

#endif
