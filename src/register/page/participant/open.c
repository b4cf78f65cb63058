/* The participant an address names. */
#include "register/page/participant/open.h"

#include <string.h>

#include "register/page/routes.h"
#include "register/store/participant.h"

/* What the log says she was opened for: "bakgrunn", "registrerte-data", "navn/bekreft". A field that is saved by itself is a
 * change and no more (requirement L3); a form that was posted may be shown again. */
static const char *opened_as(const struct visit *visit)
{
    static const char before[] = "/deltakere/{id}/";
    const char *rest = visit->route->pattern + strlen(before);

    if (visit->request->method == HTTP_PATCH)
        return NULL;
    return *rest == '{' ? visit->page : rest;
}

enum outcome participant_of(struct visit *visit, long since, struct participant **participant_out)
{
    enum store_result result;
    participant_id id;

    if (!visit->part || !participant_id_parse(visit->part, &id))
        return OUTCOME_ABSENT;
    result = participant_load(&visit->site->store, visit->arena, visit->site->reg, id, since,
                              opened_as(visit), visit->context.account->user_id, participant_out);
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
