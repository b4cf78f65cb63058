/* What people did with one person's data, in words: rows of the logs become acts, and acts of a day lines (requirement L4). */
#ifndef REGISTER_PAGE_ACCESS_REPORT_ACTS_H
#define REGISTER_PAGE_ACCESS_REPORT_ACTS_H

#include "register/page/visit.h"
#include "register/store/access_event.h"

enum act_kind {
    ACT_OPENED,
    ACT_LISTED,
    ACT_SEARCHED,
    ACT_REPORTED,
    ACT_DOWNLOADED,
    ACT_PERHAPS_DOWNLOADED,
    ACT_CREATED,
    ACT_CHANGED,
    ACT_CONFIRMED,
    ACT_DISCHARGED,
    ACT_DELETED,
    ACT_RESTORED,
    ACT_FETCHED, /* by the register itself */
    ACT_TOLD
};

struct act {
    enum act_kind kind;
    const char *at; /* in UTC */
    long long user_id;
    const char *who;   /* display name at that time */
    const char *where; /* where she worked on that day, in words */
    const char *about; /* which page, file or questions, in words; "" */
    unsigned long count; /* of a line: how many acts */
};

struct acts {
    struct act *items; /* the latest first */
    size_t count;
    bool is_cut; /* the logs have more */
};

/* "Endret opplysninger om deg" */
const char *act_label(enum act_kind kind);

/* `most`: as of access_events_load. */
enum outcome acts_load(struct visit *visit, const char *reference, const char *also, const char *until, size_t most, struct acts *acts_out);

/* One line for all that a user did of one kind on one day. */
struct acts acts_by_day(struct arena *arena, const struct acts *acts);

#endif
