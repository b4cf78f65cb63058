/* The fields by which a person is described and given access: read and checked. */
#include "register/page/account/users_form.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/contact.h"
#include "register/page/show.h"

enum { PLACE_AT_MOST = 11, MUNICIPALITY_LENGTH = 4, TYPED_AT_MOST = 1000 };

static const char *const names[USERS_FIELD_COUNT] = {
    [USERS_NAME] = "navn",         [USERS_EMAIL] = "epost", [USERS_PHONE] = "telefon", [USERS_ROLE] = "rolle",
    [USERS_REGISTER] = "register", [USERS_PLACE] = "sted",  [USERS_FROM] = "fra",      [USERS_TO] = "til",
};

const char *users_field_name(enum users_field field)
{
    return names[field];
}

static const char *const name_faults[] = {
    [CONTACT_EMPTY] = N_("Skriv navnet."),
    [CONTACT_TOO_LONG] = N_("Navnet kan ha høyst 100 tegn."),
    [CONTACT_LINES] = N_("Skriv navnet på én linje."),
    [CONTACT_WRONG] = N_("Skriv bare navnet, uten tall og e-postadresse."),
};
static const char *const email_faults[] = {
    [CONTACT_EMPTY] = N_("Skriv e-postadressen."),
    [CONTACT_TOO_LONG] = N_("E-postadressen er for lang. Den kan ha høyst 254 tegn."),
    [CONTACT_LINES] = N_("Skriv én e-postadresse, på én linje."),
    [CONTACT_LETTERS] = N_("Skriv e-postadressen uten æ, ø, å og andre særlige bokstaver. Har domenet slike, bruk formen som begynner med xn--."),
    [CONTACT_WRONG] = N_("Skriv én e-postadresse, for eksempel kari.nordmann@kommune.no."),
};
static const char *const phone_faults[] = {
    [CONTACT_EMPTY] = N_("Skriv telefonnummeret på jobb."),
    [CONTACT_TOO_LONG] = N_("Telefonnummeret kan ha høyst 15 siffer."),
    [CONTACT_LINES] = N_("Skriv ett telefonnummer, på én linje."),
    [CONTACT_WRONG] = N_("Skriv telefonnummeret med 8–15 siffer, gjerne med + først."),
};

static const struct {
    enum people_outcome outcome;
    enum users_field field; /* USERS_FIELD_COUNT: of no field */
    const char *message;
} refusals[] = {
    {PEOPLE_STALE, USERS_FIELD_COUNT, N_("Noen har endret dette i mellomtiden. Åpne siden på nytt og se hva som er lagret nå.")},
    {PEOPLE_SELF, USERS_FIELD_COUNT, N_("Du kan ikke gi deg selv tilgang eller endre din egen. Be en annen administrator eller systemeieren.")},
    {PEOPLE_TWICE, USERS_PLACE, N_("Denne tilgangen finnes allerede, eller er allerede sendt som invitasjon, for hele eller deler av tiden.")},
    {PEOPLE_BEGUN, USERS_FROM, N_("Tilgangen har begynt, så første dag kan ikke endres.")},
    {PEOPLE_DATES, USERS_TO, N_("Siste dag kan ikke være før første dag, og ikke før i dag.")},
    {PEOPLE_PLACE, USERS_PLACE, N_("Velg et sted i listen som passer til rollen.")},
    {PEOPLE_ROLE, USERS_ROLE, N_("Velg en av rollene.")},
    {PEOPLE_INACTIVE, USERS_FIELD_COUNT, N_("Brukeren kan ikke logge inn lenger. Send en ny invitasjon i stedet.")},
    {PEOPLE_MANY, USERS_FIELD_COUNT, N_("Du har sendt 100 invitasjoner det siste døgnet. Vent til i morgen med flere.")},
};

bool users_form_is_right(const struct users_form *form)
{
    for (int i = 0; i < USERS_FIELD_COUNT; i++)
        if (form->problems[i])
            return false;
    return !form->refusal;
}

void users_form_stale(struct users_form *form)
{
    form->refusal = _("Siden hadde stått for lenge åpen. Se over det du skrev, og send det på nytt.");
}

void users_form_refuse(struct users_form *form, enum people_outcome outcome)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        enum users_field field = refusals[i].field;

        if (refusals[i].outcome != outcome)
            continue;
        if (field < USERS_FIELD_COUNT && (form->asked & USERS_BIT(field)))
            form->problems[field] = words_text(refusals[i].message);
        else
            form->refusal = words_text(refusals[i].message);
    }
}

