/* What stands around every page. */
#include "register/page/frame.h"

#include <assert.h>

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/help/topics.h"
#include "register/page/language.h"
#include "register/page/registers.h"
#include "register/page/routes.h"

/* Each register is a site to its users: its name, what it is for, the section of its menu. */
static const struct {
    const char *reg, *name, *purpose, *menu;
} sites[] = {
    {REGISTER_JOBBSJANSEN, N_("Jobbsjanseregisteret"), N_("Individrapportering i tilskuddsordningen Jobbsjansen"), "IN_JOBBSJANSEN"},
    {REGISTER_INTRODUKSJON, N_("Introduksjonsregisteret"), N_("Avslutning av introduksjonsprogrammet i kommunene"), "IN_INTRODUKSJON"},
};

/* Which of them the visit stands in: every register of a site has its row. */
static size_t site_of(const struct visit *visit)
{
    size_t index = 0;

    while (!text_equal(sites[index].reg, visit->reg->name)) {
        index++;
        assert(index < sizeof sites / sizeof *sites);
    }
    return index;
}

/* "Trondheim kommune", "Grünerløkka, Oslo", or how many grants there are in the register. */
static const char *place_of(struct arena *arena, const struct account *account, const char *reg)
{
    const struct grant *grant = NULL;
    size_t count = 0;

    for (size_t i = 0; i < account->grant_count; i++) {
        if (!access_is_in(&account->grants[i], reg))
            continue;
        if (count == 0)
            grant = &account->grants[i];
        count++;
    }
    if (!grant || !grant->kommunenavn || !*grant->kommunenavn)
        return "";
    if (count > 1)
        return arena_printf(arena, words_plural("%zu tilgang", "%zu tilganger", count), count);
    if (grant->bydel && *grant->bydel && grant->bydelsnavn)
        return arena_printf(arena, "%s, %s", grant->bydelsnavn, grant->kommunenavn);
    return arena_printf(arena, _("%s kommune"), grant->kommunenavn);
}

static void fill_jobbsjansen(struct visit *visit, struct values *menu)
{
    const struct account *account = visit->context.account;
    const char *reg = visit->reg->name;
    bool reports = access_may(account, reg, ACCESS_REPORTING);

    if (access_may(account, reg, ACCESS_SEE_PARTICIPANTS))
        values_show(menu, "SEES_PARTICIPANTS");
    if (visit->reg->annual_report && reports)
        values_show(menu, "SEES_REPORTING");
    /* The quality list is a screen of its own for IMDi, and the only one for an administrator; a caseworker meets it at her
     * participants. */
    if (reports && !access_may(account, reg, ACCESS_CHANGE_PARTICIPANTS))
        values_show(menu, "SEES_QUALITY");
    if (access_may(account, reg, ACCESS_LOG))
        values_show(menu, "SEES_LOG");
}

static void fill_introduksjon(struct visit *visit, struct values *menu)
{
    if (access_may(visit->context.account, visit->reg->name, ACCESS_SEE_PARTICIPANTS))
        values_show(menu, "SEES_PERSONS");
    if (access_may(visit->context.account, "", ACCESS_LOG))
        values_show(menu, "SEES_ACTIVITY");
}

static void fill_menu(struct visit *visit, struct values *user)
{
    struct values *menu = values_section(user, sites[site_of(visit)].menu);

    if (visit->reg == visit->site->introduksjon)
        fill_introduksjon(visit, menu);
    else
        fill_jobbsjansen(visit, menu);
    if (access_may_anywhere(visit->context.account, ACCESS_LOOK_UP_PEOPLE))
        values_show(user, "SEES_PEOPLE");
    if (visit->menu)
        values_show(user, visit->menu);
}

/* From one register to another, for those who have both. */
static void fill_switch(struct visit *visit, struct values *user)
{
    const struct codebook_register *own[REGISTERS_AT_MOST];
    size_t count = registers_of(visit, own);
    struct values *list;

    if (count < 2)
        return;
    list = values_section(user, "REGISTERS");
    values_set(list, "REGISTER_HERE", wording_shown(visit->reg->title));
    for (size_t i = 0; i < count; i++) {
        struct values *item = values_section(list, "REGISTER_ITEM");

        values_set(item, "REGISTER_NAME", own[i]->name);
        values_set(item, "REGISTER_TITLE", wording_shown(own[i]->title));
        if (own[i] == visit->reg)
            values_show(item, "REGISTER_CURRENT");
    }
}

static void fill_user(struct visit *visit)
{
    const struct account *account = visit->context.account;
    const char *place = place_of(visit->arena, account, visit->reg->name);
    struct values *user = values_section(visit->values, "USER");

    values_set(user, "USER_NAME", account->name);
    values_set_number(user, "USER_ID", account->user_id);
    values_set_number(user, "SECONDS_LEFT", account->seconds_left);
    values_set_number(user, "SECONDS_AT_MOST", account->seconds_at_most);
    values_set(user, "USER_PLACE", place);
    if (*place)
        values_show(user, "USER_WHERE");
    fill_menu(visit, user);
    fill_switch(visit, user);
}

/* The way to the chapter on this screen. Whoever is not logged in sees only screens whose chapters are open. */
static void fill_help(struct visit *visit)
{
    const struct help_topic *topic = visit->help;

    if (!topic && visit->route)
        topic = help_topic_of(visit->route->pattern);
    if (!topic)
        return;
    assert(topic->open || visit->context.account);
    values_set(values_section(visit->values, "HELP_LINK"), "HELP_TOPIC", topic->name);
}

void frame_fill(struct visit *visit)
{
    char today[DATE_TEXT_SIZE];

    values_set(visit->values, "SITE_NAME", words_text(sites[site_of(visit)].name));
    values_set(visit->values, "SITE_PURPOSE", words_text(sites[site_of(visit)].purpose));
    language_fill(visit, visit->values);
    date_format_norwegian(clock_today(), today);
    values_set(values_section(visit->values, "TODAY"), "DATE", today);
    if (visit->context.account)
        fill_user(visit);
    fill_help(visit);
}
