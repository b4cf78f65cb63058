/* How far a long answer has come, in the seats that workers share. */
#include "engine/http/progress.h"

#include <stdio.h>

#include "engine/http/reply.h"
#include "engine/http/scoreboard.h"

void progress_begin(struct http_reply *reply, const char *name)
{
    struct seat_answer *answer = &reply->seat->answer;
    snprintf(answer->name, sizeof answer->name, "%s", name);
    atomic_store(&answer->count, 0);
    atomic_store(&answer->is_named, true);
}

bool progress_tell(struct http_reply *reply, unsigned long long count)
{
    struct seat_answer *answer = &reply->seat->answer;
    atomic_store_explicit(&answer->count, count, memory_order_relaxed);
    return !seat_answer_is_stopped(answer);
}

bool progress_find(const char *name, unsigned long long *count_out)
{
    unsigned turn;
    struct seat_answer *answer = scoreboard_answer(name, &turn);
    *count_out = answer == NULL ? 0 : atomic_load(&answer->count);
    return answer != NULL;
}

bool progress_stop(const char *name)
{
    unsigned turn;
    struct seat_answer *answer = scoreboard_answer(name, &turn);
    if (answer != NULL) {
        atomic_store(&answer->stopped, turn);
    }
    return answer != NULL;
}
