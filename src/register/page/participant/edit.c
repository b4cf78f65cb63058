/* The four pages of an existing participant: shown, and saved (P1, P7, P14). */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/pages.h"
#include "register/page/participant/form.h"
#include "register/page/participant/notice.h"
#include "register/page/participant/open.h"
#include "register/page/participant/save.h"

/* A try is lost only to somebody who saved meanwhile, so this is as many as can be ahead of one. */
enum { TRIES = 24 };

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
                                      .version = participant->version},
                       200);
}

/* Undoes one's own change: what that version changed, and nobody has changed since, gets its old value. */
static void read_undo(struct saving *saving, long version)
{
    const struct participant *participant = saving->participant;
    struct posted *posted = &saving->posted;
    struct arena *arena = saving->visit->arena;

    posted->variables = arena_alloc_many(arena, participant->change_count + 1, sizeof *posted->variables);
    for (size_t i = 0; i < participant->change_count; i++) {
        const struct answer_change *change = &participant->changes[i];
        const struct answer *now = answers_get(participant->answers, change->variable);

        if (change->version != version || !change->mine || !codebook_is_asked(change->variable) ||
            !text_equal(answer_canonical(arena, now), change->new_text))
            continue;
        answers_set(posted->answers, change->variable,
                    answer_from_canonical(arena, change->variable, change->old_text));
        posted->variables[posted->count++] = change->variable;
    }
    saving->participant->change_count = 0;
}

static enum outcome read_post(struct saving *saving)
{
    struct visit *visit = saving->visit;
    long undo = posted_number(visit, "angre");
    enum outcome outcome =
        participant_to_change(visit, undo > 0 ? undo - 1 : saving->drawn_version, &saving->participant);

    if (outcome == OUTCOME_READY)
        outcome = world_make(visit, saving->participant->answers, &saving->world);
    if (outcome != OUTCOME_READY)
        return outcome;
    saving->posted = posted_read(visit, saving->page, &saving->world, saving->participant->answers);
    if (undo > 0) {
        saving->posted = (struct posted){.answers = answers_new(visit->arena, visit->site->reg),
                                         .extras = saving->posted.extras};
        problems_init(&saving->posted.problems, visit->arena);
        read_undo(saving, undo);
    }
    return OUTCOME_READY;
}

static void show_conflict(struct saving *saving, const struct answer_conflict *conflict)
{
    struct arena *arena = saving->visit->arena;
    struct question_extra *extra = &saving->posted.extras[conflict->variable->index];
    struct question_conflict *shown = arena_alloc(arena, sizeof *shown);

    *shown = (struct question_conflict){.their_name = conflict->who,
                                        .their_time = clock_show_minute(arena, conflict->when),
                                        .theirs = &conflict->theirs,
                                        .mine = &conflict->mine};
    extra->conflict = shown;
    extra->shown_count = answer_field_texts(arena, conflict->variable, &conflict->mine, &extra->shown);
    problems_add(&saving->posted.problems, conflict->variable->name,
                 arena_printf(arena, _("Velg hvilket svar som skal gjelde for «%s»"),
                              wording_shown(conflict->variable->label)));
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
    for (size_t i = 0; i < saving->merge.conflict_count; i++)
        show_conflict(saving, &saving->merge.conflicts[i]);
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
                                                               : saving->participant->version},
        only_conflicts ? 409 : 422);
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

    if (posted_number(saving->visit, "angre") > 0 || is_flagged(saving))
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

    if (text_equal(way, "utskriv") && page != saving->page)
        return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/utskriv", visit->part));
    if (!page)
        return visit_redirect(visit, "/deltakere");
    if (saving->emptied)
        query = arena_printf(visit->arena, "?tomt=%ld", saving->version);
    return visit_redirect(visit, arena_printf(visit->arena, "/deltakere/%s/%s%s", visit->part, page->name, query));
}

static enum outcome save_once(struct saving *saving, bool *again_out)
{
    enum store_result trouble = STORE_OK;
    enum outcome outcome = read_post(saving);
    enum saving_result result;

    *again_out = false;
    if (outcome != OUTCOME_READY)
        return outcome;
    outcome = saving_decide(saving);
    if (outcome != OUTCOME_READY)
        return outcome;
    result = saving_store(saving, &trouble);
    *again_out = result == SAVING_AGAIN;
    if (result == SAVING_TROUBLE)
        return visit_store(trouble);
    if (result == SAVING_GONE)
        return OUTCOME_ABSENT;
    if (result == SAVING_AGAIN)
        return OUTCOME_FAILED;
    if (saving->posted.problems.count > 0 || saving->merge.conflict_count > 0)
        return show_problems(saving);
    return go_on(saving);
}

enum outcome page_participant_save(struct visit *visit)
{
    const struct codebook_page *page = form_page(visit);
    enum outcome outcome = OUTCOME_FAILED;
    bool again = true;

    if (!page)
        return OUTCOME_ABSENT;
    for (int try = 0; try < TRIES && again; try++) {
        struct saving saving = {.visit = visit, .page = page, .drawn_version = posted_number(visit, "versjon")};

        outcome = save_once(&saving, &again);
    }
    return outcome;
}

enum outcome page_participant_save_forged(struct visit *visit)
{
    struct saving saving = {
        .visit = visit, .page = form_page(visit), .drawn_version = posted_number(visit, "versjon")};
    struct answers *typed;
    enum outcome outcome;

    if (!saving.page)
        return OUTCOME_ABSENT;
    outcome = read_post(&saving);
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
