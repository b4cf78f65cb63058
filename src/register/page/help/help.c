/* The guide: its contents, and a chapter (requirement U4). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/help/topics.h"
#include "register/page/pages.h"

/* `reg`: told of in that register's contents alone; NULL: in every one. */
static const struct {
    const char *title, *reg;
} groups[HELP_GROUPS] = {
    [HELP_START] = {N_("Kom i gang"), NULL},
    [HELP_PARTICIPANTS] = {N_("Deltakere"), REGISTER_JOBBSJANSEN},
    [HELP_PROGRAMME] = {N_("Introduksjonsprogrammet"), REGISTER_INTRODUKSJON},
    [HELP_REPORTS] = {N_("Rapportering og data"), REGISTER_JOBBSJANSEN},
    [HELP_REGISTER] = {N_("Om registeret"), NULL},
};

static bool may_read(const struct visit *visit, const struct help_topic *topic)
{
    return topic->open || visit->context.account;
}

static void list_group(const struct visit *visit, struct values *page, enum help_group group)
{
    struct values *list = values_section(page, "GROUP");

    values_set_number(list, "GROUP_NUMBER", (long long)group + 1);
    values_set(list, "GROUP_TITLE", words_text(groups[group].title));
    for (size_t i = 0; i < help_topic_count; i++) {
        struct values *topic;

        if (help_topics[i].group != group || !may_read(visit, &help_topics[i]))
            continue;
        topic = values_section(list, "TOPIC");
        values_set(topic, "TOPIC_NAME", help_topics[i].name);
        values_set(topic, "TOPIC_TITLE", words_text(help_topics[i].title));
        values_set(topic, "TOPIC_LEAD", words_text(help_topics[i].lead));
    }
}

enum outcome page_help(struct visit *visit)
{
    struct values *page;

    visit->menu = "AT_HELP";
    page = visit_page(visit, "hjelp.html", _("Veiledning"));
    for (int group = 0; group < HELP_GROUPS; group++)
        if (!groups[group].reg || text_equal(groups[group].reg, visit->reg->name))
            list_group(visit, page, (enum help_group)group);
    return visit_render(visit, 200);
}

enum outcome page_help_topic(struct visit *visit)
{
    const struct help_topic *topic = help_topic_named(visit->part);
    struct values *page;

    if (!topic)
        return OUTCOME_ABSENT;
    if (!may_read(visit, topic))
        return OUTCOME_LOGIN;
    visit->menu = "AT_HELP";
    page = visit_page(visit, "hjelpeside.html", words_text(topic->title));
    values_set(page, "TITLE", words_text(topic->title));
    values_set(page, "TOPIC_NAME", topic->name);
    values_include(page, "CHAPTER", topic->file);
    visit_contact(visit, page);
    return visit_render(visit, 200);
}
