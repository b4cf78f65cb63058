/* Another password, by the old one (requirement A4). */
#include "register/domain/access/password.h"

#include "engine/base/crypto/crypto.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/pages.h"
#include "register/store/password.h"

enum { OLD_AT_MOST = 1000, SECONDS_PER_MINUTE = 60, WORDS_AT_MOST = 30 };

static struct values *own_page(struct visit *visit)
{
    struct values *page = visit_page(visit, "min-bruker-passord.html", _("Bytt passord"));

    values_set(page, "LOGIN_NAME", visit->context.account->username);
    return page;
}

enum outcome page_password_form(struct visit *visit)
{
    own_page(visit);
    return visit_render(visit, 200);
}

/* `field`: which of the two it is about. */
static enum outcome refuse(struct visit *visit, const char *field, const char *says, int status)
{
    struct values *page = own_page(visit);
    struct values *failed = values_section(page, "FAILED");

    values_set(failed, "FIELD", field);
    values_set(failed, "MESSAGE", says);
    values_show(page, text_equal(field, "passord") ? "WRONG_OLD" : "WRONG_NEW");
    values_show(visit->values, "WITH_ERRORS");
    return visit_render(visit, status);
}

static enum password_verdict judge(struct visit *visit, const char *password)
{
    const struct account *account = visit->context.account;
    const char *own[WORDS_AT_MOST] = {account->name, account->username, account->email};
    size_t count = 3;

    for (size_t i = 0; i < account->grant_count && count + 2 <= WORDS_AT_MOST; i++) {
        own[count++] = account->grants[i].kommunenavn;
        own[count++] = account->grants[i].bydelsnavn;
    }
    return password_judge(visit->arena, password, own, count);
}

static enum outcome change(struct visit *visit, const struct login_attempt *attempt, const char *old, const char *password)
{
    char encoded[CRYPTO_PASSWORD_TEXT], hash[CRYPTO_PASSWORD_TEXT];
    bool ok = false;
    enum store_result result;

    if (!crypto_password_again(old, attempt->prefix, encoded))
        return OUTCOME_FAILED;
    crypto_password_hash(password, hash);
    result = password_change(&visit->site->store, visit->arena, attempt, encoded, hash, &ok);
    if (result != STORE_OK)
        return visit_store(result);
    return ok ? visit_redirect(visit, "/min-bruker?passord=nytt") : refuse(visit, "passord", _("Passordet er feil. Prøv igjen."), 422);
}

static enum outcome too_many(struct visit *visit, const struct login_attempt *attempt)
{
    long minutes = (attempt->retry_seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;

    visit->response.retry_after = attempt->retry_seconds;
    return refuse(visit, "passord",
                  arena_printf(visit->arena, _("Det er prøvd for mange ganger. Vent %ld minutter før du prøver igjen."),
                               minutes > 1 ? minutes : 2), 429);
}

enum outcome page_password(struct visit *visit)
{
    const char *old = http_fields_get(&visit->request->form, "passord");
    const char *password = http_fields_get(&visit->request->form, "nytt_passord");
    enum password_verdict verdict = judge(visit, password);
    struct login_attempt attempt;
    enum store_result result;

    if (text_is_empty(old) || text_length(old) > OLD_AT_MOST)
        return refuse(visit, "passord", _("Skriv passordet du har nå"), 422);
    if (verdict != PASSWORD_GOOD)
        return refuse(visit, "nytt_passord", password_says(verdict), 422);
    result = login_begin(&visit->site->store, visit->arena, visit->context.account->username, visit->request->remote,
                         context_browser(visit->request), &attempt);
    if (result != STORE_OK)
        return visit_store(result);
    return attempt.allowed ? change(visit, &attempt, old, password) : too_many(visit, &attempt);
}
