/* A worker process: one request at a time, until it is asked to leave. */
#include "engine/http/worker.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "engine/base/log.h"
#include "engine/http/reading.h"
#include "engine/http/reply.h"

struct worker {
    const struct worker_post *post;
    const struct server_pool *pool;
    void *opened; /* by worker_open */
    struct arena *arena;
    FCGX_Request connection;
    sigset_t while_waiting; /* blocked signals with SIGTERM open */
    int memory_file;        /* /proc/self/statm */
    unsigned served;
};

static volatile sig_atomic_t worker_was_asked;

static void worker_on_term(int signal_number)
{
    (void)signal_number;
    worker_was_asked = 1;
}

static void worker_fail(const struct worker *worker, const char *event, int error)
{
    log_event(LOG_LEVEL_ERROR, event, "number=%u error=%d", worker->post->number, error);
    exit(EXIT_FAILURE);
}

/* Ours come after FCGX_Init, which sets handlers for SIGPIPE, SIGUSR1 and SIGTERM. libfcgi repeats no call that a
 * signal has interrupted, so the answer to a request is safe only while none of ours has a handler that may run. */
static void worker_set_signals(struct worker *worker)
{
    struct sigaction leave = {.sa_handler = worker_on_term};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGTERM, &leave, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGUSR1, &ignore, NULL);
    sigprocmask(SIG_BLOCK, NULL, &worker->while_waiting);
    assert(sigismember(&worker->while_waiting, SIGTERM));
    sigdelset(&worker->while_waiting, SIGTERM);
}

/* When the master is killed, its workers finish what they do and go. */
static void worker_follow_master(const struct worker *worker)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != worker->post->master) {
        exit(EXIT_SUCCESS);
    }
}

/* The pending signal counts too: ppoll delivers none while connections keep coming. */
static bool worker_is_asked_to_leave(void)
{
    sigset_t pending;
    sigpending(&pending);
    return worker_was_asked || sigismember(&pending, SIGTERM) == 1;
}

