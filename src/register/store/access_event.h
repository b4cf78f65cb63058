/* What was done with one person's data, as the logs tell it (requirement L4). The system owner's alone. */
#ifndef REGISTER_STORE_ACCESS_EVENT_H
#define REGISTER_STORE_ACCESS_EVENT_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/domain/person_search.h"
#include "register/store/store.h"

enum access_kind {
    ACCESS_EVENT_SEEN,       /* opened, searched for, shown in a list: `action` and `what` of the log of access */
    ACCESS_EVENT_CHANGE,     /* a row of the log of changes */
    ACCESS_EVENT_DOWNLOAD,   /* a file that could have held her */
    ACCESS_EVENT_TOLD,       /* the user was told that she is registered elsewhere */
    ACCESS_EVENT_KINDS
};

/* Her data as they were when a download began, and what was searched for in it. */
struct access_download {
    const char *address;
    const char *person_id, *number, *name, *kommunenummer, *bydel, *start, *end, *status, *created_by_name;
    long financing; /* -1: none */
    unsigned long long confirmed_years;
    const struct person_search *search; /* NULL: none */
};

struct access_event {
    enum access_kind kind;
    long long log_id;
    const char *at; /* in UTC */
    long long user_id; /* 0: the register itself */
    const char *user_name;
    const char *action, *what;
    participant_id id;        /* 0: of the person */
    const char *request;      /* of a change: what was written in one request has it alike; NULL: from before that was kept */
    const char *table;        /* of a change */
    const char *columns;      /* of a change: JSON list of names */
    const char *variable;     /* of a change among several choices, or NULL */
    const struct access_download *download; /* NULL of other kinds */
};

struct access_events {
    struct access_event *items; /* of one kind after the other, each the latest first */
    size_t count, room;
    bool is_cut; /* there were more */
};

/* All of the person of that search until `until`, or the latest where there are more than about `most` of a kind (SIZE_MAX: all). `also`: PersonIds, with a comma between, that her numbers stand for in the log. */
enum store_result access_events_load(struct store *store, struct arena *arena, const char *reference, const char *also,
                                     const char *until, size_t most, struct access_events *events_out);

/* Where somebody worked, and when. */
struct access_workplace {
    long long user_id;
    bool is_national; /* IMDi: the place is empty */
    const char *kommunenavn, *bydelsnavn, *from, *to; /* dates; `to` NULL: still */
};

struct access_workplaces {
    const struct access_workplace *items;
    size_t count;
};

/* Of those who did these things. */
enum store_result access_workplaces_load(struct store *store, struct arena *arena, const struct access_events *events,
                                         struct access_workplaces *workplaces_out);

#endif
