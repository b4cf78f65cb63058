/* The activity log, for the system owner (requirement L2): what the two logs hold as one list in the order of time. */
#ifndef REGISTER_STORE_ACTIVITY_H
#define REGISTER_STORE_ACTIVITY_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/store/store.h"

enum activity_kind { /* as the logs number them */
    ACTIVITY_MADE = 1,
    ACTIVITY_CHANGED,
    ACTIVITY_DELETED,
    ACTIVITY_OPENED,
    ACTIVITY_DOWNLOADED,
    ACTIVITY_LOGIN,
    ACTIVITY_KINDS /* one more than the last */
};

enum { ACTIVITY_ANYBODY = -1, ACTIVITY_SYSTEM = 0 };

struct activity_query {
    unsigned kinds;        /* 1 << kind for each; at least one */
    long long user;        /* a user's number, or one of the two above */
    const char *from, *to; /* as stored; `to` itself is not in it; NULL: no border */
    const char *search;    /* reference of a search for one person (search_keep), or NULL */
};

/* Where an event stands in the list. */
struct activity_place {
    const char *at; /* as stored; NULL: nowhere */
    int source;     /* which log */
    const char *id; /* its number there */
};

struct activity_event {
    struct activity_place place;
    enum activity_kind kind;
    long long user_id; /* 0: the system, or nobody known */
    const char *user_name, *brukernavn; /* brukernavn NULL: not a user */
    bool is_change;      /* `content` is {"column": [old, new]} of the table `what`; else an object, of what was opened */
    const char *action;  /* "insert", "open" ... */
    const char *what, *row_key, *content;
    participant_id participant; /* 0: not about one */
    const char *kommunenavn, *bydel; /* hers now, or when she was deleted; NULL: not known */
    bool is_deleted;
    bool is_of_introduksjon; /* the participant is of the introduction programme */
};

struct activity_list {
    const struct activity_event *events; /* the newest first */
    size_t count;
    long total;    /* of all that match, 1 001 for more than a thousand; not told for a download */
    bool is_there; /* false: `search` is no search of the user's, and nothing is told */
};

/* The events next to `after` on the older or newer side; from the newest on where it is nowhere. At most `limit`, 1 to 1001.
 * That they are looked at is noted before they are told, but not under a receipt's reference (NULL for a page): that download
 * is noted already. */
enum store_result activity_load(struct store *store, struct arena *arena, const struct activity_query *query,
                                const struct activity_place *after, bool newer, unsigned limit, const char *receipt,
                                struct activity_list *list_out);

struct activity_user {
    long long id;
    const char *brukernavn, *name;
};

/* Those whose user name or a word of whose name begins so, at most 20; whose user name it is comes first. */
enum store_result activity_users(struct store *store, struct arena *arena, const char *text,
                                 const struct activity_user **users_out, size_t *count_out);

#endif
