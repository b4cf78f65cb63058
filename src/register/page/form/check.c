/* A whole form at once. */
#include "register/page/form/check.h"

void check_gaps(struct arena *arena, const struct answer_judgement *judgement, const struct answer_gaps *gaps,
                struct problems *problems_out)
{
    for (size_t i = 0; i < gaps->count; i++) {
        const struct codebook_variable *variable = gaps->variables[i];
        const struct problem *broken = problems_find(&judgement->broken, variable->name);
        const char *message = broken ? broken->message : question_ask(arena, variable);

        if (!problems_find(problems_out, variable->name))
            problems_add(problems_out, variable->name, message);
    }
}

/* Those of the page alone. */
static struct answer_gaps gaps_of(struct arena *arena, const struct check *check)
{
    struct answer_gaps gaps = answer_gaps(arena, check->judgement, check->gates);
    size_t kept = 0;

    for (size_t i = 0; i < gaps.count; i++)
        if (!check->page || gaps.variables[i]->page == check->page)
            gaps.variables[kept++] = gaps.variables[i];
    gaps.count = kept;
    return gaps;
}

/* Whether the question applies hangs on a date that cannot be read: of that alone is told. */
static bool is_undated(const struct posted *posted, const struct answer_judgement *judgement,
                       const struct codebook_variable *variable)
{
    return !codebook_valid_at(variable->validity, answer_state_of(judgement, variable)->date) &&
           problems_find(&posted->problems, variable->page->judged_by->name);
}

static void refuse(struct posted *posted, const struct answer_judgement *judgement, struct answers *answers,
                   const struct problem *problem)
{
    const struct codebook_variable *variable = codebook_find_variable(posted->post.reg, problem->field);

    if (answer_state_of(judgement, variable)->lock == ANSWER_OPEN) {
        posted_refuse(posted, variable, problem->message);
        return;
    }
    answers_set(answers, variable, (struct answer){0});
    if (is_undated(posted, judgement, variable))
        posted_keep(posted, variable);
    else
        posted_drop(posted, variable, problem->message);
}

void check_posted(struct posted *posted, const struct check *check, struct answers *answers)
{
    const struct problems *broken = &check->judgement->broken;
    struct arena *arena = posted->post.arena;
    struct answer_gaps gaps = gaps_of(arena, check);
    struct problems found;

    problems_init(&found, arena);
    answer_check_changes(check->before, check->judgement, &found);
    for (size_t i = 0; i < broken->count; i++)
        problems_add(&found, broken->items[i].field, broken->items[i].message);
    check_gaps(arena, check->judgement, &gaps, &found);
    for (size_t i = 0; i < found.count; i++)
        if (!problems_find(&posted->problems, found.items[i].field))
            refuse(posted, check->judgement, answers, &found.items[i]);
}
