/* How the introduction programme stands: how many are where, and who waits for something to be done. */
#ifndef REGISTER_STORE_INTRO_SUMMARY_H
#define REGISTER_STORE_INTRO_SUMMARY_H

#include "engine/base/date.h"
#include "register/store/intro_branch.h"

enum { INTRO_SUMMARY_CAUSES = 2 };

/* What counts as waiting on a day. */
struct intro_summary {
    const struct scope *scopes; /* of the account, in this register */
    size_t scope_count;
    struct date today;
    struct date soon; /* a deadline until then, or one that has passed, is near */
    int causes[INTRO_SUMMARY_CAUSES]; /* avslutningsarsak: the rule engine's, that a cause from the municipality takes the place of */
};

/* The persons of a place: a municipality, and where they have districts, one of them. */
struct intro_figures {
    const char *kommunenummer, *kommunenavn, *bydel; /* bydel "": none */
    unsigned long in_programme; /* decided on, not ended */
    unsigned long ended;        /* this year */
    unsigned long without_cause, deadlines, starts; /* as the lists below */
};

struct intro_places {
    const struct intro_figures *items; /* municipality by municipality, in the alphabet's order */
    size_t count;
};
enum store_result intro_summary_places(struct store *store, struct arena *arena, const struct intro_summary *summary,
                                       struct intro_places *places_out);

enum intro_waiting {
    INTRO_WITHOUT_CAUSE, /* ended by the engine, which only the municipality knows the cause of; the latest first */
    INTRO_DEADLINE,      /* not ended, and the programme's deadline is near or has passed; the most urgent first */
    INTRO_START          /* not ended, no decision and goal to start by, and the start's deadline is near; the same */
};

struct intro_person {
    participant_id id;
    const char *navn, *duf_nummer, *kommunenummer, *bydel;
    const char *day; /* of the end, or the deadline; yyyy-mm-dd */
    int cause;       /* avslutningsarsak, or 0 */
};

struct intro_persons {
    const struct intro_person *items;
    size_t count;
};
/* `limit` of them from `offset` on. */
enum store_result intro_summary_waiting(struct store *store, struct arena *arena, const struct intro_summary *summary,
                                        enum intro_waiting waiting, unsigned long offset, size_t limit,
                                        struct intro_persons *persons_out);

#endif
