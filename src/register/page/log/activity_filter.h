/* What the activity log is narrowed to, as its address says (requirement L2). */
#ifndef REGISTER_PAGE_LOG_ACTIVITY_FILTER_H
#define REGISTER_PAGE_LOG_ACTIVITY_FILTER_H

#include "register/page/visit.h"
#include "register/store/activity.h"

/* The fields that are typed. */
enum activity_box { ACTIVITY_USER, ACTIVITY_FROM, ACTIVITY_TO, ACTIVITY_BOXES };
extern const char *const activity_fields[ACTIVITY_BOXES]; /* "bruker", "fra", "til" */

struct activity_filter {
    unsigned chosen;                   /* kinds with their box ticked, 1 << kind; 0: all */
    const char *typed[ACTIVITY_BOXES]; /* "" where nothing is */
    const char *problems[ACTIVITY_BOXES];
    size_t problem_count;
    const struct activity_user *users; /* whom the text may mean, where it does not say one */
    size_t user_count;
    const char *user_shown;        /* who it is; NULL: anybody */
    struct activity_query query;   /* good where there is no problem */
    struct activity_place after;
    bool newer;
    bool untidy; /* the address holds fields that say nothing */
};

/* OUTCOME_BAD names a field that is not known; what is typed and not understood is a problem. */
enum outcome activity_filter_read(struct visit *visit, const struct http_fields *fields, struct activity_filter *filter_out);

/* "?handling=endret&bruker=oslo", or ""; without the place and, where `without` is so, without the search for a person. */
const char *activity_filter_query(struct arena *arena, const struct activity_filter *filter, bool without_search);
/* The address's field for going on from an event, "eldre=20261120130102000000-2-17". */
const char *activity_filter_place(struct arena *arena, const struct activity_place *place, bool newer);

/* "endret": as a kind stands in addresses; NULL for one that does not. */
const char *activity_kind_name(enum activity_kind kind);
const char *activity_kind_shown(enum activity_kind kind); /* "Endret" */

#endif