struct users_form users_form_new(struct visit *visit, unsigned asked)
{
    struct users_form form = {.asked = asked};

    for (int i = 0; i < USERS_FIELD_COUNT; i++)
        form.texts[i] = "";
    if (asked & USERS_BIT(USERS_FROM))
        form.texts[USERS_FROM] = show_day(visit->arena, clock_today());
    return form;
}

static void put_fault(struct users_form *form, enum users_field field, const char *const *faults, enum contact_fault fault)
{
    if ((form->asked & USERS_BIT(field)) && fault != CONTACT_RIGHT)
        form->problems[field] = words_text(faults[fault] ? faults[fault] : faults[CONTACT_WRONG]);
}

static void read_person(struct arena *arena, struct users_form *form, struct users_typed *typed)
{
    put_fault(form, USERS_NAME, name_faults, contact_name_read(arena, form->texts[USERS_NAME], &typed->name));
    put_fault(form, USERS_EMAIL, email_faults, contact_email_read(arena, form->texts[USERS_EMAIL], &typed->email));
    put_fault(form, USERS_PHONE, phone_faults, contact_phone_read(arena, form->texts[USERS_PHONE], &typed->phone));
}

/* Roles over the whole country have no place, and the system owner's is of no register. */
static void read_gift(struct visit *visit, struct users_form *form, struct people_gift *gift)
{
    const char *place = form->texts[USERS_PLACE], *reg = form->texts[USERS_REGISTER];
    size_t length = strlen(place);

    gift->role = access_role_named(form->texts[USERS_ROLE]);
    if (gift->role == ACCESS_NOBODY || gift->role == ACCESS_MACHINE)
        form->problems[USERS_ROLE] = _("Velg en av rollene.");
    gift->reg = gift->role == ACCESS_SYSTEM_OWNER ? "" : text_is_empty(reg) ? visit->reg->name : reg;
    gift->kommunenummer = arena_copy_n(visit->arena, place, length < MUNICIPALITY_LENGTH ? length : MUNICIPALITY_LENGTH);
    gift->bydel = length > MUNICIPALITY_LENGTH ? place + MUNICIPALITY_LENGTH + 1 : "";
    if (length > PLACE_AT_MOST || (length > MUNICIPALITY_LENGTH && place[MUNICIPALITY_LENGTH] != '-'))
        form->problems[USERS_PLACE] = _("Velg et sted i listen som passer til rollen.");
    else if (length == 0 && (gift->role == ACCESS_CASEWORKER || gift->role == ACCESS_ADMINISTRATOR))
        form->problems[USERS_PLACE] = _("Velg kommunen eller bydelen tilgangen gjelder.");
}

static const char *iso(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    return arena_copy(arena, text);
}

static void read_dates(struct arena *arena, struct users_form *form, struct people_gift *gift)
{
    struct date today = clock_today(), from = DATE_NONE, to = DATE_NONE;
    bool ends = !text_is_empty(form->texts[USERS_TO]);

    if (!date_parse_typed(form->texts[USERS_FROM], today, &from))
        form->problems[USERS_FROM] = _("Skriv første dag, for eksempel 01.02.2026.");
    if (ends && !date_parse_typed(form->texts[USERS_TO], today, &to))
        form->problems[USERS_TO] = _("Skriv siste dag, for eksempel 31.12.2026, eller la feltet stå tomt.");
    else if (ends && date_is_set(from) && date_compare(to, from) < 0)
        form->problems[USERS_TO] = _("Siste dag kan ikke være før første dag.");
    else if (ends && date_compare(to, today) < 0)
        form->problems[USERS_TO] = _("Siste dag kan ikke være før i dag.");
    gift->from = iso(arena, from);
    gift->to = ends ? iso(arena, to) : NULL;
}

bool users_form_read(struct visit *visit, unsigned asked, struct users_form *form_out, struct users_typed *typed_out)
{
    *form_out = (struct users_form){.asked = asked};
    *typed_out = (struct users_typed){0};
    for (int i = 0; i < USERS_FIELD_COUNT; i++) {
        const char *typed = (asked & USERS_BIT(i)) ? http_fields_get(&visit->request->form, names[i]) : NULL;

        form_out->texts[i] = typed && text_length(typed) <= TYPED_AT_MOST ? typed : "";
    }
    read_person(visit->arena, form_out, typed_out);
    if (asked & USERS_BIT(USERS_PLACE))
        read_gift(visit, form_out, &typed_out->gift);
    if (asked & USERS_BIT(USERS_FROM))
        read_dates(visit->arena, form_out, &typed_out->gift);
    return users_form_is_right(form_out);
}
