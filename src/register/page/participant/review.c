/* All answers of a participant for reading. */
#include "register/page/participant/review.h"

#include "engine/base/words.h"
#include "register/page/participant/choices.h"

enum outcome review_make(struct visit *visit, const struct participant *participant, struct world *world,
                         struct review *review_out)
{
    enum outcome outcome = world_make(visit, participant->answers, world);

    if (outcome != OUTCOME_READY)
        return outcome;
    review_out->participant = participant;
    review_out->judgement =
        answer_judge(visit->arena, participant->answers, world_for(visit->arena, world, participant->answers));
    review_out->gaps = answer_gaps(visit->arena, review_out->judgement, CODEBOOK_GATE_DISCHARGE);
    return OUTCOME_READY;
}

/* Numbers and districts as people read them. */
static void fill_extras(struct visit *visit, const struct review *review, struct question_extra *extras)
{
    const struct names *names = &visit->site->names;
    const struct answers *answers = review->participant->answers;
    const char **number = arena_alloc(visit->arena, sizeof *number);
    const char **district = arena_alloc(visit->arena, sizeof *district);
    const char *bydel = answers_get(answers, names->bydel)->text;

    *number = fodselsnummer_show(visit->arena, answers_get(answers, names->fodselsnummer)->text);
    extras[names->fodselsnummer->index] = (struct question_extra){.shown = number, .shown_count = 1};
    if (review->participant->lookup.reason) {
        const char **otherwise = arena_alloc(visit->arena, sizeof *otherwise);

        *otherwise = arena_printf(visit->arena, _("Identiteten er bekreftet på en annen måte: %s"),
                                  review->participant->lookup.reason);
        extras[names->navn_bekreftet->index] = (struct question_extra){.shown = otherwise, .shown_count = 1};
    }
    *district = places_name(&visit->site->places, bydel);
    if (bydel)
        extras[names->bydel->index] = (struct question_extra){.shown = district, .shown_count = 1};
    extras[names->proveresultater->index] = (struct question_extra){
        .rows = choices_tests(visit, review->participant), .row_count = review->participant->test_count};
}

void review_fill(struct visit *visit, struct values *page, const struct review *review, bool links)
{
    const struct codebook_register *reg = visit->site->reg;
    struct question_extra *extras = arena_alloc_many(visit->arena, reg->variable_count, sizeof *extras);
    struct question_page questions = {
        .judgement = review->judgement,
        .extras = extras,
        .gaps = links ? &review->gaps : NULL, /* what is missing is told to whoever can fill it in */
        .path = links ? naming_person_path(visit->arena, review->participant) : NULL,
    };

    fill_extras(visit, review, extras);
    for (size_t i = 0; i < reg->page_count; i++)
        for (size_t k = 0; k < reg->pages[i].section_count; k++)
            question_summarize_section(visit->arena, page, &reg->pages[i].sections[k], &questions);
}
