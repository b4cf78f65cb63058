/* Every hour, what has served its time is swept away. */
#include "register/task/housekeeping.h"

#include "engine/base/log.h"
#include "register/store/housekeeping.h"

static const long long hour = 3600LL * 1000 * 1000, minute = 60LL * 1000 * 1000;

bool housekeeping_step(struct housekeeping *housekeeping, struct store *store, struct arena *arena, long long now)
{
    struct housekeeping_swept swept;
    bool done;

    if (housekeeping->done_before && now < housekeeping->next)
        return false;
    done = housekeeping_sweep(store, arena, &swept) == STORE_OK;
    housekeeping->done_before = true;
    housekeeping->next = now + (done ? hour : minute);
    if (done)
        log_event(LOG_LEVEL_INFO, "housekeeping", "one_time_keys=%lld sessions=%lld login_attempts=%lld person_searches=%lld mail_emptied=%lld mail_gone=%lld",
                  swept.one_time_keys, swept.sessions, swept.login_attempts, swept.person_searches, swept.mail_emptied, swept.mail_gone);
    return done;
}
