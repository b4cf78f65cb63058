/* Logins from the queue to who it is. */
#include "register/task/oidc.h"

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/fodselsnummer.h"
#include "register/store/oidc.h"

enum {
    MICRO_PER_SECOND = 1000 * 1000,
    FRESH_SECONDS = 60 * 60,
    AGAIN_SECONDS = 5,
    AGAIN_KNOWN_SECONDS = 60,
    STORING_TRIES = 10,
    BETWEEN_TRIES_MICRO = 500 * 1000
};

/* What a provider says of itself, every hour; where it does not answer, again soon, and what was known holds meanwhile. */
static enum store_result refresh(struct oidc_task *task, struct arena *arena, size_t at)
{
    struct oidc_provider *provider = &task->providers[at];
    const char *why = "";
    bool known = oidc_discover(provider, task->client, arena, &why);
    enum store_result stored = STORE_OK;
    long long seconds = AGAIN_SECONDS;

    if (known)
        stored = oidc_provider_put(&task->store, arena, provider->name, &provider->endpoints);
    else
        log_event(LOG_LEVEL_WARNING, "oidc-provider-unread", "provider=%s why=\"%s\"", provider->name, why);
    if (known && stored == STORE_OK)
        seconds = FRESH_SECONDS;
    else if (provider->known && stored == STORE_OK)
        seconds = AGAIN_KNOWN_SECONDS; /* logins go on meanwhile */
    task->due[at] = clock_monotonic_micro() + seconds * MICRO_PER_SECOND;
    return stored;
}

static struct oidc_provider *provider_of(struct oidc_task *task, const struct oidc_job *job)
{
    for (size_t i = 0; i < task->provider_count; i++)
        if (text_equal(task->providers[i].name, job->provider) && text_equal(task->providers[i].issuer, job->issuer))
            return &task->providers[i];
    return NULL;
}

/* A provider that calls people by their national identity numbers would have us keep them. */
static bool is_number(const char *subject)
{
    const struct fodselsnummer_rules rules = {.mode = FODSELSNUMMER_BOTH, .synthetic = FODSELSNUMMER_TENOR | FODSELSNUMMER_DOLLY | FODSELSNUMMER_SYNTPOP};
    struct fodselsnummer parsed;

    return fodselsnummer_parse(subject, &rules, &parsed) == FODSELSNUMMER_ACCEPTED;
}

static enum oidc_result ask(struct oidc_task *task, struct arena *arena, const struct oidc_job *job, const char **subject_out,
                            const char **why_out)
{
    const struct oidc_question question = {.code = job->code, .verifier = job->verifier, .nonce = job->nonce};
    struct oidc_provider *provider = provider_of(task, job);
    enum oidc_result result;

    *why_out = "the settings know no such provider";
    if (!provider)
        return OIDC_AWAY;
    result = oidc_ask(provider, task->client, arena, &question, subject_out, why_out);
    if (result != OIDC_VERIFIED || !is_number(*subject_out))
        return result;
    *why_out = "the provider's subjects are national identity numbers";
    return OIDC_DOUBTED;
}

/* A database that restarts is waited for a little: the code is used, and cannot be asked about again. */
static enum store_result bring(struct oidc_task *task, struct arena *arena, const struct oidc_job *job, const char *subject,
                               const char *reason)
{
    enum store_result stored = STORE_DOWN;

    for (int try = 0; try < STORING_TRIES && stored == STORE_DOWN; try++) {
        if (try > 0)
            clock_pause(BETWEEN_TRIES_MICRO);
        stored = oidc_done(&task->store, arena, job, subject, reason);
    }
    return stored;
}

static enum store_result work(struct oidc_task *task, struct arena *arena, const struct oidc_job *job)
{
    long long began = clock_monotonic_micro();
    const char *subject = NULL, *why = "";
    enum oidc_result result = ask(task, arena, job, &subject, &why);
    enum store_result stored = bring(task, arena, job, result == OIDC_VERIFIED ? subject : NULL,
                                     result == OIDC_AWAY ? OIDC_REASON_AWAY : OIDC_REASON_DOUBTED);

    if (result != OIDC_VERIFIED)
        log_event(LOG_LEVEL_WARNING, "oidc-refused", "provider=%s kind=%s why=\"%s\"", job->provider,
                  result == OIDC_AWAY ? OIDC_REASON_AWAY : OIDC_REASON_DOUBTED, why);
    log_event(LOG_LEVEL_INFO, "oidc", "provider=%s verified=%s stored=%s micro=%lld", job->provider,
              result == OIDC_VERIFIED ? "yes" : "no", stored == STORE_OK ? "yes" : "no", clock_monotonic_micro() - began);
    return stored;
}

enum oidc_step oidc_step(struct oidc_task *task, struct arena *arena)
{
    struct oidc_job job;

    for (size_t i = 0; i < task->provider_count; i++)
        if (clock_monotonic_micro() >= task->due[i] && refresh(task, arena, i) != STORE_OK)
            return OIDC_STEP_DOWN;
    if (oidc_take(&task->store, arena, &job) != STORE_OK)
        return OIDC_STEP_DOWN;
    if (!job.id)
        return OIDC_STEP_IDLE;
    return work(task, arena, &job) == STORE_OK ? OIDC_STEP_WORKED : OIDC_STEP_DOWN;
}
