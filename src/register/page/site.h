/* What every page of one worker stands on; made once, lives as long as the worker. */
#ifndef REGISTER_PAGE_SITE_H
#define REGISTER_PAGE_SITE_H

#include <stdbool.h>

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"
#include "engine/view/template.h"
#include "register/context/context.h"
#include "register/domain/jobbsjansen/names.h"
#include "register/page/list/place.h"
#include "register/store/place.h"
#include "register/store/session.h"
#include "register/store/store.h"

/* An OpenID provider that people may log in through (requirement A4), as the settings have it. */
struct site_provider {
    const char *name, *label;
    const char *issuer, *client, *scope;
    const char *acr_values; /* "": not asked for */
};

#define SITE_PROVIDERS 2

struct site {
    const struct codebook *codebook;
    const struct codebook_register *reg; /* Jobbsjansen */
    const struct codebook_register *introduksjon; /* the introduction programme; NULL: the codebook has none, nor the site */
    const struct codebook *const *before; /* those in use before, the newest first: what a page drawn then may hold */
    size_t before_count;
    struct names names;                  /* the variables that pages need by name */
    struct view *view;
    struct store store;
    struct context_rules rules;
    const char *base_path; /* "" or "/jobbsjansen" */
    unsigned char person_key[CONTEXT_KEY_SIZE]; /* PersonId is derived with it (P4) */
    unsigned char factor_key[CONTEXT_KEY_SIZE]; /* second factors are sealed with it (A4) */
    bool synthetic_numbers;
    bool any_duf_check; /* a DUF number's check digits may be any */
    struct login_limits login_limits;
    struct site_provider providers[SITE_PROVIDERS];
    size_t provider_count;
    const char *address;    /* as people reach the site, with base_path; "" where no provider is set */
    bool password_login;    /* by user name and password; else through a provider alone */
    const char *contact_support, *contact_login; /* mail addresses, or "" */
    struct arena *lasting;  /* for what is read once */
    struct places places;   /* districts; read with the first request that can */
    bool places_known;
    struct list_places offered; /* of the places, in panels of filters */
    struct list_offers lacking; /* questions that answers can be missing of */
};

#endif