static size_t worker_memory(const struct worker *worker)
{
    char text[128] = "";
    ssize_t length = pread(worker->memory_file, text, sizeof text - 1, 0);
    const char *resident = length > 0 ? strchr(text, ' ') : NULL;
    return resident == NULL ? 0 : strtoul(resident, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

static bool worker_is_used_up(const struct worker *worker)
{
    const struct server_pool *pool = worker->pool;
    if (pool->requests_at_most > 0 && worker->served >= pool->requests_at_most) {
        log_event(LOG_LEVEL_INFO, "worker-recycled", "number=%u requests=%u", worker->post->number, worker->served);
        return true;
    }
    size_t memory = pool->memory_at_most > 0 && worker->served > 0 ? worker_memory(worker) : 0;
    if (memory > pool->memory_at_most) {
        log_event(LOG_LEVEL_INFO, "worker-recycled", "number=%u bytes=%zu", worker->post->number, memory);
        return true;
    }
    return false;
}

/* Whether somebody waits. Without a time limit also false when a signal came. */
static bool worker_sees_connection(const struct worker *worker, const struct timespec *limit)
{
    struct pollfd listening = {.fd = worker->post->listener->descriptor, .events = POLLIN};
    int ready = ppoll(&listening, 1, limit, limit == NULL ? &worker->while_waiting : NULL);
    if (ready < 0 && errno != EINTR) {
        worker_fail(worker, "worker-poll", errno);
    }
    return ready > 0;
}

/* Waits for somebody to serve; false: it is time to go. Nobody listens on a socket of our own after us, so
 * those that wait at the end are answered first; a socket that was handed over keeps them for the next server. */
static bool worker_wait(const struct worker *worker)
{
    static const struct timespec at_once;
    for (;;) {
        if (worker_is_asked_to_leave()) {
            return worker->post->listener->ours && atomic_load(&worker->post->board->last_calls) &&
                   worker_sees_connection(worker, &at_once);
        }
        if (worker_is_used_up(worker)) {
            return false;
        }
        if (worker_sees_connection(worker, NULL)) {
            return true;
        }
    }
}

static size_t worker_read_body(void *stream, char *bytes, size_t size)
{
    size_t length = 0;
    while (length < size) {
        int wanted = size - length < 65536 ? (int)(size - length) : 65536;
        int got = FCGX_GetStr(bytes + length, wanted, stream);
        length += got > 0 ? (size_t)got : 0;
        if (got < wanted) {
            break;
        }
    }
    return length;
}

/* libfcgi takes parameters and bodies that broke off for whole ones; only the stream's error tells. */
static bool worker_lost_client(const struct worker *worker)
{
    return FCGX_GetError(worker->connection.in) != 0;
}

static void worker_answer(struct worker *worker, const struct http_request *request, int refused)
{
    const struct server *server = worker->post->server;
    struct http_reply reply = {
        .connection = &worker->connection, .request = request, .base_path = server->base_path, .seat = worker->post->seat,
        .pace = worker->pool->pace, .courtesy = {.pool = worker->post->pool, .times = worker->pool->gives_way}};
    seat_name_request(worker->post->seat, request->request_id);
    if (refused == 0) {
        server->serve(worker->opened, request, &reply);
    } else {
        log_event(LOG_LEVEL_INFO, "request-refused", "status=%d request=%s", refused, request->request_id);
        server->refuse(worker->opened, refused, request, &reply);
    }
    assert(reply.state != REPLY_AWAITED);
    http_reply_end(&reply);
}

static void worker_read_and_answer(struct worker *worker)
{
    const struct server *server = worker->post->server;
    struct request_limits limits = {
        .body = server->body_at_most, .fields = server->fields_at_most, .base_path = server->base_path};
    struct request_source source = {
        .params = worker->connection.envp, .read = worker_read_body, .body = worker->connection.in};
    struct http_request request = {0};
    int refused = worker_lost_client(worker) ? 400 : request_read(worker->arena, &limits, &source, &request);
    if (worker_lost_client(worker)) {
        log_event(LOG_LEVEL_INFO, "request-cut", "number=%u", worker->post->number);
        FCGX_Free(&worker->connection, 1);
    } else {
        worker_answer(worker, &request, refused);
    }
}

/* Busy already before it accepts, so that a client who sends slowly meets the time limit too. */
static void worker_serve_one(struct worker *worker)
{
    seat_begin(worker->post->seat);
    int result = FCGX_Accept_r(&worker->connection);
    if (result == 0) {
        /* A connection kept open would own this worker (findings, FastCGI 1). */
        worker->connection.keepConnection = 0;
        atomic_fetch_add(&worker->post->board->pools[worker->post->pool].requests, 1);
        worker_read_and_answer(worker);
        FCGX_Finish_r(&worker->connection);
        arena_reset(worker->arena);
        worker->served++;
    } else if (result != -EAGAIN && result != -EWOULDBLOCK && result != -EINTR) {
        worker_fail(worker, "worker-accept", -result);
    }
    seat_end(worker->post->seat);
}

_Noreturn void worker_run(const struct worker_post *post)
{
    const struct server *server = post->server;
    struct worker worker = {.post = post, .pool = &server->pools[post->pool], .memory_file = -1};
    worker_follow_master(&worker);
    if (FCGX_Init() != 0 || FCGX_InitRequest(&worker.connection, post->listener->descriptor, 0) != 0) {
        worker_fail(&worker, "worker-fastcgi", errno);
    }
    worker_set_signals(&worker);
    worker.memory_file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    worker.arena = arena_new(server->arena_at_most);
    seat_begin(post->seat); /* the time limit holds for opening and closing too */
    worker.opened = server->worker_open(server->context, post->generation, post->number);
    if (worker.opened == NULL) {
        exit(WORKER_NOT_OPENED);
    }
    seat_end(post->seat);
    atomic_store(&post->seat->ready, true);
    while (worker_wait(&worker)) {
        worker_serve_one(&worker);
    }
    atomic_store(&post->seat->ready, false);
    seat_begin(post->seat);
    server->worker_close(worker.opened);
    FCGX_Free(&worker.connection, 1);
    arena_free(&worker.arena);
    exit(EXIT_SUCCESS);
}
