/* Her name: how the look-up goes, and asking again (P3). */
#include "engine/base/text.h"
#include "register/page/pages.h"
#include "register/page/participant/choices.h"
#include "register/page/participant/name_panel.h"
#include "register/page/participant/open.h"
#include "register/page/participant/side_card.h"
#include "register/store/lookup.h"

static void fill_fetched(struct form *form, struct values *parts, const struct answer_judgement *judgement)
{
    const struct names *names = &form->visit->site->names;
    struct question_page questions = {.judgement = judgement, .extras = form->extras};
    const struct codebook_variable *const shown[] = {names->navn, names->navn_bekreftet, names->fodselsnummer};

    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        question_show_answer(form->visit->arena, parts, shown[i], &questions);
    question_show_note(parts, names->navn, &questions);
}

/* The parts of the first page that an answer of Folkeregisteret changes; the script puts them in place. */
static enum outcome show_parts(struct visit *visit)
{
    struct participant *participant;
    struct world world;
    enum outcome outcome = participant_of(visit, -1, &participant);
    struct form form = {.visit = visit, .world = &world, .page = visit->site->names.navn->page};
    struct values *parts;

    if (outcome == OUTCOME_READY)
        outcome = world_make(visit, participant->answers, &world);
    if (outcome != OUTCOME_READY)
        return outcome;
    form.participant = participant;
    form.answers = participant->answers;
    form.extras = arena_alloc_many(visit->arena, visit->site->reg->variable_count, sizeof *form.extras);
    choices_fill(&form);
    parts = visit_parts(visit, "navndeler.html");
    name_panel_include(&form, parts);
    values_set(parts, "PERSON_TITLE", naming_title(visit, participant->answers));
    side_card_fill(&form, parts, NULL);
    fill_fetched(&form, parts,
                 answer_judge(visit->arena, form.answers, world_for(visit->arena, &world, form.answers)));
    return visit_render(visit, 200);
}

enum outcome page_name_parts(struct visit *visit)
{
    return show_parts(visit);
}

enum outcome page_name_ask(struct visit *visit)
{
    const struct codebook_page *page = visit->site->names.navn->page;
    enum lookup_asked asked = LOOKUP_NOT_YOURS;
    enum store_result result;
    participant_id id;

    if (!visit->part || !participant_id_parse(visit->part, &id))
        return OUTCOME_ABSENT;
    result = lookup_ask(&visit->site->store, visit->arena, id, &asked);
    if (result != STORE_OK)
        return visit_store(result);
    if (asked == LOOKUP_NOT_YOURS)
        return OUTCOME_ABSENT;
    if (text_equal(http_fields_get(&visit->request->form, "deler"), "ja"))
        return show_parts(visit);
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/%s", visit->part, page->name));
}
