/* The master: loads, listens, keeps its workers, reloads without refusing anybody, drains. */
#include <assert.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/http/crew.h"
#include "engine/http/notify.h"
#include "engine/http/server.h"

#define SECOND 1000000LL
#define READY_AT_LATEST (10 * SECOND) /* then the service manager hears READY, workers or not (operations 2) */
#define RELOAD_AT_LATEST (30 * SECOND)

struct master {
    const struct server *server;
    struct listener listeners[SERVER_POOLS_AT_MOST];
    struct crew crew;
    struct notify notify;
    struct generation running, next; /* next.serial 0: no reload under way */
    unsigned last_serial;
    sigset_t signals;
    long long started, reload_started;
    bool told_ready, stopping, reload_asked, reload_waits;
};

/* Blocked before anything else and in every child, which opens SIGTERM only while it waits. */
static void master_block_signals(struct master *master)
{
    static const int taken[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
    sigemptyset(&master->signals);
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        sigaddset(&master->signals, taken[i]);
    }
    sigprocmask(SIG_BLOCK, &master->signals, NULL);
    signal(SIGPIPE, SIG_IGN); /* a log that nobody reads any more is no reason to end */
}

static bool master_load(struct master *master, struct generation *generation_out)
{
    const char *why = "no reason given";
    void *loaded = NULL;
    if (!master->server->load(master->server->context, &loaded, &why)) {
        log_event(LOG_LEVEL_ERROR, "load-refused", "why=\"%s\"", why);
        return false;
    }
    *generation_out = (struct generation){.serial = ++master->last_serial, .loaded = loaded};
    return true;
}

static void master_unload(struct master *master, struct generation *generation)
{
    if (generation->serial != 0) {
        master->server->unload(master->server->context, generation->loaded);
        *generation = (struct generation){0};
    }
}

static void master_close_listeners(struct master *master)
{
    for (size_t i = 0; i < master->server->pool_count; i++) {
        listener_close(&master->listeners[i]);
    }
}

static bool master_open_listeners(struct master *master)
{
    const struct server *server = master->server;
    for (size_t i = 0; i < server->pool_count; i++) {
        const char *why;
        if (!listener_open(&server->pools[i], &master->listeners[i], &why)) {
            log_event(LOG_LEVEL_ERROR, "listen-refused", "pool=%s why=\"%s\"", server->pools[i].name, why);
            master_close_listeners(master);
            return false;
        }
    }
    listener_forget_handed();
    return true;
}

static void master_tell_ready(struct master *master)
{
    char lines[100];
    bool complete = crew_is_complete(&master->crew, master->running.serial);
    snprintf(lines, sizeof lines, "READY=1\nSTATUS=%zu workers%s", master->crew.place_count,
             complete ? "" : ", not all of them ready");
    notify_send(&master->notify, lines);
    master->told_ready = true;
}

/* Workers of earlier reloads may take long with their last request. A new one waits while they are too many. */
static bool master_may_reload(struct master *master)
{
    bool crowded = crew_leaving(&master->crew) > 2 * master->crew.place_count;
    if (crowded && !master->reload_waits) {
        log_event(LOG_LEVEL_WARNING, "reload-waits", "leaving=%zu", crew_leaving(&master->crew));
    }
    master->reload_waits = crowded;
    return master->told_ready && master->next.serial == 0 && !crowded;
}

static void master_begin_reload(struct master *master)
{
    master->reload_asked = false;
    notify_reloading(&master->notify);
    if (master_load(master, &master->next)) {
        master->reload_started = clock_monotonic_micro();
    } else {
        master_tell_ready(master);
    }
}

static void master_end_reload(struct master *master)
{
    master_unload(master, &master->running);
    master->running = master->next;
    master->next = (struct generation){0};
    crew_dismiss(&master->crew, 0, master->running.serial - 1);
    log_event(LOG_LEVEL_INFO, "reloaded", "generation=%u", master->running.serial);
    master_tell_ready(master);
}

