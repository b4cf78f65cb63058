/* Pages that say something went wrong. */
#include "register/page/error.h"

#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/entry/carry.h"
#include "register/page/pages.h"
#include "register/page/search/search.h"
#include "register/page/help/topics.h"
#include "register/page/registers.h"

static const struct {
    enum outcome outcome;
    int status;
} statuses[] = {
    {OUTCOME_BAD, 400},       {OUTCOME_FORGERY, 403}, {OUTCOME_ABSENT, 404}, {OUTCOME_METHOD, 405},
    {OUTCOME_TOO_LARGE, 413}, {OUTCOME_MEDIA, 415},   {OUTCOME_FAILED, 500}, {OUTCOME_DOWN, 503},
    {OUTCOME_AGAIN, 503},
};

static const struct {
    int status;
    const char *section, *title;
} texts[] = {
    {400, "STATUS_400", N_("Vi forstod ikke forespørselen")},
    {401, "STATUS_401", N_("Økten er utløpt")},
    {403, "STATUS_403", N_("Det du sendte, ble ikke lagret")},
    {404, "STATUS_404", N_("Vi fant ikke siden")},
    {405, "STATUS_405", N_("Siden kan ikke brukes slik")},
    {413, "STATUS_413", N_("Det du sendte, er for stort")},
    {500, "STATUS_500", N_("Noe gikk galt hos oss")},
    {503, "STATUS_503", N_("Registeret er ikke tilgjengelig akkurat nå")},
};

enum { RETRY_SECONDS = 10, ADDRESS_AT_MOST = 600 };

static size_t text_index(int status)
{
    size_t index = 0;

    while (index + 1 < sizeof texts / sizeof *texts && texts[index].status != status)
        index++;
    /* 415 and other refusals of a request's form read as 400 */
    return texts[index].status == status ? index : 0;
}

static const char *way_on(const struct visit *visit)
{
    const struct account *account = visit->context.account;

    if (!account)
        return "TO_LOGIN";
    return text_equal(registers_start(visit), "/deltakere") ? "TO_OVERVIEW" : "TO_FRONT";
}

static void fill(struct visit *visit, struct values *page, int status)
{
    if (visit->reason)
        values_set(values_section(page, "DETAIL"), "DETAIL_TEXT", visit->reason);
    values_show(page, way_on(visit));
    visit_contact(visit, page);
    if (status >= 500)
        values_set(values_section(page, "CODE"), "ERROR_CODE", visit->request->request_id);
}

static void plain_page(struct visit *visit, int status)
{
    visit->response.status = status;
    visit->response.type = "text/plain; charset=utf-8";
    visit->response.body = _("Noe gikk galt.\n");
    visit->response.body_length = strlen(visit->response.body);
}

void error_page_status(struct visit *visit, int status)
{
    size_t index = text_index(status);
    struct values *page;

    visit->help = help_topic_named("feilmeldinger");
    page = visit_page(visit, "feil.html", words_text(texts[index].title));
    values_show(page, texts[index].section);
    fill(visit, page, status);
    if (visit_render(visit, status) != OUTCOME_READY)
        plain_page(visit, 500);
    visit->response.retry_after = status == 503 ? RETRY_SECONDS : 0;
}

/* The address that was asked for, made anew from its parsed fields; without its query where it would not fit a header. */
static const char *asked_address(const struct visit *visit)
{
    const struct http_fields *query = &visit->request->query;
    struct buffer address;

    buffer_init(&address, visit->arena, ADDRESS_AT_MOST);
    buffer_add_text(&address, visit->request->path);
    for (size_t i = 0; visit->request->method == HTTP_GET && i < query->count; i++)
        buffer_add_format(&address, "%c%s=%s", i == 0 ? '?' : '&', text_percent_encode(visit->arena, query->items[i].name),
                          text_percent_encode(visit->arena, query->items[i].value));
    return address.overflowed ? visit->request->path : buffer_text(&address);
}

/* Back to where one was going. What is posted to a page's address leads to that page; logging out has none. */
static void to_login(struct visit *visit)
{
    const char *why = visit->context.session_is_over ? "utlopt=1" : "";
    bool is_page = visit->request->method == HTTP_GET || !text_equal(visit->request->path, "/logg-ut");
    const char *to = is_page ? text_percent_encode(visit->arena, asked_address(visit)) : "";

    visit_redirect(visit, arena_printf(visit->arena, "/logg-inn?%s%s%s", why, *why ? "&til=" : "til=", to));
}

void error_page(struct visit *visit, enum outcome outcome)
{
    int status = 500;

    if (outcome == OUTCOME_LOGIN && visit->request->method == HTTP_PATCH) {
        error_page_status(visit, 401); /* the page that asks stands, and logs in in place */
        return;
    }
    if (outcome == OUTCOME_LOGIN && carry_wanted(visit) && page_login_carrying(visit) == OUTCOME_READY)
        return;
    if (outcome == OUTCOME_ABSENT && visit->search_over && search_over(visit) == OUTCOME_READY)
        return;
    if (outcome == OUTCOME_LOGIN) {
        to_login(visit);
        return;
    }
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].outcome == outcome)
            status = statuses[i].status;
    error_page_status(visit, status);
}
