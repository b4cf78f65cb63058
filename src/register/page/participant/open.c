/* The participant an address names. */
#include "register/page/participant/open.h"

#include "register/store/participant.h"

enum outcome participant_of(struct visit *visit, long since, struct participant **participant_out)
{
    enum store_result result;
    participant_id id;

    if (!visit->part || !participant_id_parse(visit->part, &id))
        return OUTCOME_ABSENT;
    result = participant_load(&visit->site->store, visit->arena, visit->site->reg, id, since,
                              visit->context.account->user_id, participant_out);
    if (result != STORE_OK)
        return visit_store(result);
    return *participant_out ? OUTCOME_READY : OUTCOME_ABSENT;
}

enum outcome participant_to_change(struct visit *visit, long since, struct participant **participant_out)
{
    enum outcome outcome = participant_of(visit, since, participant_out);

    if (outcome == OUTCOME_READY && !(*participant_out)->may_change)
        return OUTCOME_ABSENT;
    return outcome;
}
