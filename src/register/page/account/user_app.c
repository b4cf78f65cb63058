/* Taking somebody's code app away, so that she can register a new one (requirement A4): a page that says what happens, then the
 * deed. */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/user_open.h"
#include "register/page/pages.h"
#include "register/page/show.h"
#include "register/store/factor.h"

static enum outcome ask(struct visit *visit, const struct user_seen *seen, const char *refusal)
{
    struct values *page;

    if (!seen->person->has_access || seen->person->is_self)
        return OUTCOME_ABSENT;
    page = user_page(visit, seen, "bruker-kodeapp.html", _("Fjern kodeappen"));
    if (refusal)
        show_notice(page, "warning", _("Kodeappen er ikke fjernet"), refusal);
    return visit_render(visit, refusal ? 422 : 200);
}

enum outcome page_user_app_form(struct visit *visit)
{
    struct user_seen seen;
    enum outcome outcome = user_open(visit, &seen);

    return outcome == OUTCOME_READY ? ask(visit, &seen, NULL) : outcome;
}

static enum outcome told(struct visit *visit, const struct user_seen *seen, enum factor_reset reset)
{
    switch (reset) {
    case FACTOR_RESET_DONE:
        return visit_redirect(visit, arena_printf(visit->arena, "%s?utfort=kodeapp", seen->path));
    case FACTOR_RESET_NONE:
        return ask(visit, seen, _("Brukeren har ingen kodeapp, og registrerer en ved neste innlogging hvis det kreves."));
    case FACTOR_RESET_ELSEWHERE:
        return ask(visit, seen, _("Brukeren har tilgang også andre steder enn der du gir tilgang. Be systemeieren om å fjerne kodeappen."));
    default:
        return OUTCOME_ABSENT;
    }
}

enum outcome page_user_app(struct visit *visit)
{
    struct user_seen seen;
    enum outcome outcome = user_open(visit, &seen);
    enum factor_reset reset;
    enum store_result result;

    if (outcome != OUTCOME_READY)
        return outcome;
    if (!text_equal(http_fields_get(&visit->request->form, "bekreft"), "ja"))
        return ask(visit, &seen, NULL);
    result = factor_reset(&visit->site->store, visit->arena, seen.person->id, &reset);
    return result == STORE_OK ? told(visit, &seen, reset) : visit_store(result);
}
