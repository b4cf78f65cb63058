/* The master's workers: hires, counts and buries them. */
#include "engine/http/crew.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/http/worker.h"

#define SECOND 1000000LL
#define SOON (5 * SECOND)              /* a worker that dies sooner counts as a failure */
#define BACK_OFF_FIRST (SECOND / 20)   /* from the second failure in a row on */
#define BACK_OFF_MOST (5 * SECOND)
#define LEAVE_GRACE (5 * SECOND)       /* beyond the time that a request may take */

bool crew_open(struct crew *crew, const struct server *server, const struct listener *listeners)
{
    *crew = (struct crew){.server = server, .listeners = listeners};
    for (size_t pool = 0; pool < server->pool_count; pool++) {
        assert(server->pools[pool].workers > 0);
        crew->place_count += server->pools[pool].workers;
    }
    crew->hand_count = crew->place_count * CREW_HANDS_PER_PLACE;
    crew->places = calloc(crew->place_count, sizeof *crew->places);
    crew->hands = calloc(crew->hand_count, sizeof *crew->hands);
    crew->board = scoreboard_open(crew->hand_count);
    if (crew->places == NULL || crew->hands == NULL || crew->board == NULL) {
        crew_close(crew);
        return false;
    }
    unsigned number = 0;
    for (size_t pool = 0; pool < server->pool_count; pool++) {
        for (unsigned i = 0; i < server->pools[pool].workers; i++) {
            crew->places[number] = (struct place){.pool = pool, .number = number + 1};
            number++;
        }
    }
    return true;
}

void crew_close(struct crew *crew)
{
    scoreboard_close(&crew->board);
    free(crew->places);
    free(crew->hands);
    *crew = (struct crew){0};
}

static struct hand *crew_free_hand(struct crew *crew)
{
    for (size_t i = 0; i < crew->hand_count; i++) {
        if (crew->hands[i].process == 0) {
            return &crew->hands[i];
        }
    }
    return NULL;
}

/* The hand of that place and generation that stays; NULL when there is none. */
static const struct hand *crew_staying(const struct crew *crew, const struct place *place, unsigned serial)
{
    for (size_t i = 0; i < crew->hand_count; i++) {
        const struct hand *hand = &crew->hands[i];
        if (hand->process != 0 && hand->place == place && hand->serial == serial && hand->gone_by == 0) {
            return hand;
        }
    }
    return NULL;
}

static _Noreturn void crew_become_worker(struct crew *crew, const struct place *place, struct seat *seat,
                                         const struct generation *generation, pid_t master)
{
    for (size_t pool = 0; pool < crew->server->pool_count; pool++) {
        if (pool != place->pool) {
            close(crew->listeners[pool].descriptor);
        }
    }
    worker_run(&(struct worker_post){
        .server = crew->server,
        .pool = place->pool,
        .listener = &crew->listeners[place->pool],
        .number = place->number,
        .generation = generation->loaded,
        .board = crew->board,
        .seat = seat,
        .master = master,
    });
}

static void crew_hire(struct crew *crew, struct place *place, const struct generation *generation)
{
    struct hand *hand = crew_free_hand(crew);
    struct seat *seat = scoreboard_take(crew->board, place->pool);
    assert(hand != NULL && seat != NULL);
    pid_t master = getpid();
    pid_t process = fork();
    if (process == 0) {
        crew_become_worker(crew, place, seat, generation, master);
    }
    if (process < 0) {
        log_event(LOG_LEVEL_ERROR, "worker-fork", "number=%u error=%d", place->number, errno);
        scoreboard_give_back(seat);
        place->not_before = clock_monotonic_micro() + SECOND;
        return;
    }
    *hand = (struct hand){.process = process,
                          .place = place,
                          .seat = seat,
                          .serial = generation->serial,
                          .since = clock_monotonic_micro()};
}

void crew_fill(struct crew *crew, const struct generation *generation)
{
    long long now = clock_monotonic_micro();
    for (size_t i = 0; i < crew->place_count; i++) {
        struct place *place = &crew->places[i];
        if (now >= place->not_before && crew_staying(crew, place, generation->serial) == NULL) {
            crew_hire(crew, place, generation);
        }
    }
}

bool crew_is_complete(const struct crew *crew, unsigned serial)
{
    for (size_t i = 0; i < crew->place_count; i++) {
        const struct hand *hand = crew_staying(crew, &crew->places[i], serial);
        if (hand == NULL || !atomic_load(&hand->seat->ready)) {
            return false;
        }
    }
    return true;
}

size_t crew_leaving(const struct crew *crew)
{
    size_t count = 0;
    for (size_t i = 0; i < crew->hand_count; i++) {
        count += crew->hands[i].process != 0 && crew->hands[i].gone_by != 0;
    }
    return count;
}

size_t crew_size(const struct crew *crew)
{
    size_t count = 0;
    for (size_t i = 0; i < crew->hand_count; i++) {
        count += crew->hands[i].process != 0;
    }
    return count;
}

