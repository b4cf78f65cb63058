/* What workers tell the master while they work, in memory that they share: a seat for each process. The master
 * trusts none of it further than to end a worker that says itself that it is late. */
#ifndef ENGINE_HTTP_SCOREBOARD_H
#define ENGINE_HTTP_SCOREBOARD_H

#include <stdbool.h>
#include <stdatomic.h>
#include <stddef.h>

#include "engine/http/server.h"

#define SEAT_REQUEST_ID_SIZE 33
#define SEAT_ANSWER_NAME_SIZE 33

struct seat_answer { /* a long one under way (progress.h) */
    atomic_bool is_named;
    atomic_uint turn;    /* of the seat's requests: what is meant for one must not meet the next */
    atomic_uint stopped; /* the turn that somebody has stopped */
    atomic_ullong count;
    char name[SEAT_ANSWER_NAME_SIZE]; /* not touched while is_named */
};

struct seat {
    atomic_bool taken, ready;
    atomic_uint pool;
    atomic_llong busy_since; /* clock_monotonic_micro; 0 = waits for a request */
    char request_id[SEAT_REQUEST_ID_SIZE]; /* of the request under way; for the log after a crash */
    struct seat_answer answer;
};

struct scoreboard_pool {
    atomic_ullong requests, crashed, late;
};

struct scoreboard {
    atomic_bool last_calls; /* the server stops: whoever already waits is still answered */
    struct scoreboard_pool pools[SERVER_POOLS_AT_MOST];
    size_t seat_count;
    struct seat seats[];
};

/* NULL when memory is short. One at a time; it is what server_count counts. */
struct scoreboard *scoreboard_open(size_t seat_count);
void scoreboard_close(struct scoreboard **board);

/* A free seat for a worker of that pool, not ready, not busy; NULL when all are taken. */
struct seat *scoreboard_take(struct scoreboard *board, size_t pool);
void scoreboard_give_back(struct seat *seat);
size_t scoreboard_free(const struct scoreboard *board);

/* The long answer of that name, or NULL, and its turn. Found in any process of the server. */
struct seat_answer *scoreboard_answer(const char *name, unsigned *turn_out);
bool seat_answer_is_stopped(const struct seat_answer *answer);

/* For the worker: before it accepts, once it knows the request, and when the answer is out. */
void seat_begin(struct seat *seat);
void seat_name_request(struct seat *seat, const char *request_id);
void seat_end(struct seat *seat);

#endif
