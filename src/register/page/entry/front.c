/* The front door, and the accessibility statement. */
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

enum outcome page_accessibility(struct visit *visit)
{
    struct values *page = visit_page(visit, "tilgjengelighet.html", _("Tilgjengelighetserklæring"));

    visit_contact(visit, page);
    return visit_render(visit, 200);
}
