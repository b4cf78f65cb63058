/* One more grant for a person, and other dates for one she has. */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/user_open.h"
#include "register/page/account/users_form.h"
#include "register/page/account/users_words.h"
#include "register/page/pages.h"
#include "register/page/show.h"

static enum outcome show_gift(struct visit *visit, const struct user_seen *seen, const struct users_form *form, int status)
{
    struct values *page = user_page(visit, seen, "bruker-tilgang.html", _("Gi tilgang"));

    values_show(page, "NEW");
    values_set(page, "FORM_PATH", "ny-tilgang");
    users_form_fill(visit, seen->places, page, form, _("Tilgangen er ikke gitt"));
    return visit_render(visit, status);
}

enum outcome page_user_grant_form(struct visit *visit)
{
    struct user_seen seen;
    struct users_form form;
    enum outcome outcome = user_open(visit, &seen);

    if (outcome != OUTCOME_READY)
        return outcome;
    form = users_form_new(visit, USERS_GIFT);
    return show_gift(visit, &seen, &form, 200);
}

static enum outcome give(struct visit *visit, const struct user_seen *seen, struct users_form *form,
                         const struct users_typed *typed)
{
    enum people_outcome made;
    enum store_result result = people_grant_add(&visit->site->store, visit->arena, seen->person->id, &typed->gift, &made);

    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE)
        return visit_redirect(visit, arena_printf(visit->arena, "%s?utfort=gitt", seen->path));
    if (made == PEOPLE_ABSENT)
        return OUTCOME_ABSENT;
    users_form_refuse(form, made);
    return show_gift(visit, seen, form, 422);
}

enum outcome page_user_grant(struct visit *visit)
{
    struct user_seen seen;
    struct users_typed typed;
    struct users_form form;
    enum outcome outcome = user_open(visit, &seen);

    if (outcome != OUTCOME_READY)
        return outcome;
    return users_form_read(visit, USERS_GIFT, &form, &typed) ? give(visit, &seen, &form, &typed)
                                                             : show_gift(visit, &seen, &form, 422);
}

enum outcome page_user_grant_forged(struct visit *visit)
{
    struct user_seen seen;
    struct users_typed typed;
    struct users_form form;
    enum outcome outcome = user_open(visit, &seen);

    if (outcome != OUTCOME_READY)
        return outcome;
    users_form_read(visit, USERS_GIFT, &form, &typed);
    users_form_stale(&form);
    return show_gift(visit, &seen, &form, 403);
}

struct dates {
    struct user_seen seen;
    const struct people_grant *grant;
    struct people_dates shown; /* as the form was drawn with */
};

static enum outcome open_dates(struct visit *visit, struct dates *dates)
{
    enum outcome outcome = user_open(visit, &dates->seen);
    const char *from = http_fields_get(&visit->request->form, "vist_fra");
    const char *to = http_fields_get(&visit->request->form, "vist_til");

    if (outcome != OUTCOME_READY)
        return outcome;
    dates->grant = user_open_grant(visit, &dates->seen);
    if (!dates->grant)
        return OUTCOME_ABSENT;
    dates->shown = from && to ? (struct people_dates){from, *to ? to : NULL}
                              : (struct people_dates){dates->grant->gift.from, dates->grant->gift.to};
    return OUTCOME_READY;
}

static enum outcome show_dates(struct visit *visit, const struct dates *dates, const struct users_form *form, int status)
{
    struct values *page = user_page(visit, &dates->seen, "bruker-tilgang.html", _("Endre datoer"));
    struct values *old = values_section(page, "OLD");

    values_set(old, "GIFT", gift_words(visit->arena, dates->seen.places, &dates->grant->gift));
    values_set(old, "FROM_SHOWN", dates->shown.from);
    values_set(old, "TO_SHOWN", dates->shown.to);
    values_set(page, "FORM_PATH", arena_printf(visit->arena, "tilgang/%lld", dates->grant->number));
    users_form_fill(visit, dates->seen.places, page, form, _("Datoene er ikke lagret"));
    return visit_render(visit, status);
}

enum outcome page_user_dates_form(struct visit *visit)
{
    struct dates dates;
    struct users_form form;
    enum outcome outcome = open_dates(visit, &dates);

    if (outcome != OUTCOME_READY)
        return outcome;
    form = users_form_new(visit, USERS_DATES);
    form.texts[USERS_FROM] = show_date(visit->arena, dates.grant->gift.from);
    form.texts[USERS_TO] = show_date(visit->arena, dates.grant->gift.to);
    return show_dates(visit, &dates, &form, 200);
}

static bool is_shown_right(const struct dates *dates)
{
    struct date day;

    return date_parse_iso(dates->shown.from, &day) && (!dates->shown.to || date_parse_iso(dates->shown.to, &day));
}

static enum outcome store_dates(struct visit *visit, const struct dates *dates, struct users_form *form,
                                const struct users_typed *typed)
{
    struct people_dates wanted = {typed->gift.from, typed->gift.to};
    enum people_outcome made;
    enum store_result result;

    if (!is_shown_right(dates))
        return OUTCOME_BAD;
    result = people_grant_change(&visit->site->store, visit->arena, dates->seen.person->id, dates->grant->number,
                                 dates->shown, wanted, &made);
    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE)
        return visit_redirect(visit, arena_printf(visit->arena, "%s?utfort=datoer", dates->seen.path));
    if (made == PEOPLE_ABSENT)
        return OUTCOME_ABSENT;
    users_form_refuse(form, made);
    return show_dates(visit, dates, form, made == PEOPLE_STALE ? 409 : 422);
}

enum outcome page_user_dates(struct visit *visit)
{
    struct dates dates;
    struct users_typed typed;
    struct users_form form;
    enum outcome outcome = open_dates(visit, &dates);

    if (outcome != OUTCOME_READY)
        return outcome;
    return users_form_read(visit, USERS_DATES, &form, &typed) ? store_dates(visit, &dates, &form, &typed)
                                                              : show_dates(visit, &dates, &form, 422);
}

enum outcome page_user_dates_forged(struct visit *visit)
{
    struct dates dates;
    struct users_typed typed;
    struct users_form form;
    enum outcome outcome = open_dates(visit, &dates);

    if (outcome != OUTCOME_READY)
        return outcome;
    users_form_read(visit, USERS_DATES, &form, &typed);
    users_form_stale(&form);
    return show_dates(visit, &dates, &form, 403);
}
