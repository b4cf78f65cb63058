/* Roles, places and times of access, in words. */
#include "register/page/account/users_words.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/show.h"

static const char *const roles[] = {
    [ACCESS_NOBODY] = N_("Ingen"),
    [ACCESS_CASEWORKER] = N_("Kommunebruker"),
    [ACCESS_ADMINISTRATOR] = N_("Kommuneadministrator"),
    [ACCESS_IMDI] = N_("IMDi fagperson"),
    [ACCESS_SYSTEM_OWNER] = N_("Systemeier"),
    [ACCESS_MACHINE] = N_("Maskinklient"),
};

bool users_may_all(const struct account *account)
{
    for (size_t i = 0; i < account->grant_count; i++)
        if (account->grants[i].role == ACCESS_SYSTEM_OWNER && access_is_in(&account->grants[i], ""))
            return true;
    return false;
}

const char *role_label(enum access_role role)
{
    return words_text(roles[role]);
}

const struct users_register users_registers[USERS_REGISTERS] = {
    {REGISTER_JOBBSJANSEN, N_("Jobbsjansen")},
    {REGISTER_INTRODUKSJON, N_("Introduksjonsprogrammet")},
};

const char *register_label(const char *reg)
{
    size_t i = USERS_REGISTERS - 1;

    while (i > 0 && !text_equal(reg, users_registers[i].name))
        i--;
    return words_text(users_registers[i].label);
}

const char *gift_place(struct arena *arena, const struct places *places, const char *kommunenummer, const char *bydel)
{
    const struct municipality *municipality = places_municipality(places, kommunenummer);
    const char *name = municipality ? municipality->kommunenavn : kommunenummer;

    if (text_is_empty(kommunenummer))
        return _("Hele landet");
    return text_is_empty(bydel) ? name : arena_printf(arena, _("Bydel %s, %s"), places_name(places, bydel), name);
}

const char *gift_words(struct arena *arena, const struct places *places, const struct people_gift *gift)
{
    const char *place = gift_place(arena, places, gift->kommunenummer, gift->bydel);

    if (!text_is_empty(gift->reg) && !text_equal(gift->reg, users_registers[0].name))
        return arena_printf(arena, _("%s: %s (%s)"), role_label(gift->role), place, register_label(gift->reg));
    return arena_printf(arena, _("%s: %s"), role_label(gift->role), place);
}

const char *gift_period(struct arena *arena, const struct people_gift *gift)
{
    if (!gift->to)
        return arena_printf(arena, _("Fra %s"), show_date(arena, gift->from));
    return arena_printf(arena, "%s–%s", show_date(arena, gift->from), show_date(arena, gift->to));
}
