/* A post that found the session over, carried through the login. */
#include "register/page/entry/carry.h"

#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/routes.h"

enum { BYTES_AT_MOST = 64 * 1024, FIELDS_AT_MOST = 500 };

static const char prefix[] = "med_";
static const char *const form_pages[] = {"/deltakere/", "/introduksjon/personer"};
static const char *const search_pages[] = {"/deltakere/sok", "/introduksjon/personer"}; /* nothing is stored by them */

static bool has_forms(const char *path)
{
    for (size_t i = 0; i < sizeof form_pages / sizeof *form_pages; i++)
        if (text_starts_with(path, form_pages[i]))
            return true;
    return false;
}

static bool is_search(const char *path)
{
    for (size_t i = 0; i < sizeof search_pages / sizeof *search_pages; i++)
        if (text_equal(path, search_pages[i]))
            return true;
    return false;
}

static bool is_small(const struct http_fields *form)
{
    size_t bytes = 0;

    for (size_t i = 0; i < form->count; i++)
        bytes += strlen(form->items[i].name) + strlen(form->items[i].value);
    return form->count <= FIELDS_AT_MOST && bytes <= BYTES_AT_MOST;
}

bool carry_wanted(const struct visit *visit)
{
    const struct http_request *request = visit->request;

    return request->method == HTTP_POST && visit->route->forgery && has_forms(request->path) &&
           is_small(&request->form) && context_form_was_ours(&visit->site->rules, &visit->context, request);
}

static void add(struct values *page, const char *name, const char *value)
{
    struct values *field = values_section(page, "CARRIED");

    values_set(field, "CARRIED_NAME", name);
    values_set(field, "CARRIED_VALUE", value);
}

void carry_begin(const struct visit *visit, struct values *page)
{
    const struct http_fields *form = &visit->request->form;

    for (size_t i = 0; i < form->count; i++)
        if (!text_equal(form->items[i].name, "csrf"))
            add(page, arena_printf(visit->arena, "%s%s", prefix, form->items[i].name), form->items[i].value);
}

static void add_carried(const struct visit *visit, struct values *page, size_t skip)
{
    const struct http_fields *form = &visit->request->form;

    for (size_t i = 0; i < form->count; i++)
        if (text_starts_with(form->items[i].name, prefix))
            add(page, form->items[i].name + skip, form->items[i].value);
}

void carry_on(const struct visit *visit, struct values *page)
{
    if (is_small(&visit->request->form))
        add_carried(visit, page, 0);
}

bool carry_is_under_way(const struct visit *visit)
{
    const struct http_fields *form = &visit->request->form;

    for (size_t i = 0; i < form->count; i++)
        if (text_starts_with(form->items[i].name, prefix))
            return is_small(form);
    return false;
}

bool carry_fill(const struct visit *visit, struct values *page, const char *to)
{
    if (!has_forms(to) || strchr(to, '?'))
        return false;
    values_show(page, is_search(to) ? "SEARCH" : "ANSWERS");
    values_set(page, "FORM_PATH", to);
    add_carried(visit, page, strlen(prefix));
    return true;
}

enum outcome carry_ask(struct visit *visit, const char *to)
{
    struct values *page = visit_page(visit, "innlogget-igjen.html", _("Du er logget inn igjen"));

    if (!carry_fill(visit, page, to))
        return visit_redirect(visit, to);
    return visit_render(visit, 200);
}
