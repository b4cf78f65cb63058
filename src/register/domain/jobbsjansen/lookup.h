/* How the look-up of a participant's name stands, what may be confirmed then, and when to ask again.
 * Requirements P3, E1; ui guide "Name lookup". */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_LOOKUP_H
#define REGISTER_DOMAIN_JOBBSJANSEN_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

/* As stored; words in this order in lookup.c. */
enum lookup_state {
    LOOKUP_NONE,     /* never asked: came in another way */
    LOOKUP_WAITING,  /* asked, and not answered yet */
    LOOKUP_FAILING,  /* asked more than once in vain; asked again by itself */
    LOOKUP_FOUND,
    LOOKUP_WITHHELD, /* she is there, but no name that may be shown */
    LOOKUP_ABSENT    /* nobody there has this number */
};

/* What the caseworker is to be told beside the state, as bits. */
enum lookup_note {
    LOOKUP_MAN = 1,
    LOOKUP_NAME_ARRIVED = 2, /* after her identity was confirmed in another way */
    LOOKUP_NAME_CHANGED = 4, /* after the name was confirmed */
    LOOKUP_NUMBER_CHANGED = 8
};

struct lookup {
    enum lookup_state state;
    unsigned notes;
    const char *asked_at, *answered_at, *snapshot_at; /* instants in UTC, or NULL */
    long round; /* raised whenever another name came: a name is confirmed as it was shown */
    const char *reason; /* how she is known where no name could be had, or NULL */
};

enum lookup_state lookup_state_named(const char *name); /* LOOKUP_NONE for anything else */
unsigned lookup_notes_named(const char *names);         /* "man,name_changed" */

/* The one gate of `navn_bekreftet`: there is a name to compare, or she is known in another way. */
bool lookup_may_tick(const struct lookup *lookup, const char *name);
/* May she be confirmed in another way now? Whenever there is no name and the look-up is not just running. */
bool lookup_may_give_reason(const struct lookup *lookup, const char *name, bool is_slow);

/* How the register's answer failed. */
enum lookup_trouble {
    LOOKUP_AWAY,    /* no answer, too late, or one of its own troubles */
    LOOKUP_BUSY,    /* it says that we ask too much */
    LOOKUP_REFUSED, /* it does not let us in */
    LOOKUP_GARBAGE, /* not an answer to our question */
    LOOKUP_TROUBLES
};

struct lookup_retry {
    unsigned delay_ms; /* for this job */
    unsigned pause_ms; /* for all of them */
    bool told;         /* the caseworker is to know that it fails */
};

/* After `failed` earlier tries in a row; `wait_ms` is what the register asked for (0: nothing). `chance` is random: jobs
 * that failed together are not tried together. */
struct lookup_retry lookup_retry_after(enum lookup_trouble trouble, unsigned failed, unsigned wait_ms, unsigned chance);

#endif
