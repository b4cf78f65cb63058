/* The four pages of an existing participant: shown, and saved (P1, P7, P14). */
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/pages.h"
#include "register/page/participant/form.h"
#include "register/page/participant/notice.h"
#include "register/page/participant/open.h"
#include "register/page/participant/save.h"
#include "register/store/lookup.h"

enum outcome page_participant_form(struct visit *visit)
{
    const struct codebook_page *page = form_page(visit);
    long emptied = notice_version(visit);
    struct participant *participant;
    struct world world;
    enum outcome outcome;

    if (!page)
        return OUTCOME_ABSENT;
    outcome = participant_of(visit, emptied ? emptied - 1 : -1, &participant);
    if (outcome == OUTCOME_READY && !participant->may_change)
        return page_participant_data(visit); /* for those who only look */
    if (outcome == OUTCOME_READY)
        outcome = world_make(visit, participant->answers, &world);
    if (outcome != OUTCOME_READY)
        return outcome;
    return form_render(&(struct form){.visit = visit,
                                      .world = &world,
                                      .page = page,
                                      .participant = participant,
                                      .answers = participant->answers,
                                      .version = participant->version,
                                      .emptied = emptied},
                       200);
}

/* What could be saved is saved: the rest stays on the page as typed. A page with a conflict stays as old as it was,
 * so that the conflict stands until the user has picked. */
static enum outcome show_problems(struct saving *saving)
{
    struct visit *visit = saving->visit;
    bool only_conflicts = saving->posted.problems.count == 0;
    enum outcome outcome = participant_of(visit, -1, &saving->participant);

    if (outcome == OUTCOME_READY)
        outcome = world_make(visit, saving->participant->answers, &saving->world);
    if (outcome != OUTCOME_READY)
        return outcome;
    saving_show_conflicts(saving);
    return form_render(
        &(struct form){.visit = visit,
                       .world = &saving->world,
                       .page = saving->page,
                       .participant = saving->participant,
                       .answers = saving->participant->answers,
                       .extras = saving->posted.extras,
                       .problems = &saving->posted.problems,
                       .summary = FORM_SUMMARY_NEXT,
                       .version = saving->merge.conflict_count ? saving->drawn_version
                                                               : saving->participant->version,
                       .twice = saving->twice},
        only_conflicts                        ? 409
        : saving->twice.kind == TWICE_LATER ? 429
                                              : 422);
}

/* Does a changed answer break a rule between fields, or deserve a warning? Then she sees it before going on. */
static bool is_flagged(const struct saving *saving)
{
    struct arena *arena = saving->visit->arena;
    const struct answer_judgement *judgement;

    if (!saving->saved)
        return false;
    judgement = answer_judge(arena, saving->after, world_for(arena, &saving->world, saving->after));
    for (size_t i = 0; i < saving->page->variable_count; i++) {
        const char *name = saving->page->variables[i]->name;

        if (problems_find(&judgement->broken, name) || problems_find(&judgement->warnings, name))
            return true;
    }
    return false;
}

static const struct codebook_page *next_page(const struct saving *saving)
{
    const struct codebook_register *reg = saving->visit->site->reg;
    const char *way = http_fields_get(&saving->visit->request->form, "videre");
    size_t index = saving->page->index;

    if (posted_number(saving->visit->request, "angre") > 0 || is_flagged(saving) || text_equal(way, "hent"))
        return saving->page;
    if (text_equal(way, "forrige"))
        return &reg->pages[index > 0 ? index - 1 : 0];
    if (index + 1 < reg->page_count)
        return &reg->pages[index + 1];
    return saving->emptied ? saving->page : NULL;
}

static enum outcome go_on(struct saving *saving)
{
    struct visit *visit = saving->visit;
    const struct codebook_page *page = next_page(saving);
    const char *way = http_fields_get(&visit->request->form, "videre");
    const char *query = "";
    enum lookup_asked asked;

    if (text_equal(way, "hent"))
        lookup_ask(&visit->site->store, visit->arena, saving->participant->id, &asked); /* the page tells how it goes */
    if (text_equal(way, "utskriv") && page != saving->page)
        return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/utskriv", visit->part));
    if (!page)
        return visit_redirect(visit, "/deltakere");
    if (saving->emptied)
        query = arena_printf(visit->arena, "?tomt=%ld", saving->version);
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/%s%s", visit->part, page->name, query));
}

enum outcome page_participant_save(struct visit *visit)
{
    const struct codebook_page *page = form_page(visit);
    struct saving saving = {.visit = visit, .page = page};
    enum outcome outcome;

    if (!page)
        return OUTCOME_ABSENT;
    saving.set = posted_page(page);
    outcome = saving_run(&saving);
    if (outcome != OUTCOME_READY)
        return outcome;
    if (saving.posted.problems.count > 0 || saving.merge.conflict_count > 0)
        return show_problems(&saving);
    return go_on(&saving);
}

enum outcome page_participant_save_forged(struct visit *visit)
{
    struct saving saving = {.visit = visit, .page = form_page(visit)};
    struct answers *typed;
    enum outcome outcome;

    if (!saving.page)
        return OUTCOME_ABSENT;
    saving.set = posted_page(saving.page);
    outcome = saving_read(&saving);
    if (outcome != OUTCOME_READY)
        return outcome;
    typed = answers_copy(visit->arena, saving.participant->answers);
    for (size_t i = 0; i < saving.posted.count; i++)
        answers_set(typed, saving.posted.variables[i], *answers_get(saving.posted.answers, saving.posted.variables[i]));
    problems_add(&saving.posted.problems, "", words_text(form_forged));
    return form_render(&(struct form){.visit = visit,
                                      .world = &saving.world,
                                      .page = saving.page,
                                      .participant = saving.participant,
                                      .answers = typed,
                                      .extras = saving.posted.extras,
                                      .problems = &saving.posted.problems,
                                      .summary = FORM_SUMMARY_NEXT,
                                      /* as old as it was: what others changed since is still compared */
                                      .version = saving.drawn_version > 0 ? saving.drawn_version
                                                                          : saving.participant->version},
                       403);
}
