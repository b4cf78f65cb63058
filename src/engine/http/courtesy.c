/* Short bursts of work, and rests between them while others are answered. */
#include "engine/http/courtesy.h"

#include <stdbool.h>
#include <time.h>

#include "engine/base/clock.h"
#include "engine/http/server.h"

/* A page waits no longer than a look for its turn; no rest is long enough for a reader to wonder. */
enum { LOOK_MICRO = 500, REST_AT_MOST = 100000, MICRO = 1000000, NANO_PER_MICRO = 1000 };

/* Of this process: neither what it waits for, nor what the machine does meanwhile, is its work. */
static long long courtesy_processor_time(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (long long)time.tv_sec * MICRO + time.tv_nsec / NANO_PER_MICRO;
}

/* Whether the others answer somebody, or did so since the last time. */
static bool courtesy_is_due(struct courtesy *courtesy)
{
    unsigned long long asked = 0;
    unsigned busy = 0;
    for (size_t pool = 0; pool < SERVER_POOLS_AT_MOST; pool++) {
        struct server_counts counts = {0};
        if (pool != courtesy->pool) {
            server_count(pool, &counts);
        }
        asked += counts.requests;
        busy += counts.busy;
    }
    bool due = busy > 0 || asked != courtesy->asked;
    courtesy->asked = asked;
    return due;
}

void courtesy_begin(struct courtesy *courtesy)
{
    courtesy->looked = clock_monotonic_micro();
    courtesy->worked = courtesy_processor_time();
    courtesy_is_due(courtesy);
}

void courtesy_show(struct courtesy *courtesy)
{
    if (courtesy->times == 0 || clock_monotonic_micro() - courtesy->looked < LOOK_MICRO) {
        return;
    }
    long long worked = courtesy_processor_time();
    if (courtesy_is_due(courtesy)) {
        long long rest = (worked - courtesy->worked) * courtesy->times;
        courtesy->rests++;
        clock_pause(rest < REST_AT_MOST ? rest : REST_AT_MOST);
        courtesy_is_due(courtesy); /* who was answered meanwhile has been given way to */
    }
    courtesy->worked = worked;
    courtesy->looked = clock_monotonic_micro();
}
