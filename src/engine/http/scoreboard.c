/* What workers tell the master while they work, in memory that they share. */
#include "engine/http/scoreboard.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "engine/base/clock.h"

/* The process's own board, kept over fork; NULL outside server_run. */
static struct scoreboard *scoreboard_here;

static size_t scoreboard_size(size_t seat_count)
{
    return sizeof(struct scoreboard) + seat_count * sizeof(struct seat);
}

struct scoreboard *scoreboard_open(size_t seat_count)
{
    assert(scoreboard_here == NULL);
    void *memory = mmap(NULL, scoreboard_size(seat_count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return NULL;
    }
    scoreboard_here = memory;
    scoreboard_here->seat_count = seat_count;
    return scoreboard_here;
}

void scoreboard_close(struct scoreboard **board)
{
    if (*board != NULL) {
        munmap(*board, scoreboard_size((*board)->seat_count));
        scoreboard_here = NULL;
        *board = NULL;
    }
}

struct seat *scoreboard_take(struct scoreboard *board, size_t pool)
{
    for (size_t i = 0; i < board->seat_count; i++) {
        struct seat *seat = &board->seats[i];
        if (!atomic_load(&seat->taken)) {
            atomic_store(&seat->ready, false);
            atomic_store(&seat->pool, (unsigned)pool);
            seat_end(seat);
            atomic_store(&seat->taken, true);
            return seat;
        }
    }
    return NULL;
}

void scoreboard_give_back(struct seat *seat)
{
    atomic_store(&seat->taken, false);
}

size_t scoreboard_free(const struct scoreboard *board)
{
    size_t count = 0;
    for (size_t i = 0; i < board->seat_count; i++) {
        count += !atomic_load(&board->seats[i].taken);
    }
    return count;
}

struct seat_answer *scoreboard_answer(const char *name, unsigned *turn_out)
{
    for (size_t i = 0; scoreboard_here != NULL && i < scoreboard_here->seat_count; i++) {
        struct seat *seat = &scoreboard_here->seats[i];
        *turn_out = atomic_load(&seat->answer.turn);
        if (atomic_load(&seat->taken) && atomic_load(&seat->answer.is_named) && strcmp(seat->answer.name, name) == 0) {
            return &seat->answer;
        }
    }
    return NULL;
}

bool seat_answer_is_stopped(const struct seat_answer *answer)
{
    return atomic_load_explicit(&answer->stopped, memory_order_relaxed) ==
           atomic_load_explicit(&answer->turn, memory_order_relaxed);
}

void seat_begin(struct seat *seat)
{
    atomic_store(&seat->busy_since, clock_monotonic_micro());
}

void seat_name_request(struct seat *seat, const char *request_id)
{
    snprintf(seat->request_id, sizeof seat->request_id, "%s", request_id);
}

void seat_end(struct seat *seat)
{
    atomic_store(&seat->busy_since, 0);
    atomic_store(&seat->answer.is_named, false);
    atomic_fetch_add(&seat->answer.turn, 1);
    seat->request_id[0] = '\0';
}

void server_count(size_t pool, struct server_counts *counts_out)
{
    *counts_out = (struct server_counts){0};
    if (scoreboard_here == NULL) {
        return;
    }
    assert(pool < SERVER_POOLS_AT_MOST);
    for (size_t i = 0; i < scoreboard_here->seat_count; i++) {
        struct seat *seat = &scoreboard_here->seats[i];
        bool counted = atomic_load(&seat->taken) && atomic_load(&seat->ready) && atomic_load(&seat->pool) == pool;
        counts_out->workers += counted;
        counts_out->busy += counted && atomic_load(&seat->busy_since) != 0;
    }
    counts_out->requests = atomic_load(&scoreboard_here->pools[pool].requests);
    counts_out->crashed = atomic_load(&scoreboard_here->pools[pool].crashed);
    counts_out->late = atomic_load(&scoreboard_here->pools[pool].late);
}
