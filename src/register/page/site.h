/* What every page of one worker stands on; made once, lives as long as the worker. */
#ifndef REGISTER_PAGE_SITE_H
#define REGISTER_PAGE_SITE_H

#include <stdbool.h>

#include "engine/base/arena.h"
#include "engine/codebook/codebook.h"
#include "engine/view/template.h"
#include "register/context/context.h"
#include "register/domain/jobbsjansen/names.h"
#include "register/store/place.h"
#include "register/store/session.h"
#include "register/store/store.h"

struct site {
    const struct codebook *codebook;
    const struct codebook_register *reg; /* Jobbsjansen */
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
    struct login_limits login_limits;
    const char *contact_support, *contact_login; /* mail addresses, or "" */
    struct arena *lasting;  /* for what is read once */
    struct places places;   /* districts; read with the first request that can */
    bool places_known;
};

#endif
