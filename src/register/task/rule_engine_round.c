/* The rule engine's nights and moments. */
#include "register/task/rule_engine_round.h"

#include "engine/base/clock.h"
#include "engine/base/log.h"

enum { MINUTES_PER_HOUR = 60, AFTER_TROUBLE_SECONDS = 60 };

static const long long micro_per_second = 1000LL * 1000;

static bool is_night_due(const struct rule_engine_round *round, struct arena *arena, struct date today, unsigned hour)
{
    if (!date_is_set(round->night))
        return true;
    return date_compare(round->night, today) < 0 &&
           clock_seconds_since(clock_utc_of(arena, today, (int)hour * MINUTES_PER_HOUR)) > 0;
}

static void begin(struct rule_engine_round *round, struct date today, bool due_only)
{
    round->is_running = true;
    round->began = clock_monotonic_micro();
    round->run = (struct rule_engine_run){.today = today, .due_only = due_only};
    if (!due_only)
        round->night = today;
}

/* Goes on with what is under way, unless that was for a day that is over, or begins what is due. */
static bool is_at_work(struct rule_engine_round *round, struct arena *arena, const struct rule_engine_times *times)
{
    struct date today = clock_today();

    if (round->is_running && date_compare(round->run.today, today) == 0)
        return true;
    round->is_running = false;
    if (clock_monotonic_micro() >= round->due)
        begin(round, today, !is_night_due(round, arena, today, times->night_hour));
    return round->is_running;
}

/* Nothing is told of a look that found nobody. */
static void tell(const struct rule_engine_round *round)
{
    const struct rule_engine_counts *counts = &round->run.counts;

    if (round->run.due_only && counts->persons == 0)
        return;
    log_event(counts->failed > 0 ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, "rule-engine",
              "who=%s persons=%lu entered=%lu withdrawn=%lu replaced=%lu deadlines=%lu left=%lu failed=%lu micro=%lld",
              round->run.due_only ? "changed" : "all", counts->persons, rule_engine_total(counts->entered),
              rule_engine_total(counts->withdrawn), rule_engine_total(counts->replaced), counts->deadlines, counts->left,
              counts->failed, clock_monotonic_micro() - round->began);
}

static void wait_seconds(struct rule_engine_round *round, unsigned seconds)
{
    round->is_running = false;
    round->due = clock_monotonic_micro() + seconds * micro_per_second;
}

/* A database that is away is waited for where the round stands; what it will not answer is begun anew later. */
static enum rule_engine_step stop(struct rule_engine_round *round, enum store_result result)
{
    if (result == STORE_FAILED) {
        if (!round->run.due_only)
            round->night = DATE_NONE;
        wait_seconds(round, AFTER_TROUBLE_SECONDS);
    }
    return result == STORE_FAILED ? RULE_ENGINE_IDLE : RULE_ENGINE_DOWN;
}

enum rule_engine_step rule_engine_step(struct rule_engine_round *round, struct rule_engine *engine, struct arena *arena,
                                       const struct rule_engine_times *times)
{
    enum store_result result;

    if (!is_at_work(round, arena, times))
        return RULE_ENGINE_IDLE;
    result = rule_engine_page(engine, arena, &round->run);
    if (result != STORE_OK)
        return stop(round, result);
    if (!round->run.done)
        return RULE_ENGINE_WORKED;
    tell(round);
    wait_seconds(round, round->run.counts.failed > 0 ? AFTER_TROUBLE_SECONDS : times->every_seconds);
    return RULE_ENGINE_IDLE;
}
