/* Logging in and out. */
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/browser.h"
#include "register/page/account/factor.h"
#include "register/page/account/oidc.h"
#include "register/page/entry/carry.h"
#include "register/page/entry/inside.h"
#include "register/page/help/topics.h"
#include "register/page/pages.h"
#include "register/store/factor.h"
#include "register/store/oidc.h"
#include "register/store/session.h"

enum { USERNAME_AT_MOST = 100, PASSWORD_AT_MOST = 1000, SECONDS_PER_MINUTE = 60 };

static struct values *login_page(struct visit *visit)
{
    struct values *page = visit_page(visit, "logg-inn.html", _("Logg inn"));

    visit_contact(visit, page);
    oidc_fill_login(visit, values_include(page, "PROVIDERS", "leverandorer.html"), inside_told(visit));
    if (visit->site->password_login)
        values_show(page, "BY_PASSWORD");
    values_set(page, "USER_NAME_TYPED", http_fields_get(&visit->request->form, "brukernavn"));
    inside_fill(visit, page);
    return page;
}

enum outcome page_login_form(struct visit *visit)
{
    struct values *page;

    if (visit->context.account)
        return visit_redirect(visit, inside_asked(visit) ? inside_asked(visit) : "/");
    page = login_page(visit);
    if (http_fields_get(&visit->request->query, "ut"))
        values_show(page, "LOGGED_OUT");
    else if (http_fields_get(&visit->request->query, "passord"))
        values_show(page, "NEW_PASSWORD");
    else if (http_fields_get(&visit->request->query, "utlopt"))
        values_show(page, "EXPIRED");
    else if (http_fields_get(&visit->request->query, "klar"))
        values_show(page, "ACCESS_READY");
    else if (inside_asked(visit))
        values_show(page, "NOT_LOGGED_IN");
    return visit_render(visit, 200);
}

enum outcome page_login_carrying(struct visit *visit)
{
    struct values *page;

    visit->help = help_topic_named("innlogging"); /* what may be read before login */
    page = login_page(visit);
    values_set(values_section(page, "RETURN"), "RETURN_TO", visit->request->path);
    values_show(page, "EXPIRED_CARRYING");
    carry_begin(visit, page);
    return visit_render(visit, 401);
}

/* `section` says what was wrong, inside the error summary. */
static struct values *failed_page(struct visit *visit, const char *section)
{
    struct values *failed;

    failed = values_section(login_page(visit), "FAILED");
    values_show(visit->values, "WITH_ERRORS");
    return values_section(failed, section);
}

enum outcome page_login_again(struct visit *visit)
{
    failed_page(visit, "CODE_OVER");
    return visit_render(visit, 422);
}

enum outcome page_login_forged(struct visit *visit)
{
    failed_page(visit, "STALE");
    return visit_render(visit, 403);
}

static enum outcome too_many(struct visit *visit, const struct login_attempt *attempt)
{
    long minutes = (attempt->retry_seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;

    values_set_number(failed_page(visit, "TOO_MANY"), "WAIT_MINUTES", minutes > 1 ? minutes : 2);
    visit->response.retry_after = attempt->retry_seconds;
    return visit_render(visit, 429);
}

/* What travels through the pages alone, and not in an address: then the next page is the answer. */
static bool has_luggage(const struct visit *visit)
{
    return carry_is_under_way(visit) || (inside_asked(visit) && !inside_told(visit));
}

/* A half session: on to the code or the app, with what travels along. */
static enum outcome go_on(struct visit *visit, const char *token, bool is_registered)
{
    context_set_half(&visit->site->rules, visit->request, token, &visit->response);
    if (has_luggage(visit))
        return is_registered ? factor_code_page(visit) : factor_enrol_page(visit, token);
    return visit_redirect(visit, arena_printf(visit->arena, "/logg-inn/%s%s", is_registered ? "kode" : "registrer",
                                              inside_query(visit)));
}

/* The database compares: what is computed here is the same for a known and an unknown name. */
static enum outcome try_password(struct visit *visit, const struct login_attempt *attempt, const char *password,
                                 const char *browser_token)
{
    char encoded[CRYPTO_PASSWORD_TEXT];
    char *token = arena_alloc(visit->arena, CRYPTO_TOKEN_TEXT);
    struct login_session session = {.token = token, .browser = browser_of(visit->arena, visit->request->user_agent),
                                    .limits = visit->site->login_limits};
    enum store_result result;
    enum login_outcome outcome;

    if (!crypto_password_again(password, attempt->prefix, encoded))
        return OUTCOME_FAILED;
    crypto_token(token);
    result = login_finish(&visit->site->store, visit->arena, attempt, encoded, &session, &outcome);
    if (result != STORE_OK)
        return visit_store(result);
    if (outcome == LOGIN_WRONG) {
        failed_page(visit, "WRONG");
        return visit_render(visit, 422);
    }
    context_set_browser(&visit->site->rules, visit->request, browser_token, &visit->response);
    return outcome == LOGIN_OK ? inside_enter(visit, token) : go_on(visit, token, outcome == LOGIN_HALF);
}

enum outcome page_login(struct visit *visit)
{
    const char *username = http_fields_get(&visit->request->form, "brukernavn");
    const char *password = http_fields_get(&visit->request->form, "passord");
    const char *browser_token = context_browser(visit->request);
    struct login_attempt attempt;
    enum store_result result;

    if (text_is_empty(username) || text_length(username) > USERNAME_AT_MOST) {
        failed_page(visit, text_is_empty(username) ? "EMPTY_USER_NAME" : "WRONG");
        return visit_render(visit, 422);
    }
    if (text_is_empty(password) || text_length(password) > PASSWORD_AT_MOST) {
        failed_page(visit, text_is_empty(password) ? "EMPTY_PASSWORD" : "WRONG");
        return visit_render(visit, 422);
    }
    result = login_begin(&visit->site->store, visit->arena, text_trim(visit->arena, username),
                         visit->request->remote, browser_token, &attempt);
    if (result != STORE_OK)
        return visit_store(result);
    return attempt.allowed ? try_password(visit, &attempt, password, browser_token) : too_many(visit, &attempt);
}

enum outcome page_logout(struct visit *visit)
{
    const char *provider = NULL, *endpoint = NULL;
    enum store_result result = STORE_OK;

    if (visit->context.half)
        result = half_session_end(&visit->site->store, visit->arena, visit->context.half);
    if (result == STORE_OK && visit->context.account && visit->site->provider_count > 0)
        result = oidc_logout(&visit->site->store, visit->arena, &provider, &endpoint);
    if (result == STORE_OK && visit->context.account)
        result = session_end(&visit->site->store, visit->arena);
    if (result != STORE_OK)
        return visit_store(result);
    context_drop_session(&visit->site->rules, visit->request, &visit->response);
    return oidc_logged_out(visit, provider, endpoint);
}
