/* The card "Årsrapport" on the page with everything registered. */
#include "register/page/participant/annual.h"

#include "engine/base/clock.h"
#include "engine/view/worded.h"
#include "register/page/form/once.h"
#include "register/page/participant/list.h"
#include "register/page/show.h"

enum outcome annual_load(struct visit *visit, participant_id id, struct annual *annual_out)
{
    enum store_result result;

    *annual_out = (struct annual){0};
    if (!visit->site->reg->annual_report)
        return OUTCOME_READY;
    result = report_years_load(&visit->site->store, visit->arena, &annual_out->years);
    if (result == STORE_OK)
        result = confirmations_load(&visit->site->store, visit->arena, id, &annual_out->confirmations);
    return visit_store(result);
}

const struct reporting_year *annual_year(const struct annual *annual, int year)
{
    for (size_t i = 0; i < annual->years.count; i++)
        if (annual->years.items[i].year == year)
            return &annual->years.items[i];
    return NULL;
}

const struct confirmation *annual_last(const struct annual *annual, int year)
{
    for (size_t i = 0; i < annual->confirmations.count; i++)
        if (annual->confirmations.items[i].year == year)
            return &annual->confirmations.items[i];
    return NULL;
}

static struct date date_of(const struct participant *participant, const struct codebook_variable *variable)
{
    return answer_date(answers_get(participant->answers, variable));
}

bool annual_concerns(const struct visit *visit, const struct participant *participant, int year)
{
    const struct names *names = &visit->site->names;

    return annual_report_took_part(date_of(participant, names->oppstartsdato),
                                   date_of(participant, names->avslutningsdato), year);
}

struct answer_gaps annual_gaps(struct visit *visit, const struct review *review, int year)
{
    struct date end = date_of(review->participant, visit->site->names.avslutningsdato);

    return answer_gaps(visit->arena, review->judgement, annual_report_gates(end, year));
}

/* What is asked for only of those who have ended, on the pages before the last: told to one who goes on (Y1). */
static struct answer_gaps other_gaps(struct visit *visit, const struct review *review, const struct answer_gaps *block)
{
    const struct codebook_page *last = visit->site->names.avslutningsdato->page;
    struct answer_gaps all = answer_gaps(visit->arena, review->judgement, CODEBOOK_GATE_ANNUAL_ENDED);
    struct answer_gaps others = {arena_alloc_many(visit->arena, all.count + 1, sizeof(*others.variables)), 0};

    for (size_t i = 0; i < all.count; i++)
        if (all.variables[i]->page != last && !list_has(block, all.variables[i]))
            others.variables[others.count++] = all.variables[i];
    return others;
}

/* What has been answered otherwise since. */
static void fill_changes(struct visit *visit, struct values *part, const struct annual *annual, int year)
{
    struct values *changed = NULL;

    for (size_t i = 0; i < annual->confirmations.change_count; i++) {
        const struct confirmation_change *change = &annual->confirmations.changes[i];
        const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, change->variable);

        if (change->year != year)
            continue;
        changed = changed ? changed : values_section(part, "CHANGED");
        if (variable)
            worded_set(values_section(changed, "CHANGE"), "CHANGE_LABEL", variable->label);
        else
            values_set(values_section(changed, "CHANGE"), "CHANGE_LABEL", change->variable);
    }
}

static void fill_confirmed(struct visit *visit, struct values *part, const struct annual *annual,
                           const struct review *review, const struct confirmation *last)
{
    struct values *confirmed = values_section(part, "CONFIRMED");

    values_set(confirmed, "CONFIRMED_AT", clock_show_minute(visit->arena, last->at));
    values_set(confirmed, "CONFIRMED_BY", last->by_name);
    values_set(confirmed, "CONFIRMED_PATH",
               arena_printf(visit->arena, "%s/bekreft?ar=%d", naming_person_path(visit->arena, review->participant),
                            last->year));
    fill_changes(visit, part, annual, last->year);
}

/* The button, and what lacks before it. */
static void fill_form(struct visit *visit, struct values *part, const struct review *review,
                      const struct reporting_year *year, bool again)
{
    struct answer_gaps gaps = annual_gaps(visit, review, year->year);
    struct answer_gaps others = other_gaps(visit, review, &gaps);
    struct values *form = values_section(part, "FORM");

    list_fill(visit, part, "LACKING", review, &gaps);
    list_fill(visit, part, "OTHERS", review, &others);
    values_set(form, "FORM_PATH", naming_person_path(visit->arena, review->participant));
    values_set(form, "KEY", form_key(visit->arena));
    values_set_number(form, "VERSION", review->participant->version);
    values_set_number(form, "FORM_YEAR", year->year);
    values_show(form, gaps.count ? "NOT_READY" : "READY");
    values_show(form, again ? "AGAIN" : "FIRST");
}

static void fill_year(struct visit *visit, struct values *card, const struct annual *annual,
                      const struct review *review, const struct reporting_year *year)
{
    const struct participant *participant = review->participant;
    const struct confirmation *last = annual_last(annual, year->year);
    bool open = annual_report_is_open(year, clock_today());
    struct values *part = values_section(card, "YEAR");

    values_set_number(part, "YEAR_NUMBER", year->year);
    if (last)
        fill_confirmed(visit, part, annual, review, last);
    if (!annual_concerns(visit, participant, year->year)) {
        values_show(part, "NOT_CONCERNED");
        return;
    }
    if (!last)
        values_show(part, "NOT_CONFIRMED");
    if (open)
        values_set(values_section(part, "DEADLINE"), "DATE", show_day(visit->arena, year->deadline));
    else
        values_set(values_section(part, "CLOSED"), "DATE", show_day(visit->arena, year->closes));
    if (open && participant->may_change && (!last || last->version != participant->version))
        fill_form(visit, part, review, year, last != NULL);
}

void annual_fill(struct visit *visit, struct values *page, const struct annual *annual, const struct review *review)
{
    const struct reporting_year *current =
        annual_report_current(annual->years.items, annual->years.count, clock_today());
    struct values *card = NULL;

    for (size_t i = 0; i < annual->years.count; i++) {
        const struct reporting_year *year = &annual->years.items[i];

        if (!annual_last(annual, year->year) && year != current && !annual_report_is_open(year, clock_today()))
            continue;
        if (!card)
            values_show(page, "TO_ANNUAL");
        card = card ? card : values_include(page, "ANNUAL", "arsrapport.html");
        fill_year(visit, card, annual, review, year);
    }
}
