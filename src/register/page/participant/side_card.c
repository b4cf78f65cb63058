/* The card beside the form. */
#include "register/page/participant/side_card.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/view/worded.h"
#include "register/domain/jobbsjansen/programme.h"
#include "register/page/show.h"

static void fill_who(struct visit *visit, struct values *card, const struct participant *participant)
{
    const struct names *names = &visit->site->names;
    const char *name = answers_get(participant->answers, names->navn)->text;
    const char *digits = answers_get(participant->answers, names->fodselsnummer)->text;

    if (name)
        values_set(values_section(card, "NAME_KNOWN"), "NAME", name);
    else
        values_show(card, "NAME_WAITING");
    values_set(card, "FNR", fodselsnummer_show(visit->arena, digits));
    values_set(card, "ID", naming_person_path(visit->arena, participant));
}

static const char *programme_time(struct visit *visit, const struct participant *participant)
{
    const struct names *names = &visit->site->names;
    struct date start = answer_date(answers_get(participant->answers, names->oppstartsdato));
    struct date end = answer_date(answers_get(participant->answers, names->avslutningsdato));
    const char *length = programme_length(visit->arena, start, end, clock_today());

    return *length ? length : "–";
}

void side_card_show(struct visit *visit, struct values *page, const struct participant *participant,
                    const char *link, bool saved)
{
    struct values *card = values_section(values_include(page, "SIDE_CARD", "sidekort.html"), "CREATED");

    fill_who(visit, card, participant);
    show_status(card, participant->status);
    values_set(card, "CHANGED_AT", clock_show_minute(visit->arena, participant->changed_at));
    values_set(card, "CHANGED_BY", participant->changed_by_name);
    if (!text_is_empty(participant->changed_by_email))
        values_set(values_section(card, "CHANGED_BY_EMAIL"), "EMAIL", participant->changed_by_email);
    values_set(card, "PROGRAMME_TIME", programme_time(visit, participant));
    if (saved)
        values_show(card, "SAVED");
    if (link)
        values_show(card, link);
    if (participant->may_change)
        values_show(card, "DELETE_LINK");
    twice_fill_doubles(visit, card, participant);
}

static void fill_lacking(struct values *page, const struct answer_gaps *gaps)
{
    struct values *new = values_section(values_include(page, "SIDE_CARD", "sidekort.html"), "NEW");
    struct values *lacking = gaps->count ? values_section(new, "LACKING") : NULL;

    for (size_t i = 0; i < gaps->count; i++) {
        struct values *lack = values_section(lacking, "LACK");

        values_set(lack, "LACK_FIELD", gaps->variables[i]->name);
        worded_set(lack, "LACK_LABEL", gaps->variables[i]->label);
    }
}

void side_card_fill(struct form *form, struct values *page, const struct answer_gaps *gaps)
{
    bool refused = form->problems && form->problems->count > 0;

    if (form->participant)
        side_card_show(form->visit, page, form->participant, "DATA_LINK", !refused);
    else
        fill_lacking(page, gaps);
}
