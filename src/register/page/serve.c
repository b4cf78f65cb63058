/* A request from left to right; read top to bottom. */
#include "register/page/serve.h"

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "register/page/error.h"
#include "register/page/language.h"
#include "register/page/registers.h"
#include "register/page/routes.h"
#include "register/page/visit.h"

/* A request starts over while routines or views are made anew (requirement C6): at once, then after 2, 4, ... 60 ms. What it
 * wrote before has its one-time key, or finds its own answer stored. */
enum { TRYING_MICRO = 10 * 1000 * 1000, PAUSE_MICRO = 2000, PAUSES_GROW = 30 };

static const struct route *find_route(struct visit *visit, enum outcome *outcome_out)
{
    const char *caught[ROUTE_PARTS];
    const struct route *route = route_find(visit->request->method, visit->request->path, visit->arena, caught,
                                           &visit->response.allow);

    visit->part = caught[0];
    visit->page = caught[1];
    visit->row = caught[2];
    if (!route)
        *outcome_out = visit->response.allow ? OUTCOME_METHOD : OUTCOME_ABSENT;
    return route;
}

/* What a user may not see is answered as what does not exist (I8). */
static enum outcome check_access(const struct visit *visit)
{
    static const unsigned rights[] = {
        [ROUTE_SEE] = ACCESS_SEE_PARTICIPANTS,
        [ROUTE_CHANGE] = ACCESS_SEE_PARTICIPANTS | ACCESS_CHANGE_PARTICIPANTS,
        [ROUTE_REPORT] = ACCESS_REPORTING,
        [ROUTE_LOG] = ACCESS_LOG,
        [ROUTE_PEOPLE] = ACCESS_PEOPLE,
        [ROUTE_PEOPLE_LIST] = ACCESS_LOOK_UP_PEOPLE,
    };
    enum route_needs needs = visit->route->needs;
    if (needs == ROUTE_OPEN)
        return OUTCOME_READY;
    if (needs == ROUTE_PASSWORD)
        return visit->site->password_login ? OUTCOME_READY : OUTCOME_ABSENT;
    if (needs == ROUTE_HALF && visit->context.half)
        return OUTCOME_READY;
    if (!visit->context.account)
        return OUTCOME_LOGIN;
    if (needs == ROUTE_HALF || needs == ROUTE_LOGIN)
        return OUTCOME_READY;
    return registers_may(visit, rights[needs]) ? OUTCOME_READY : OUTCOME_ABSENT;
}

static enum outcome handle(struct visit *visit)
{
    enum outcome outcome = check_access(visit);

    if (outcome != OUTCOME_READY)
        return outcome;
    registers_enter(visit);
    if (!visit->route->writes || context_form_is_ours(&visit->context, visit->request))
        return visit->route->handle(visit);
    return visit->route->forgery ? visit->route->forgery(visit) : OUTCOME_FORGERY;
}

static enum outcome answer(struct visit *visit)
{
    struct site *site = visit->site;
    enum outcome outcome = OUTCOME_READY;
    enum store_result opened;
    const char *reg;

    language_use(visit);
    visit->route = find_route(visit, &outcome);
    reg = visit->route && visit->route->reg ? visit->route->reg : site->reg->name;
    opened = context_open(&site->store, &site->rules, visit->request, reg, &visit->context);
    if (opened == STORE_LOST)
        return OUTCOME_AGAIN;
    registers_choose(visit);
    if (language_asked(visit, &outcome) || !visit->route)
        return outcome;
    if (opened != STORE_OK && visit->route->needs != ROUTE_OPEN)
        return visit_store(opened);
    return handle(visit);
}

/* The route's pattern, never the path: addresses hold ids. */
static void log_request(struct visit *visit, int status, long long began)
{
    const struct account *account = visit->context.account;

    log_event(LOG_LEVEL_INFO, "request", "id=%s route=%s status=%d user=%lld audit=%s sql=%u micro=%lld",
              visit->request->request_id, visit->route ? visit->route->pattern : "-", status,
              account ? account->user_id : 0, account ? account->request_id : "-", store_statements_taken(&visit->site->store),
              clock_monotonic_micro() - began);
}

static void send_answer(struct visit *visit, enum outcome outcome)
{
    if (outcome == OUTCOME_SENT)
        return;
    if (outcome != OUTCOME_READY)
        error_page(visit, outcome);
    if (visit->values) { /* a page was drawn, and may hold a form */
        context_set_visitor(&visit->site->rules, visit->request, &visit->context, &visit->response);
        registers_remember(visit);
    }
    http_reply_send(visit->reply, &visit->response);
}

void serve(struct site *site, const struct http_request *request, struct http_reply *reply)
{
    long long began = clock_monotonic_micro();
    struct visit visit;
    enum outcome outcome;

    for (unsigned try = 0;; try++) {
        visit = (struct visit){.site = site, .reg = site->reg, .request = request, .arena = request->arena, .reply = reply};
        outcome = answer(&visit);
        if (outcome != OUTCOME_AGAIN)
            break;
        if (clock_monotonic_micro() - began > TRYING_MICRO) {
            log_event(LOG_LEVEL_ERROR, "context-lost-for-good", "id=%s tries=%u", request->request_id, try + 1);
            break;
        }
        clock_pause(PAUSE_MICRO * (try < PAUSES_GROW ? try : PAUSES_GROW));
    }
    send_answer(&visit, outcome);
    log_request(&visit, visit.response.status, began);
}

void serve_refusal(struct site *site, int status, const struct http_request *request, struct http_reply *reply)
{
    struct visit visit = {.site = site, .reg = site->reg, .request = request, .arena = request->arena, .reply = reply};

    visit.context.csrf = "";
    language_use(&visit);
    error_page_status(&visit, status);
    http_reply_send(reply, &visit.response);
    log_request(&visit, status, clock_monotonic_micro());
}
