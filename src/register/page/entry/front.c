/* The front door leads to what its visitor is here for; and the accessibility statement. */
#include "engine/base/words.h"
#include "register/page/pages.h"

enum outcome page_front(struct visit *visit)
{
    if (!visit->context.account)
        return visit_redirect(visit, "/logg-inn");
    if (access_may(visit->context.account, visit->site->reg->name, ACCESS_SEE_PARTICIPANTS))
        return visit_redirect(visit, "/deltakere");
    if (access_may_anywhere(visit->context.account, ACCESS_LOOK_UP_PEOPLE))
        return visit_redirect(visit, "/brukere");
    return visit_redirect(visit, "/hjelp");
}

enum outcome page_accessibility(struct visit *visit)
{
    struct values *page = visit_page(visit, "tilgjengelighet.html", _("Tilgjengelighetserklæring"));

    visit_contact(visit, page);
    return visit_render(visit, 200);
}
