/* "Min bruker": who is logged in, what she has access to, and her sessions (requirement A5). */
#include <limits.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/users_words.h"
#include "register/page/account/oidc.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/factor.h"

enum { SECONDS_PER_MINUTE = 60 };

static const char *where(const struct grant *grant)
{
    if (text_is_empty(grant->kommunenummer))
        return _("Hele landet");
    return text_is_empty(grant->bydel) ? grant->kommunenavn : grant->bydelsnavn;
}

static void fill_grant(struct values *row, const struct grant *grant)
{
    values_set(row, "ROLE", role_label(grant->role));
    values_set(row, "PLACE", where(grant));
}

static void fill_grants(struct visit *visit, struct values *page)
{
    const struct account *account = visit->context.account;

    for (size_t i = 0; i < account->grant_count; i++)
        fill_grant(values_section(page, "GRANT"), &account->grants[i]);
}

/* "Firefox/Windows" as people say it. */
static const char *show_browser(struct arena *arena, const char *browser)
{
    const char *slash = strchr(browser, '/');

    if (!slash)
        return _("Ukjent nettleser");
    if (!slash[1])
        return arena_copy_n(arena, browser, (size_t)(slash - browser));
    if (slash == browser)
        return arena_printf(arena, _("Ukjent nettleser på %s"), slash + 1);
    return arena_printf(arena, _("%.*s på %s"), (int)(slash - browser), browser, slash + 1);
}

static void fill_session(struct visit *visit, struct values *page, const struct own_session *session)
{
    struct values *row = values_section(page, "SESSION");
    struct values *other;

    values_set(row, "BEGUN", clock_show_minute(visit->arena, session->created_at));
    values_set(row, "SEEN", clock_show_minute(visit->arena, session->seen_at));
    values_set(row, "BROWSER", show_browser(visit->arena, session->browser));
    values_set(row, "REMOTE", session->remote);
    if (session->is_this) {
        values_show(row, "THIS_ONE");
        return;
    }
    other = values_section(row, "OTHER");
    values_set_number(other, "SESSION_NUMBER", session->number);
}

static void fill_limits(struct visit *visit, struct values *page, const struct own_session *own)
{
    values_set_number(page, "IDLE_MINUTES", visit->site->login_limits.idle_seconds / SECONDS_PER_MINUTE);
    values_set(page, "ENDS", clock_show_minute(visit->arena, own->ends_at));
}

enum { FEW_CODES = 3 };

static enum store_result fill_factor(struct visit *visit, struct values *page)
{
    struct own_factor own;
    struct values *section;
    enum store_result result = factor_show(&visit->site->store, visit->arena, &own);

    if (result != STORE_OK)
        return result;
    if (!own.since) {
        values_show(page, "NO_FACTOR");
        return STORE_OK;
    }
    section = values_section(page, "HAS_FACTOR");
    values_set(section, "SINCE", clock_show_minute(visit->arena, own.since));
    values_set_number(section, "CODES_LEFT", own.codes_left);
    if (own.codes_left <= FEW_CODES)
        values_show(section, "FEW_CODES");
    return STORE_OK;
}

static void fill_receipt(struct visit *visit, struct values *page)
{
    if (http_fields_get(&visit->request->query, "passord"))
        show_notice(page, "success", _("Passordet er endret"), _("Andre innlogginger er avsluttet."));
    if (http_fields_get(&visit->request->query, "avsluttet"))
        show_notice(page, "success", _("Økten er avsluttet"),
                    _("Den som bruker den, må logge inn på nytt. Det som var lagret, er trygt."));
}

enum outcome page_me(struct visit *visit)
{
    const struct account *account = visit->context.account;
    const struct own_session *sessions;
    size_t count;
    struct values *page;
    enum outcome outcome;
    enum store_result result = session_list(&visit->site->store, visit->arena, &sessions, &count);

    if (result != STORE_OK)
        return visit_store(result);
    page = visit_page(visit, "min-bruker.html", _("Min bruker"));
    values_set(page, "NAME", account->name);
    values_set(page, "LOGIN_NAME", account->username);
    values_set(page, "EMAIL", account->email);
    outcome = oidc_fill_identities(visit, page);
    if (outcome != OUTCOME_READY)
        return outcome;
    fill_receipt(visit, page);
    fill_grants(visit, page);
    fill_limits(visit, page, &sessions[0]);
    for (size_t i = 0; i < count; i++)
        fill_session(visit, page, &sessions[i]);
    if (count > 1)
        values_show(page, "MORE_THAN_ONE");
    result = fill_factor(visit, page);
    return result == STORE_OK ? visit_render(visit, 200) : visit_store(result);
}

/* `okt` of the form: a number, or "alle" for all but this one. */
enum outcome page_me_end(struct visit *visit)
{
    const char *asked = http_fields_get(&visit->request->form, "okt");
    bool all = text_equal(asked, "alle");
    long long number = 0;
    long ended = 0;
    enum store_result result;

    if (!all && !text_to_integer(asked, 1, LLONG_MAX, &number))
        return OUTCOME_ABSENT;
    result = session_end_other(&visit->site->store, visit->arena, number, &ended);
    if (result != STORE_OK)
        return visit_store(result);
    return visit_redirect(visit, ended > 0 ? "/min-bruker?avsluttet=ja" : "/min-bruker");
}