static void master_give_up_reload(struct master *master, const char *why)
{
    log_event(LOG_LEVEL_ERROR, "reload-refused", "why=\"%s\"", why);
    crew_dismiss(&master->crew, master->next.serial, master->next.serial);
    master_unload(master, &master->next);
    master_tell_ready(master);
}

static void master_advance_reload(struct master *master)
{
    if (master->next.serial == 0) {
        return;
    }
    if (crew_is_complete(&master->crew, master->next.serial)) {
        master_end_reload(master);
    } else if (clock_monotonic_micro() - master->reload_started > RELOAD_AT_LATEST) {
        master_give_up_reload(master, "the new workers did not get ready");
    }
}

static void master_begin_stop(struct master *master)
{
    if (master->stopping) {
        return;
    }
    master->stopping = true;
    log_event(LOG_LEVEL_INFO, "stopping", "workers=%zu", crew_size(&master->crew));
    notify_send(&master->notify, "STOPPING=1");
    for (size_t i = 0; i < master->server->pool_count; i++) {
        listener_hide(&master->listeners[i]);
    }
    atomic_store(&master->crew.board->last_calls, true);
    crew_dismiss(&master->crew, 0, UINT_MAX);
}

static void master_bury(struct master *master)
{
    unsigned failed;
    while (crew_bury(&master->crew, &failed)) {
        if (failed != 0 && failed == master->next.serial) {
            master_give_up_reload(master, "a new worker could not start");
        }
    }
}

/* Waits for a signal; looks around often while workers are awaited, else twice a second. */
static void master_wait(struct master *master)
{
    bool complete = crew_is_complete(&master->crew, master->running.serial);
    bool awaits = !master->stopping && (!master->told_ready || !complete || master->next.serial != 0);
    struct timespec limit = {.tv_nsec = awaits ? 20 * 1000 * 1000 : 500 * 1000 * 1000};
    int signal_number = sigtimedwait(&master->signals, NULL, &limit);
    if (signal_number == SIGTERM || signal_number == SIGINT) {
        master_begin_stop(master);
    } else if (signal_number == SIGHUP) {
        master->reload_asked = true;
    }
}

static void master_step(struct master *master)
{
    master_bury(master);
    crew_end_late(&master->crew);
    if (!crew_is_stuck(&master->crew)) {
        notify_alive(&master->notify);
    }
    if (master->stopping) {
        return;
    }
    if (master->reload_asked && master_may_reload(master)) {
        master_begin_reload(master);
    }
    crew_fill(&master->crew, &master->running);
    if (master->next.serial != 0) {
        crew_fill(&master->crew, &master->next);
    }
    master_advance_reload(master);
    bool waited = clock_monotonic_micro() - master->started > READY_AT_LATEST;
    if (!master->told_ready && (waited || crew_is_complete(&master->crew, master->running.serial))) {
        log_event(LOG_LEVEL_INFO, "ready", "workers=%zu", master->crew.place_count);
        master_tell_ready(master);
    }
}

static bool master_open(struct master *master, const struct server *server)
{
    assert(server->pool_count > 0 && server->pool_count <= SERVER_POOLS_AT_MOST);
    *master = (struct master){.server = server, .started = clock_monotonic_micro()};
    master_block_signals(master);
    notify_open(&master->notify);
    if (!master_load(master, &master->running)) {
        return false;
    }
    if (!master_open_listeners(master)) {
        master_unload(master, &master->running);
        return false;
    }
    if (!crew_open(&master->crew, server, master->listeners)) {
        log_event(LOG_LEVEL_ERROR, "memory", "reason=none-left");
        master_close_listeners(master);
        master_unload(master, &master->running);
        return false;
    }
    return true;
}

int server_run(const struct server *server)
{
    struct master master;
    if (!master_open(&master, server)) {
        return EXIT_FAILURE;
    }
    while (!master.stopping || crew_size(&master.crew) > 0) {
        master_step(&master);
        master_wait(&master);
    }
    crew_close(&master.crew);
    master_close_listeners(&master);
    master_unload(&master, &master.next);
    master_unload(&master, &master.running);
    log_event(LOG_LEVEL_INFO, "stopped", "workers=0");
    return EXIT_SUCCESS;
}
