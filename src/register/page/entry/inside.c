/* Where a login leads. */
#include "register/page/entry/inside.h"

#include <string.h>

#include "engine/base/text.h"
#include "register/page/entry/carry.h"

enum { ADDRESS_AT_MOST = 1000 };

/* Only an address of ours, with its query (the overview's filters), so that nobody is sent elsewhere after login. */
static const char *safe_return(const char *to)
{
    static const char *const ours[] = {"/brukere", "/deltakere", "/hjelp/", "/introduksjon", "/invitasjon/", "/kodebok", "/kvalitet"};
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?=&%";

    if (!to || strlen(to) > ADDRESS_AT_MOST || to[strspn(to, plain)])
        return NULL;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (text_starts_with(to, ours[i]))
            return to;
    return NULL;
}

/* Servers on the way write addresses down. */
static const char *without_secret(const char *to)
{
    return to && text_starts_with(to, "/invitasjon/") ? NULL : to;
}

const char *inside_asked(const struct visit *visit)
{
    const char *to = http_fields_get(&visit->request->form, "til");

    return to ? safe_return(to) : without_secret(safe_return(http_fields_get(&visit->request->query, "til")));
}

const char *inside_told(const struct visit *visit)
{
    return without_secret(inside_asked(visit));
}

void inside_fill(struct visit *visit, struct values *page)
{
    const char *to = inside_asked(visit);

    if (to)
        values_set(values_section(page, "RETURN"), "RETURN_TO", to);
    carry_on(visit, page);
}

const char *inside_query(struct visit *visit)
{
    const char *to = inside_told(visit);

    return to ? arena_printf(visit->arena, "?til=%s", text_percent_encode(visit->arena, to)) : "";
}

enum outcome inside_enter(struct visit *visit, const char *token)
{
    const char *to = inside_asked(visit);

    context_set_session(&visit->site->rules, visit->request, token, &visit->response);
    context_enter(&visit->site->rules, visit->request, token, &visit->context);
    if (to && carry_is_under_way(visit))
        return carry_ask(visit, to);
    return visit_redirect(visit, to ? to : "/");
}
