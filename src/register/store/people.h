/* People and what they may, as those see and change it who administer them (requirements A1-A3). The database answers by who asks:
 * what she may not see is not there. */
#ifndef REGISTER_STORE_PEOPLE_H
#define REGISTER_STORE_PEOPLE_H

#include "register/domain/access/grant.h"
#include "register/store/store.h"

enum people_state { PEOPLE_NOW, PEOPLE_COMING, PEOPLE_OVER };

/* What is given: a role in a register in a place, from a day to a day. */
struct people_gift {
    enum access_role role;
    const char *reg, *kommunenummer, *bydel; /* "" where the role has none; "" of bydel: the whole municipality */
    const char *from, *to;                   /* yyyy-mm-dd; to is NULL where no last day is set */
};

struct people_grant {
    long long number;
    struct people_gift gift;
    const char *ended_at; /* the instant in UTC, where it was taken away; or NULL */
    enum people_state state;
};

struct person {
    unsigned long long id; /* opaque */
    const char *name, *username, *email, *phone;
    const char *last_login; /* instant in UTC; NULL: not in 90 days, or not told */
    bool is_self;
    bool has_access; /* today or later, as far as the one who asks may see */
    const struct people_grant *grants;
    size_t grant_count;
};

struct people {
    unsigned long total;
    const struct person *items;
    size_t count;
};

struct people_asked {
    const char *name;          /* part of name, user name or address; "" for all */
    const char *kommunenummer; /* "" for all */
    unsigned long offset;
    unsigned limit; /* 1-100 */
};

/* Those with access first, by name; with their grants that are not over. */
enum store_result people_list(struct store *store, struct arena *arena, const struct people_asked *asked,
                              struct people *people_out);
/* *person_out is NULL for nobody she may know of. Grants that are over stand last. */
enum store_result people_open(struct store *store, struct arena *arena, unsigned long long id,
                              const struct person **person_out);

struct administrator {
    const char *name, *email, *phone, *reg, *kommunenummer, *bydel;
};

struct administrators {
    unsigned long total;
    const struct administrator *items;
    size_t count;
};

/* Who administers what today: for IMDi. The search is by name. */
enum store_result people_administrators(struct store *store, struct arena *arena, const struct people_asked *asked,
                                        struct administrators *administrators_out);

enum people_outcome {
    PEOPLE_DONE,
    PEOPLE_ABSENT,   /* there is none, or none she may see */
    PEOPLE_STALE,    /* somebody changed it in between */
    PEOPLE_SELF,     /* nobody changes what she may herself */
    PEOPLE_LAST,     /* a municipality would be without administrator, or the register without system owner */
    PEOPLE_TWICE,    /* she has it already, or is invited to it */
    PEOPLE_BEGUN,    /* a first day that has been stays */
    PEOPLE_DATES,
    PEOPLE_PLACE,
    PEOPLE_ROLE,
    PEOPLE_INACTIVE, /* she cannot log in, and is to be invited anew */
    PEOPLE_KNOWN,    /* somebody with that address can log in */
    PEOPLE_MANY,     /* too many invitations in a day */
    PEOPLE_SOON,     /* the last mail is not a minute old */
    PEOPLE_GONE,     /* the invitation or its link is not good any more */
    PEOPLE_NAME      /* the user name is in use */
};
/* The word a procedure answered with; a new one is our bug. */
enum people_outcome people_outcome_named(const char *word);

enum store_result people_change(struct store *store, struct arena *arena, const struct person *shown, const char *name,
                                const char *phone, enum people_outcome *outcome_out);
enum store_result people_grant_add(struct store *store, struct arena *arena, unsigned long long id,
                                   const struct people_gift *gift, enum people_outcome *outcome_out);
struct people_dates {
    const char *from, *to;
};
enum store_result people_grant_change(struct store *store, struct arena *arena, unsigned long long id, long long number,
                                      struct people_dates shown, struct people_dates dates,
                                      enum people_outcome *outcome_out);
/* One of her grants, or all of them that are to be seen (0). Her sessions end. */
enum store_result people_grant_end(struct store *store, struct arena *arena, unsigned long long id, long long number,
                                   enum people_outcome *outcome_out);

#endif
