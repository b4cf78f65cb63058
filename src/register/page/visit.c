/* What all pages do alike: rendering, redirects. */
#include "register/page/visit.h"

#include "engine/base/log.h"
#include "register/page/frame.h"

enum { PAGE_AT_MOST = 8 * 1024 * 1024, PAGE_EXPECTED = 256 * 1024 }; /* memory that is not written to costs nothing */

struct values *visit_parts(struct visit *visit, const char *file)
{
    visit->root = file;
    visit->values = values_new_in(visit->arena, visit->site->view);
    values_set_everywhere(visit->values, "ROOT", visit->site->base_path);
    values_set_everywhere(visit->values, "CSRF", visit->context.csrf);
    return visit->values;
}

struct values *visit_page(struct visit *visit, const char *file, const char *title)
{
    visit_parts(visit, "ramme.html");
    values_set(visit->values, "PAGE_TITLE", title);
    frame_fill(visit);
    return values_include(visit->values, "CONTENT", file);
}

void visit_contact(const struct visit *visit, struct values *page)
{
    const struct site *site = visit->site;

    if (*site->contact_support)
        values_set(values_section(page, "SUPPORT"), "SUPPORT_EMAIL", site->contact_support);
    else
        values_show(page, "NO_SUPPORT");
    if (*site->contact_login)
        values_set(values_section(page, "LOGIN_HELP"), "LOGIN_EMAIL", site->contact_login);
}

enum outcome visit_render(struct visit *visit, int status)
{
    struct buffer *body = arena_alloc(visit->arena, sizeof *body);
    const char *why = NULL;

    buffer_init(body, visit->arena, PAGE_AT_MOST);
    buffer_expect(body, PAGE_EXPECTED);
    if (view_render(visit->site->view, visit->root, visit->values, body, &why) != VIEW_OK) {
        log_event(LOG_LEVEL_ERROR, "render-failed", "why=\"%s\"", why);
        return OUTCOME_FAILED;
    }
    visit->response.status = status;
    visit->response.type = "text/html; charset=utf-8";
    visit->response.body = buffer_text(body);
    visit->response.body_length = body->length;
    return OUTCOME_READY;
}

enum outcome visit_redirect(struct visit *visit, const char *path)
{
    visit->response.status = 303;
    visit->response.location = path;
    return OUTCOME_READY;
}

struct form_post visit_form(const struct visit *visit, const struct codebook_register *reg)
{
    const struct site *site = visit->site;

    return (struct form_post){
        .arena = visit->arena,
        .request = visit->request,
        .reg = reg,
        .codebook = site->codebook,
        .before = site->before,
        .before_count = site->before_count,
    };
}

enum outcome visit_store(enum store_result result)
{
    if (result == STORE_OK)
        return OUTCOME_READY;
    if (result == STORE_LOST)
        return OUTCOME_AGAIN;
    return result == STORE_DOWN ? OUTCOME_DOWN : OUTCOME_FAILED;
}

/* Copies what came in the request's arena to where it lasts. */
static void keep_places(struct site *site, const struct places *places)
{
    struct place *items = arena_alloc_many(site->lasting, places->count + 1, sizeof *items);
    struct municipality *municipalities =
        arena_alloc_many(site->lasting, places->municipality_count + 1, sizeof *municipalities);

    for (size_t i = 0; i < places->count; i++)
        items[i] = (struct place){
            .kommunenummer = arena_copy(site->lasting, places->items[i].kommunenummer),
            .bydel = arena_copy(site->lasting, places->items[i].bydel),
            .bydelsnavn = arena_copy(site->lasting, places->items[i].bydelsnavn),
            .owns_project = places->items[i].owns_project,
            .name_rank = places->items[i].name_rank,
        };
    for (size_t i = 0; i < places->municipality_count; i++)
        municipalities[i] = (struct municipality){
            .kommunenummer = arena_copy(site->lasting, places->municipalities[i].kommunenummer),
            .kommunenavn = arena_copy(site->lasting, places->municipalities[i].kommunenavn),
            .fylkesnavn = arena_copy(site->lasting, places->municipalities[i].fylkesnavn),
            .is_former = places->municipalities[i].is_former,
        };
    site->places = (struct places){.items = items, .count = places->count, .municipalities = municipalities,
                                   .municipality_count = places->municipality_count};
    site->places_known = true;
    site->offered = (struct list_places){.lasting = site->lasting, .view = site->view};
}

enum store_result visit_places(struct visit *visit, const struct places **places_out)
{
    struct site *site = visit->site;
    struct places places;
    enum store_result result;

    *places_out = &site->places;
    if (site->places_known)
        return STORE_OK;
    result = places_load(&site->store, visit->arena, &places);
    if (result == STORE_OK && places.count > 0)
        keep_places(site, &places);
    return result;
}