/* The first failure is made good at once; each further one in a row waits twice as long. */
static void crew_back_off(struct hand *hand, long long now)
{
    struct place *place = hand->place;
    place->failures = now - hand->since < SOON ? place->failures + 1 : 1;
    if (place->failures > 1) {
        unsigned doublings = place->failures - 2 < 10 ? place->failures - 2 : 10;
        long long wait = BACK_OFF_FIRST << doublings;
        place->not_before = now + (wait < BACK_OFF_MOST ? wait : BACK_OFF_MOST);
    }
}

/* A worker that ended unasked, and not in order. */
static void crew_note_crash(struct crew *crew, struct hand *hand, int status)
{
    char request[SEAT_REQUEST_ID_SIZE];
    memcpy(request, hand->seat->request_id, sizeof request);
    request[sizeof request - 1] = '\0';
    log_event(LOG_LEVEL_ERROR, "worker-died", "number=%u process=%ld pool=%s signal=%d status=%d request=%s",
              hand->place->number, (long)hand->process, crew->server->pools[hand->place->pool].name,
              WIFSIGNALED(status) ? WTERMSIG(status) : 0, WIFEXITED(status) ? WEXITSTATUS(status) : 0, request);
    atomic_fetch_add(&crew->board->pools[hand->place->pool].crashed, 1);
}

static unsigned crew_judge_death(struct crew *crew, struct hand *hand, int status)
{
    bool in_order = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    bool was_ready = atomic_load(&hand->seat->ready);
    if (in_order) {
        hand->place->failures = 0;
        return 0;
    }
    if (!hand->killed) {
        crew_note_crash(crew, hand, status);
    }
    if (hand->gone_by != 0) {
        return 0;
    }
    crew_back_off(hand, clock_monotonic_micro());
    return was_ready ? 0 : hand->serial;
}

bool crew_bury(struct crew *crew, unsigned *failed_out)
{
    int status;
    pid_t process;
    *failed_out = 0;
    do {
        process = waitpid(-1, &status, WNOHANG);
    } while (process < 0 && errno == EINTR);
    if (process <= 0) {
        return false;
    }
    for (size_t i = 0; i < crew->hand_count; i++) {
        struct hand *hand = &crew->hands[i];
        if (hand->process == process) {
            *failed_out = crew_judge_death(crew, hand, status);
            scoreboard_give_back(hand->seat);
            *hand = (struct hand){0};
        }
    }
    return true;
}

static long long crew_request_limit(const struct crew *crew, const struct hand *hand)
{
    return crew->server->pools[hand->place->pool].request_seconds * SECOND;
}

static void crew_ask(struct crew *crew, struct hand *hand)
{
    long long limit = crew_request_limit(crew, hand);
    hand->gone_by = limit > 0 ? clock_monotonic_micro() + limit + LEAVE_GRACE : LLONG_MAX;
    kill(hand->process, SIGTERM);
}

void crew_dismiss(struct crew *crew, unsigned first, unsigned last)
{
    for (size_t i = 0; i < crew->hand_count; i++) {
        struct hand *hand = &crew->hands[i];
        if (hand->process != 0 && hand->gone_by == 0 && hand->serial >= first && hand->serial <= last) {
            crew_ask(crew, hand);
        }
    }
}

static bool crew_is_late(const struct crew *crew, const struct hand *hand, long long now)
{
    long long limit = crew_request_limit(crew, hand);
    long long busy_since = atomic_load(&hand->seat->busy_since);
    bool request_late = limit > 0 && busy_since != 0 && now - busy_since > limit;
    return request_late || (hand->gone_by != 0 && now > hand->gone_by);
}

static void crew_kill(struct crew *crew, struct hand *hand, long long now)
{
    char request[SEAT_REQUEST_ID_SIZE];
    memcpy(request, hand->seat->request_id, sizeof request);
    request[sizeof request - 1] = '\0';
    long long busy_since = atomic_load(&hand->seat->busy_since);
    log_event(LOG_LEVEL_ERROR, "worker-late", "number=%u process=%ld pool=%s busy_seconds=%lld request=%s",
              hand->place->number, (long)hand->process, crew->server->pools[hand->place->pool].name,
              busy_since == 0 ? 0 : (now - busy_since) / SECOND, request);
    atomic_fetch_add(&crew->board->pools[hand->place->pool].late, 1);
    hand->killed = true;
    kill(hand->process, SIGKILL);
}

void crew_end_late(struct crew *crew)
{
    long long now = clock_monotonic_micro();
    for (size_t i = 0; i < crew->hand_count; i++) {
        struct hand *hand = &crew->hands[i];
        if (hand->process != 0 && !hand->killed && crew_is_late(crew, hand, now)) {
            crew_kill(crew, hand, now);
        }
    }
}

bool crew_is_stuck(const struct crew *crew)
{
    long long now = clock_monotonic_micro();
    for (size_t i = 0; i < crew->hand_count; i++) {
        if (crew->hands[i].process != 0 && !crew_is_late(crew, &crew->hands[i], now)) {
            return false;
        }
    }
    return crew_size(crew) > 0;
}
