/* Searching for participants (requirements O4, I5). */
#include "register/page/pages.h"
#include "register/page/participants/selection.h"

enum outcome page_search_form(struct visit *visit)
{
    return search_show(visit, &selection_search_page);
}

enum outcome page_search(struct visit *visit)
{
    return search_run(visit, &selection_search_page);
}

enum outcome page_search_forged(struct visit *visit)
{
    return search_forged(visit, &selection_search_page);
}
