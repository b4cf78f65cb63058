/* One look-up from the queue to the answer. */
#include "register/task/lookup.h"

#include <string.h>
#include <time.h>

#include "engine/base/clock.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/log.h"
#include "engine/base/text.h"

enum { STORING_TRIES = 12, BETWEEN_TRIES_MS = 500, NANO_PER_MS = 1000 * 1000 };

static const char *const trouble_words[LOOKUP_TROUBLES] = {
    [LOOKUP_AWAY] = "away",
    [LOOKUP_BUSY] = "busy",
    [LOOKUP_REFUSED] = "refused",
    [LOOKUP_GARBAGE] = "garbage",
};

static unsigned by_chance(void)
{
    unsigned char bytes[sizeof(unsigned)];
    unsigned number = 0;

    crypto_random(bytes, sizeof bytes);
    memcpy(&number, bytes, sizeof number);
    return number;
}

static void wait_ms(long milliseconds)
{
    struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * NANO_PER_MS};

    nanosleep(&time, NULL);
}

static enum store_result put_off(struct lookup_task *task, struct arena *arena, const struct lookup_job *job,
                                 const struct folkeregisteret_trouble *trouble)
{
    struct lookup_retry retry = lookup_retry_after(trouble->kind, job->failed, trouble->wait_ms, by_chance());

    log_event(LOG_LEVEL_WARNING, "lookup-failed", "kind=%s status=%d failed=%u delay_ms=%u pause_ms=%u why=\"%s\"",
              trouble_words[trouble->kind], trouble->status, job->failed + 1, retry.delay_ms, retry.pause_ms,
              trouble->why ? trouble->why : "");
    return lookup_again(&task->store, arena, job, &retry);
}

/* A database that restarts is waited for: the answer is here, and asking again would cost another look-up. Storing twice
 * does no harm, since the job is gone after the first time. */
static enum store_result bring(struct lookup_task *task, struct arena *arena, const struct lookup_job *job,
                               enum lookup_state state, const struct fetched *fetched, struct lookup_result *result_out)
{
    enum store_result stored = STORE_DOWN;

    for (int try = 0; try < STORING_TRIES && stored == STORE_DOWN; try++) {
        if (try > 0)
            wait_ms(BETWEEN_TRIES_MS);
        stored = lookup_done(&task->store, arena, job, state, &task->names, fetched, result_out);
    }
    return stored;
}

static enum store_result answer(struct lookup_task *task, struct arena *arena, const struct lookup_job *job,
                                enum folkeregisteret_result result, const struct fetched *fetched)
{
    enum lookup_state state = result == FOLKEREGISTERET_ABSENT ? LOOKUP_ABSENT
                              : fetched->name                  ? LOOKUP_FOUND
                                                               : LOOKUP_WITHHELD;
    struct lookup_result stored = {0};
    enum store_result done = bring(task, arena, job, state, state == LOOKUP_ABSENT ? NULL : fetched, &stored);

    if (done == STORE_OK && state != LOOKUP_ABSENT && fetched->number && !stored.renumbered && stored.held &&
        !text_equal(fetched->number, job->number))
        log_event(LOG_LEVEL_WARNING, "lookup-number-taken", "why=\"her new number is another person's here\"");
    return done;
}

/* An answer that the database will not have is as good as none: the job waits its turn, and the caseworker is told. */
static enum store_result put_off_unstorable(struct lookup_task *task, struct arena *arena, const struct lookup_job *job)
{
    const struct folkeregisteret_trouble trouble = {.kind = LOOKUP_GARBAGE, .why = "the answer cannot be stored"};

    return put_off(task, arena, job, &trouble);
}

enum lookup_step lookup_step(struct lookup_task *task, struct arena *arena, unsigned *wait_ms_out)
{
    long long began = clock_monotonic_micro();
    struct folkeregisteret_trouble trouble;
    enum folkeregisteret_result result;
    struct fetched fetched;
    struct lookup_job job;
    enum store_result stored = lookup_take(&task->store, arena, &task->limits, &job);

    *wait_ms_out = job.wait_ms;
    if (stored != STORE_OK)
        return LOOKUP_STEP_DOWN;
    if (!job.number)
        return LOOKUP_STEP_IDLE;
    result = task->ask(task->context, arena, job.number, &fetched, &trouble);
    if (result == FOLKEREGISTERET_TROUBLE)
        stored = put_off(task, arena, &job, &trouble);
    else
        stored = answer(task, arena, &job, result, &fetched);
    if (stored == STORE_FAILED)
        stored = put_off_unstorable(task, arena, &job);
    log_event(LOG_LEVEL_INFO, "lookup", "answered=%s stored=%s micro=%lld",
              result == FOLKEREGISTERET_TROUBLE ? "no" : "yes", stored == STORE_OK ? "yes" : "no",
              clock_monotonic_micro() - began);
    return stored == STORE_OK ? LOOKUP_STEP_WORKED : LOOKUP_STEP_DOWN;
}
