/* The fields by which a person is described and given access: shown. */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/account/users_form.h"
#include "register/page/account/users_words.h"

static const struct {
    const char *label, *hint, *type;
} texts[USERS_FIELD_COUNT] = {
    [USERS_NAME] = {N_("Navn"), N_("Fornavn og etternavn."), "text"},
    [USERS_EMAIL] = {N_("E-post på jobb"), N_("Invitasjonen sendes hit."), "email"},
    [USERS_PHONE] = {N_("Telefon på jobb"), N_("Åtte siffer, eller med landkode."), "tel"},
    [USERS_FROM] = {N_("Første dag"), N_("Dagen tilgangen begynner, dd.mm.åååå."), "text"},
    [USERS_TO] = {N_("Siste dag"), N_("La feltet stå tomt når tilgangen ikke har noen slutt."), "text"},
};

static void fill_problem(struct values *field, const char *problem)
{
    if (!problem)
        return;
    values_show(field, "INVALID");
    values_set(values_section(field, "PROBLEM"), "PROBLEM_TEXT", problem);
}

static void fill_text(struct values *fields, const struct users_form *form, enum users_field at)
{
    struct values *field;

    if (!(form->asked & USERS_BIT(at)))
        return;
    field = values_section(fields, at == USERS_FROM || at == USERS_TO ? "DAY" : "LINE");
    values_set(field, "NAME", users_field_name(at));
    values_set(field, "LABEL", words_text(texts[at].label));
    values_set(field, "HINT", words_text(texts[at].hint));
    values_set(field, "TYPE", texts[at].type);
    values_set(field, "VALUE", form->texts[at]);
    fill_problem(field, form->problems[at]);
}

static void fill_roles(const struct account *account, struct values *fields, const struct users_form *form)
{
    static const enum access_role all[] = {ACCESS_CASEWORKER, ACCESS_ADMINISTRATOR, ACCESS_IMDI, ACCESS_SYSTEM_OWNER};
    size_t count = users_may_all(account) ? 4 : 2;
    struct values *field = values_section(fields, "ROLE");

    for (size_t i = 0; i < count; i++) {
        struct values *choice = values_section(field, "CHOICE");

        values_set(choice, "CODE", access_role_name(all[i]));
        values_set(choice, "TEXT", role_label(all[i]));
        if (text_equal(form->texts[USERS_ROLE], access_role_name(all[i])))
            values_show(choice, "CHOSEN");
    }
    fill_problem(field, form->problems[USERS_ROLE]);
}

static bool administers(const struct account *account, const char *reg)
{
    return access_may(account, reg, ACCESS_PEOPLE);
}

/* Asked for where she administers another than the first. */
static void fill_registers(const struct account *account, struct values *fields, const struct users_form *form)
{
    struct values *field;
    size_t others = 0;

    for (size_t i = 1; i < USERS_REGISTERS; i++)
        others += administers(account, users_registers[i].name);
    if (others == 0)
        return;
    field = values_section(fields, "REGISTER");
    for (size_t i = 0; i < USERS_REGISTERS; i++) {
        const char *name = users_registers[i].name;
        struct values *choice;

        if (!administers(account, name))
            continue;
        choice = values_section(field, "CHOICE");
        values_set(choice, "CODE", name);
        values_set(choice, "TEXT", register_label(name));
        if (text_equal(form->texts[USERS_REGISTER], name))
            values_show(choice, "CHOSEN");
    }
}

static void fill_place(struct arena *arena, const struct places *places, struct values *field, const char *chosen,
                       const char *kommunenummer, const char *bydel)
{
    struct values *choice = values_section(field, "CHOICE");
    const char *code = *bydel ? arena_printf(arena, "%s-%s", kommunenummer, bydel) : kommunenummer;

    values_set(choice, "CODE", code);
    values_set(choice, "TEXT", gift_place(arena, places, kommunenummer, bydel));
    if (text_equal(chosen, code))
        values_show(choice, "CHOSEN");
}

/* A municipality, and the districts it has in the register. */
static void fill_municipality(struct arena *arena, const struct places *places, struct values *field, const char *chosen,
                              const char *kommunenummer)
{
    fill_place(arena, places, field, chosen, kommunenummer, "");
    for (size_t i = 0; i < places->count; i++)
        if (text_equal(places->items[i].kommunenummer, kommunenummer))
            fill_place(arena, places, field, chosen, kommunenummer, places->items[i].bydel);
}

/* The same place in the other register. */
static bool came_before(const struct account *account, size_t index)
{
    const struct grant *grant = &account->grants[index];

    for (size_t i = 0; i < index; i++)
        if (account->grants[i].role == grant->role && text_equal(account->grants[i].kommunenummer, grant->kommunenummer) &&
            text_equal(account->grants[i].bydel, grant->bydel))
            return true;
    return false;
}

static void fill_places(struct visit *visit, const struct places *places, struct values *fields, const struct users_form *form)
{
    const struct account *account = visit->context.account;
    struct values *field = values_section(fields, "PLACE");
    const char *chosen = form->texts[USERS_PLACE];

    fill_problem(field, form->problems[USERS_PLACE]);
    if (users_may_all(account)) {
        values_show(field, "COUNTRY");
        for (size_t i = 0; i < places->municipality_count; i++)
            if (!places->municipalities[i].is_former)
                fill_municipality(visit->arena, places, field, chosen, places->municipalities[i].kommunenummer);
        return;
    }
    values_show(field, "CHOOSE");
    for (size_t i = 0; i < account->grant_count; i++) {
        const struct grant *grant = &account->grants[i];

        if (grant->role != ACCESS_ADMINISTRATOR || came_before(account, i))
            continue;
        if (text_is_empty(grant->bydel))
            fill_municipality(visit->arena, places, field, chosen, grant->kommunenummer);
        else
            fill_place(visit->arena, places, field, chosen, grant->kommunenummer, grant->bydel);
    }
}

static void fill_error(struct values *summary, const char *message, const char *field)
{
    struct values *error = values_section(summary, "ERROR");

    values_set(error, "MESSAGE", message);
    if (field)
        values_set(error, "FIELD", field);
    values_show(error, field ? "ON_PAGE" : "NO_FIELD");
}

static void fill_summary(struct visit *visit, struct values *page, const struct users_form *form, const char *title)
{
    struct values *summary = values_include(page, "ERROR_SUMMARY", "feiloppsummering.html");

    values_show(visit->values, "WITH_ERRORS");
    values_set(values_section(summary, "OTHER"), "OTHER_TITLE", title);
    if (form->refusal)
        fill_error(summary, form->refusal, NULL);
    for (int i = 0; i < USERS_FIELD_COUNT; i++)
        if (form->problems[i])
            fill_error(summary, form->problems[i], i == USERS_ROLE ? "rolle-caseworker" : users_field_name((enum users_field)i));
}

void users_form_fill(struct visit *visit, const struct places *places, struct values *page, const struct users_form *form,
                     const char *title)
{
    struct values *fields = values_include(page, "FORM_FIELDS", "brukerfelt.html");

    if (!users_form_is_right(form))
        fill_summary(visit, page, form, title);
    for (int i = USERS_NAME; i < USERS_FIELD_COUNT; i++)
        if (texts[i].label)
            fill_text(fields, form, (enum users_field)i);
    if (!(form->asked & USERS_BIT(USERS_PLACE)))
        return;
    fill_roles(visit->context.account, fields, form);
    fill_registers(visit->context.account, fields, form);
    fill_places(visit, places, fields, form);
}
