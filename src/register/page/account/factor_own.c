/* The second factor of the user who is logged in (requirement A4): another app, or new recovery codes. Password and code are
 * asked for again. */
#include "engine/base/clock.h"
#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/factor.h"
#include "register/page/account/recovery.h"
#include "register/page/pages.h"

enum { PASSWORD_AT_MOST = 1000, SECONDS_PER_MINUTE = 60 };

static bool wants_codes(const struct visit *visit)
{
    const char *asked = http_fields_get(&visit->request->form, "hva");

    return text_equal(asked ? asked : http_fields_get(&visit->request->query, "hva"), "koder");
}

static struct values *own_page(struct visit *visit, const struct own_factor *own)
{
    bool codes = own->since && wants_codes(visit);
    struct values *page = visit_page(visit, "min-bruker-faktor.html", codes ? _("Nye gjenopprettingskoder") : _("Registrer en kodeapp"));

    values_show(page, codes ? "FOR_CODES" : own->since ? "FOR_ANOTHER" : "FOR_FIRST");
    values_set(page, "LOGIN_NAME", visit->context.account->username);
    if (own->since)
        values_show(page, "ASKS_CODE");
    return page;
}

static enum outcome refuse(struct visit *visit, const struct own_factor *own, const char *section, int status)
{
    values_show(values_section(own_page(visit, own), "FAILED"), section);
    values_show(visit->values, "WITH_ERRORS");
    return visit_render(visit, status);
}

enum outcome page_factor_own_form(struct visit *visit)
{
    struct own_factor own;
    enum store_result result = factor_show(&visit->site->store, visit->arena, &own);

    if (result != STORE_OK)
        return visit_store(result);
    own_page(visit, &own);
    return visit_render(visit, 200);
}

static enum outcome too_many(struct visit *visit, const struct own_factor *own, const struct login_attempt *attempt)
{
    long minutes = (attempt->retry_seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
    struct values *failed = values_section(own_page(visit, own), "FAILED");

    values_set_number(values_section(failed, "TOO_MANY"), "WAIT_MINUTES", minutes > 1 ? minutes : 2);
    values_show(visit->values, "WITH_ERRORS");
    visit->response.retry_after = attempt->retry_seconds;
    return visit_render(visit, 429);
}

static enum outcome told(struct visit *visit, const struct own_factor *own, enum factor_outcome outcome)
{
    switch (outcome) {
    case FACTOR_PASSWORD:
        return refuse(visit, own, "WRONG_PASSWORD", 422);
    case FACTOR_USED:
        return refuse(visit, own, "USED", 422);
    case FACTOR_DENIED:
        return refuse(visit, own, "DENIED", 429);
    default:
        return refuse(visit, own, "WRONG", 422);
    }
}

static enum outcome done(struct visit *visit, const struct factor_request *request, const struct recovery *recovery)
{
    if (request->codes) {
        values_show(recovery_page(visit, recovery), "RENEWED");
        return visit_render(visit, 200);
    }
    context_set_half(&visit->site->rules, visit->request, request->token, &visit->response);
    return visit_redirect(visit, "/logg-inn/registrer");
}

static enum outcome prove(struct visit *visit, const struct own_factor *own, const struct login_attempt *attempt,
                          const struct factor_proof *proof)
{
    const char *password = http_fields_get(&visit->request->form, "passord");
    const struct recovery *recovery = recovery_make(visit, visit->context.account->user_id);
    char encoded[CRYPTO_PASSWORD_TEXT], *token = arena_alloc(visit->arena, CRYPTO_TOKEN_TEXT);
    struct factor_request request = {.attempt = attempt, .encoded = encoded, .proof = *proof, .token = token};
    enum factor_outcome outcome;
    enum store_result result;

    if (!crypto_password_again(password, attempt->prefix, encoded))
        return OUTCOME_FAILED;
    crypto_token(token);
    request.codes = own->since && wants_codes(visit) ? recovery->kept : NULL;
    result = factor_prove(&visit->site->store, visit->arena, &request, &outcome);
    if (result != STORE_OK)
        return visit_store(result);
    return outcome == FACTOR_OK ? done(visit, &request, recovery) : told(visit, own, outcome);
}

enum outcome page_factor_own(struct visit *visit)
{
    const char *password = http_fields_get(&visit->request->form, "passord");
    const struct account *account = visit->context.account;
    struct factor_proof proof = {0};
    struct login_attempt attempt;
    struct own_factor own;
    enum store_result result = factor_show(&visit->site->store, visit->arena, &own);

    if (result != STORE_OK)
        return visit_store(result);
    if (text_is_empty(password) || text_length(password) > PASSWORD_AT_MOST)
        return refuse(visit, &own, text_is_empty(password) ? "EMPTY_PASSWORD" : "WRONG_PASSWORD", 422);
    if (own.since && !factor_read(visit, account->user_id, own.salt, &proof))
        return refuse(visit, &own, factor_misread(visit), 422);
    result = login_begin(&visit->site->store, visit->arena, account->username, visit->request->remote,
                         context_browser(visit->request), &attempt);
    if (result != STORE_OK)
        return visit_store(result);
    return attempt.allowed ? prove(visit, &own, &attempt, &proof) : too_many(visit, &own, &attempt);
}
