/* One person: who she is, what she may, and the ways to change it. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/user_open.h"
#include "register/page/account/users_form.h"
#include "register/page/account/users_table.h"
#include "register/page/account/users_words.h"
#include "register/page/pages.h"
#include "register/page/show.h"

static void fill_state(struct visit *visit, struct values *row, const struct people_grant *grant, bool may_change)
{
    if (grant->state == PEOPLE_OVER && grant->ended_at)
        values_set(values_section(row, "TAKEN"), "TAKEN_AT", clock_show_minute(visit->arena, grant->ended_at));
    else
        values_show(row, grant->state == PEOPLE_OVER ? "IS_OVER" : grant->state == PEOPLE_NOW ? "IS_NOW" : "IS_COMING");
    if (grant->state != PEOPLE_OVER && may_change)
        values_show(row, "MAY_CHANGE");
}

static void fill_grants(struct visit *visit, struct values *page, const struct user_seen *seen)
{
    for (size_t i = 0; i < seen->person->grant_count; i++) {
        const struct people_grant *grant = &seen->person->grants[i];
        struct values *row = values_section(page, "GRANT");

        values_set_number(row, "GRANT_NUMBER", grant->number);
        values_set(row, "GIFT", gift_words(visit->arena, seen->places, &grant->gift));
        values_set(row, "FIRST_DAY", show_date(visit->arena, grant->gift.from));
        values_set(row, "LAST_DAY", grant->gift.to && !grant->ended_at ? show_date(visit->arena, grant->gift.to) : "–");
        fill_state(visit, row, grant, !seen->person->is_self);
    }
}

static const struct {
    const char *word, *title, *text;
} receipts[] = {
    {"lagret", N_("Navn og telefon er lagret"), ""},
    {"gitt", N_("Tilgangen er gitt"), N_("Den gjelder fra første dag. Brukeren må logge inn på nytt.")},
    {"datoer", N_("Datoene er lagret"), N_("Brukeren må logge inn på nytt.")},
    {"avsluttet", N_("Tilgangen er avsluttet"), N_("Brukeren er logget ut.")},
    {"finnes", N_("Denne brukeren finnes allerede"), N_("Du trenger ikke sende en invitasjon. Gi tilgangen her i stedet.")},
    {"kodeapp", N_("Kodeappen er fjernet"), N_("Brukeren er logget ut, og registrerer en ny ved neste innlogging.")},
};

static void fill_receipt(struct visit *visit, struct values *page)
{
    const char *done = http_fields_get(&visit->request->query, "utfort");

    for (size_t i = 0; i < sizeof receipts / sizeof *receipts; i++)
        if (text_equal(receipts[i].word, done))
            show_notice(page, i == 4 ? "info" : "success", words_text(receipts[i].title), words_text(receipts[i].text));
}

static void fill_ways(struct values *page, const struct person *person)
{
    if (person->is_self)
        values_show(page, "IS_SELF");
    else if (person->has_access)
        values_show(page, "MAY_GIVE");
    else
        values_show(page, "MUST_INVITE");
}

static enum outcome show(struct visit *visit, const struct user_seen *seen, const struct users_form *form, int status)
{
    const struct person *person = seen->person;
    struct values *page = user_page(visit, seen, "bruker.html", _("Bruker"));

    values_set(page, "LOGIN_NAME", person->username);
    values_set(page, "EMAIL", person->email);
    values_set(page, "PHONE", text_is_empty(person->phone) ? "–" : person->phone);
    values_set(page, "LAST_LOGIN", users_last_login(visit, person));
    fill_receipt(visit, page);
    fill_grants(visit, page, seen);
    fill_ways(page, person);
    if (person->has_access) {
        struct values *change = values_section(page, "CHANGE");

        values_set(change, "NAME_SHOWN", person->name);
        values_set(change, "PHONE_SHOWN", person->phone);
        users_form_fill(visit, seen->places, page, form, _("Navn og telefon er ikke lagret"));
    }
    return visit_render(visit, status);
}

static struct users_form form_of(struct visit *visit, const struct person *person)
{
    struct users_form form = users_form_new(visit, USERS_PERSON);

    form.texts[USERS_NAME] = person->name;
    form.texts[USERS_PHONE] = person->phone;
    return form;
}

enum outcome page_user(struct visit *visit)
{
    struct user_seen seen;
    enum outcome outcome = user_open(visit, &seen);
    struct users_form form;

    if (outcome != OUTCOME_READY)
        return outcome;
    form = form_of(visit, seen.person);
    return show(visit, &seen, &form, 200);
}

/* The person as the form was drawn with. */
static struct person shown_person(struct visit *visit, const struct person *person)
{
    struct person shown = *person;
    const char *name = http_fields_get(&visit->request->form, "vist_navn");
    const char *phone = http_fields_get(&visit->request->form, "vist_telefon");

    shown.name = name ? name : person->name;
    shown.phone = phone ? phone : person->phone;
    return shown;
}

static enum outcome store(struct visit *visit, const struct user_seen *seen, struct users_form *form,
                          const struct users_typed *typed)
{
    struct person shown = shown_person(visit, seen->person);
    enum people_outcome made;
    enum store_result result = people_change(&visit->site->store, visit->arena, &shown, typed->name, typed->phone, &made);

    if (result != STORE_OK)
        return visit_store(result);
    if (made == PEOPLE_DONE)
        return visit_redirect(visit, arena_printf(visit->arena, "%s?utfort=lagret", seen->path));
    if (made == PEOPLE_ABSENT)
        return OUTCOME_ABSENT;
    users_form_refuse(form, made);
    return show(visit, seen, form, 409);
}

enum outcome page_user_change(struct visit *visit)
{
    struct user_seen seen;
    struct users_typed typed;
    struct users_form form;
    enum outcome outcome = user_open(visit, &seen);

    if (outcome != OUTCOME_READY)
        return outcome;
    return users_form_read(visit, USERS_PERSON, &form, &typed) ? store(visit, &seen, &form, &typed)
                                                               : show(visit, &seen, &form, 422);
}

enum outcome page_user_change_forged(struct visit *visit)
{
    struct user_seen seen;
    struct users_typed typed;
    struct users_form form;
    enum outcome outcome = user_open(visit, &seen);

    if (outcome != OUTCOME_READY)
        return outcome;
    users_form_read(visit, USERS_PERSON, &form, &typed);
    users_form_stale(&form);
    return show(visit, &seen, &form, 403);
}
