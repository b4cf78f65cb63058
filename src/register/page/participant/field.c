/* One field of an existing participant, saved by itself (P6, P14, I7). */
#include "register/page/form/gone.h"
#include "register/page/pages.h"
#include "register/page/participant/form.h"
#include "register/page/participant/open.h"
#include "register/page/participant/save.h"

/* 422, 409 and 429 are about the field that was sent: what its answer does to others is told at those. */
static int status_of_save(struct saving *saving, const struct codebook_variable *variable)
{
    if (saving->merge.conflict_count > 0)
        return 409;
    if (saving->twice.kind == TWICE_LATER)
        return 429;
    return problems_find(&saving->posted.problems, variable->name) ? 422 : 200;
}

/* A refused answer stays as typed, and what is stored is said beside it (P16). */
static void tell_stored(struct saving *saving, const struct codebook_variable *variable)
{
    struct question_extra *extra = &saving->posted.extras[variable->index];

    if (extra->problem && !extra->stored)
        extra->stored = answers_get(saving->participant->answers, variable);
}

static enum outcome answer(struct saving *saving, const struct codebook_variable *variable)
{
    const struct answers *before = saving->participant->answers;
    int status = status_of_save(saving, variable);

    saving_settle(saving);
    saving_show_conflicts(saving);
    tell_stored(saving, variable);
    return form_render_parts(&(struct form){.visit = saving->visit,
                                            .world = &saving->world,
                                            .page = saving->page,
                                            .participant = saving->participant,
                                            .answers = saving->participant->answers,
                                            .extras = saving->posted.extras,
                                            .problems = &saving->posted.problems,
                                            .version = saving->participant->version,
                                            .since = saving->since,
                                            .since_count = saving->since_count,
                                            .twice = saving->twice,
                                            .emptied = saving->saved && saving->emptied ? saving->version : 0},
                             variable, before, status);
}

/* A page drawn before the codebook changed: what was typed stays there, and beside it stands why it is not saved (C6). */
static enum outcome say_gone(struct visit *visit)
{
    struct form_post post = visit_form(visit, visit->site->reg);
    const struct codebook_variable *question = gone_question(&post, visit->page);
    struct participant *participant;
    struct values *parts, *messages;
    enum outcome outcome;

    if (!question)
        return OUTCOME_ABSENT;
    outcome = participant_to_change(visit, -1, &participant);
    if (outcome != OUTCOME_READY)
        return outcome;
    parts = visit_parts(visit, "borte.html");
    values_set(parts, "NAME", question->name);
    values_set_number(parts, "VERSION", participant->version);
    messages = values_include(parts, "MESSAGES", "feltmelding.html");
    values_set(messages, "NAME", question->name);
    values_set(values_section(messages, "PROBLEM"), "PROBLEM_TEXT", gone_message(&post, question));
    return visit_render(visit, 422);
}

enum outcome page_participant_field(struct visit *visit)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->site->reg, visit->page);
    struct saving saving = {.visit = visit, .set = {.variables = &variable, .count = 1, .all_drawn = true}};
    enum outcome outcome;

    if (!variable)
        return say_gone(visit);
    if (!variable->section)
        return OUTCOME_ABSENT;
    saving.page = variable->page;
    outcome = saving_run(&saving);
    return outcome == OUTCOME_READY ? answer(&saving, variable) : outcome;
}
