/* A person in the introduction programme: who she is, her decisions, goals and terminations (N1, N2, N5). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "engine/view/worded.h"
#include "register/page/introduksjon/hint.h"
#include "register/page/introduksjon/message.h"
#include "register/page/introduksjon/person_open.h"
#include "register/page/introduksjon/row_card.h"
#include "register/page/pages.h"
#include "register/page/show.h"

static bool shows_all(const struct visit *visit, enum row_kind kind)
{
    return text_equal(http_fields_get(&visit->request->query, row_history(kind)), "alle");
}

/* What the address says of the other cards, so that they stay as they are. */
static const char *other_queries(const struct visit *visit, enum row_kind kind)
{
    const char *queries = "";

    for (int other = 0; other < ROW_KINDS; other++)
        if (other != (int)kind && shows_all(visit, (enum row_kind)other))
            queries = arena_printf(visit->arena, "%s%s=alle&", queries, row_history((enum row_kind)other));
    return queries;
}

static const char *coded(struct visit *visit, const struct person *person, const char *name)
{
    return answer_show(visit->arena, codebook_find_variable(visit->reg, name), answers_get_named(person->answers, name));
}

static const char *or_none(const char *text)
{
    return text_is_empty(text) ? "–" : text;
}

static void fill_code(struct visit *visit, struct values *page, const char *marker, const struct person *person,
                      const char *name)
{
    values_set(page, marker, or_none(coded(visit, person, name)));
    worded_mark_answer(page, marker, codebook_find_variable(visit->reg, name), answers_get_named(person->answers, name));
}

static void fill_facts(struct visit *visit, struct values *page, const struct person *person)
{
    fill_code(visit, page, "CATEGORY", person, "kategori");
    fill_code(visit, page, "LAW", person, "lov");
    values_set(page, "PLACE", person_place(visit, person));
    values_set(page, "STARTED", or_none(coded(visit, person, "oppstartsdato")));
    values_set(page, "START_DEADLINE", or_none(coded(visit, person, "oppstartsfrist")));
    values_set(page, "DEADLINE", or_none(coded(visit, person, "gjennomforingsfrist")));
    if (!text_is_empty(person->programme.deadline_reason))
        values_set(values_section(page, "DEADLINE_SET"), "DEADLINE_REASON", person->programme.deadline_reason);
    if (date_is_set(person->programme.reopened))
        values_set(values_section(page, "REOPENED"), "REOPENED_ON", show_day(visit->arena, person->programme.reopened));
}

enum outcome page_intro_person(struct visit *visit)
{
    struct person *person;
    struct values *page;
    enum outcome outcome = person_of(visit, &person);

    if (outcome != OUTCOME_READY)
        return outcome;
    page = visit_page(visit, "introduksjon-person.html", _("Person"));
    person_fill(visit, page, person);
    fill_facts(visit, page, person);
    message_show(visit, page);
    hint_show(visit, page, person);
    for (int kind = 0; kind < ROW_KINDS; kind++)
        row_card_show(visit, page,
                      &(struct row_card){.person = person,
                                         .kind = (enum row_kind)kind,
                                         .all = shows_all(visit, (enum row_kind)kind),
                                         .links = true,
                                         .queries = other_queries(visit, (enum row_kind)kind)});
    return visit_render(visit, 200);
}
