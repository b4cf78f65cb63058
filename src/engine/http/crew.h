/* The master's workers: hires, counts and buries them. A place is a worker's number; a hand is a process. A
 * place has one hand that stays, one more while a reload is tried, and older ones that finish a long request. */
#ifndef ENGINE_HTTP_CREW_H
#define ENGINE_HTTP_CREW_H

#include <stdbool.h>
#include <sys/types.h>

#include "engine/http/listener.h"
#include "engine/http/scoreboard.h"
#include "engine/http/server.h"

#define CREW_HANDS_PER_PLACE 4

struct generation {
    unsigned serial; /* 1, 2, ...; 0 = none */
    void *loaded;
};

struct place {
    size_t pool;
    unsigned number;
    unsigned failures;    /* deaths in a row, each soon after its start */
    long long not_before; /* clock_monotonic_micro; the back-off */
};

struct hand {
    pid_t process; /* 0 = a free row */
    struct place *place;
    struct seat *seat;
    unsigned serial; /* its generation */
    long long since;
    long long gone_by; /* asked to leave: by when; 0 = not asked */
    bool killed;
};

struct crew {
    const struct server *server;
    const struct listener *listeners; /* one per pool */
    struct scoreboard *board;
    struct place *places;
    size_t place_count;
    struct hand *hands;
    size_t hand_count; /* rows, of which some are free */
};

bool crew_open(struct crew *crew, const struct server *server, const struct listener *listeners);
void crew_close(struct crew *crew); /* when no hand is left */

/* Forks a worker wherever the generation lacks one and the back-off allows it. */
void crew_fill(struct crew *crew, const struct generation *generation);
/* Whether each place has a hand of that generation that is ready. */
bool crew_is_complete(const struct crew *crew, unsigned serial);
/* How many processes there are that were asked to leave, and how many at all. */
size_t crew_leaving(const struct crew *crew);
size_t crew_size(const struct crew *crew);

/* Buries one dead worker, logs what it died of and counts its back-off. false: none is dead. *failed_out: the
 * generation of a worker that died, unasked, before it was ready; else 0. */
bool crew_bury(struct crew *crew, unsigned *failed_out);

/* Asks the hands of the generations from `first` to `last` to leave, once they have answered. */
void crew_dismiss(struct crew *crew, unsigned first, unsigned last);

/* Ends workers whose request lasts too long, or that do not leave. */
void crew_end_late(struct crew *crew);
/* Whether every worker is late although it was ended: nothing here works any more. */
bool crew_is_stuck(const struct crew *crew);

#endif
