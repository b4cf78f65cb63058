/* The front door, the guide, and the accessibility statement. */
#include "engine/base/words.h"
#include "register/page/pages.h"

enum outcome page_front(struct visit *visit)
{
    if (!visit->context.account)
        return visit_redirect(visit, "/logg-inn");
    if (access_may(visit->context.account, visit->site->reg->name, ACCESS_SEE_PARTICIPANTS))
        return visit_redirect(visit, "/deltakere");
    return visit_redirect(visit, "/hjelp");
}

enum outcome page_help(struct visit *visit)
{
    struct values *page;

    visit->menu = "AT_HELP";
    page = visit_page(visit, "hjelp.html", _("Veiledning"));
    if (*visit->site->contact_support)
        values_set(values_section(page, "SUPPORT"), "SUPPORT_EMAIL", visit->site->contact_support);
    if (*visit->site->contact_login)
        values_set(values_section(page, "LOGIN_HELP"), "LOGIN_EMAIL", visit->site->contact_login);
    return visit_render(visit, 200);
}

enum outcome page_accessibility(struct visit *visit)
{
    struct values *page = visit_page(visit, "tilgjengelighet.html", _("Tilgjengelighetserklæring"));

    if (*visit->site->contact_support)
        values_set(values_section(page, "SUPPORT"), "SUPPORT_EMAIL", visit->site->contact_support);
    else
        values_show(page, "NO_SUPPORT");
    return visit_render(visit, 200);
}
