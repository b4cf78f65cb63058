/* Rows of the lists of people. */
#include "register/page/account/users_table.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/access/opaque.h"
#include "register/page/account/users_words.h"
#include "register/page/show.h"

static const char no_value[] = "–";

static const char *or_dash(const char *text)
{
    return text_is_empty(text) ? no_value : text;
}

static void set_id(struct values *row, unsigned long long id)
{
    char text[OPAQUE_TEXT];

    opaque_show(id, text);
    values_set(row, "ID", text);
}

const char *users_last_login(struct visit *visit, const struct person *person)
{
    if (!person->has_access)
        return no_value;
    return person->last_login ? clock_show_minute(visit->arena, person->last_login) : _("Ikke de siste 90 dagene");
}

void users_fill_access(struct visit *visit, const struct places *places, struct values *row, const struct person *person)
{
    for (size_t i = 0; i < person->grant_count; i++) {
        const struct people_grant *grant = &person->grants[i];
        struct values *access = values_section(row, "ACCESS");

        values_set(access, "GIFT", gift_words(visit->arena, places, &grant->gift));
        if (grant->state == PEOPLE_COMING || grant->gift.to)
            values_set(values_section(access, "LIMITED"), "PERIOD", gift_period(visit->arena, &grant->gift));
    }
    if (person->grant_count == 0)
        values_show(row, "NO_ACCESS");
}

void users_fill_people(struct visit *visit, const struct places *places, struct values *page, const struct people *people)
{
    struct values *table;

    if (people->count == 0) {
        values_show(page, "NOBODY");
        return;
    }
    table = values_section(page, "PEOPLE");
    for (size_t i = 0; i < people->count; i++) {
        const struct person *person = &people->items[i];
        struct values *row = values_section(table, "PERSON");

        set_id(row, person->id);
        values_set(row, "PERSON_NAME", person->name);
        values_set(row, "LOGIN_NAME", person->username);
        values_set(row, "EMAIL", or_dash(person->email));
        if (!text_is_empty(person->phone))
            values_set(values_section(row, "WITH_PHONE"), "PHONE", person->phone);
        values_set(row, "LAST_LOGIN", users_last_login(visit, person));
        users_fill_access(visit, places, row, person);
    }
}

static const char *const invitation_states[] = {
    [INVITATION_WAITING] = "IS_WAITING", [INVITATION_SENT] = "IS_SENT",       [INVITATION_OPENED] = "IS_OPENED",
    [INVITATION_EXPIRED] = "IS_EXPIRED", [INVITATION_REFUSED] = "IS_REFUSED", [INVITATION_WITHDRAWN] = "IS_WITHDRAWN",
};

/* When what the state says was so. */
static const char *state_since(struct arena *arena, const struct invitation *invitation)
{
    switch (invitation->state) {
    case INVITATION_SENT:
        return clock_show_minute(arena, invitation->sent_at);
    case INVITATION_OPENED:
        return clock_show_minute(arena, invitation->opened_at);
    case INVITATION_EXPIRED:
        return clock_show_minute(arena, invitation->expires_at);
    case INVITATION_WAITING:
    case INVITATION_REFUSED:
        return clock_show_minute(arena, invitation->made_at);
    case INVITATION_WITHDRAWN:
        break;
    }
    return "";
}

void users_fill_invitations(struct visit *visit, const struct places *places, struct values *page,
                            const struct invitation *items, size_t count)
{
    struct values *table = count ? values_section(page, "INVITATIONS") : NULL;

    for (size_t i = 0; i < count; i++) {
        struct values *row = values_section(table, "INVITATION");

        set_id(row, items[i].id);
        values_set(row, "INVITED_NAME", items[i].name);
        values_set(row, "EMAIL", items[i].email);
        values_set(row, "PHONE", items[i].phone);
        values_set(row, "GIFT", gift_words(visit->arena, places, &items[i].gift));
        values_set(row, "PERIOD", gift_period(visit->arena, &items[i].gift));
        values_show(row, invitation_states[items[i].state]);
        values_set(row, "SINCE", state_since(visit->arena, &items[i]));
        if (items[i].state != INVITATION_WITHDRAWN)
            values_show(row, "MAY_ACT");
    }
}

void users_fill_administrators(struct visit *visit, const struct places *places, struct values *page,
                               const struct administrators *administrators)
{
    struct values *table;

    if (administrators->count == 0) {
        values_show(page, "NOBODY");
        return;
    }
    table = values_section(page, "ADMINISTRATORS");
    for (size_t i = 0; i < administrators->count; i++) {
        const struct administrator *one = &administrators->items[i];
        struct values *row = values_section(table, "ADMINISTRATOR");

        values_set(row, "PLACE_NAME", gift_place(visit->arena, places, one->kommunenummer, one->bydel));
        values_set(row, "REGISTER_NAME", text_is_empty(one->reg) ? no_value : register_label(one->reg));
        values_set(row, "PERSON_NAME", one->name);
        values_set(row, "EMAIL", or_dash(one->email));
        values_set(row, "PHONE", or_dash(one->phone));
    }
}
