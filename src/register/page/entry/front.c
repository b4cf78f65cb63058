/* The front door leads to what its visitor is here for; and the accessibility statement. */
#include "engine/base/words.h"
#include "register/page/pages.h"
#include "register/page/registers.h"

/* `register` in the query: into that one, by the switch in the header. */
enum outcome page_front(struct visit *visit)
{
    const char *asked = http_fields_get(&visit->request->query, "register");

    if (!visit->context.account)
        return visit_redirect(visit, "/logg-inn");
    if (asked && !registers_own(visit, asked))
        return OUTCOME_ABSENT;
    if (asked) {
        visit->reg = registers_own(visit, asked);
        context_set_register(&visit->site->rules, visit->request, visit->reg->name, &visit->response);
    }
    return visit_redirect(visit, registers_start(visit));
}

enum outcome page_accessibility(struct visit *visit)
{
    struct values *page = visit_page(visit, "tilgjengelighet.html", _("Tilgjengelighetserklæring"));

    visit_contact(visit, page);
    return visit_render(visit, 200);
}
