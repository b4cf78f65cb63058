/* For machines that watch: alive, and ready to serve. */
#include <string.h>

#include "register/page/pages.h"

static enum outcome say(struct visit *visit, int status, const char *text)
{
    visit->response.status = status;
    visit->response.type = "text/plain; charset=utf-8";
    visit->response.body = text;
    visit->response.body_length = strlen(text);
    return OUTCOME_READY;
}

enum outcome page_health(struct visit *visit)
{
    return say(visit, 200, "ok\n");
}

enum outcome page_ready(struct visit *visit)
{
    struct places places;
    enum store_result result = places_load(&visit->site->store, visit->arena, &places);

    if (result == STORE_LOST)
        return OUTCOME_AGAIN;
    if (result != STORE_OK)
        return say(visit, 503, "databasen svarer ikke\n");
    return say(visit, 200, "klar\n");
}
