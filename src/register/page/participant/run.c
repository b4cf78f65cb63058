/* Answers that were sent, from the form to the store and over again while others save in between. */
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/form/once.h"
#include "register/page/participant/open.h"
#include "register/page/participant/save.h"

/* A try is lost only to somebody who saved meanwhile, so this is as many as can be ahead of one. */
enum { TRIES = 24 };

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

static enum outcome load(struct saving *saving, long since)
{
    enum outcome outcome = participant_to_change(saving->visit, since, &saving->participant);

    return outcome == OUTCOME_READY ? world_make(saving->visit, saving->participant->answers, &saving->world) : outcome;
}

static const struct answer_change *last_change(const struct saving *saving, const struct codebook_variable *variable)
{
    const struct participant *participant = saving->participant;

    for (size_t i = participant->change_count; i > 0; i--)
        if (participant->changes[i - 1].variable == variable)
            return &participant->changes[i - 1];
    return NULL;
}

/* The value the field was drawn with, where the form tells (P14); false where it does not, or it can't be read. */
static bool read_basis(const struct saving *saving, struct answer *basis_out)
{
    struct arena *arena = saving->visit->arena;
    const struct answers *stored = saving->participant->answers;
    const char *const *texts = NULL;
    const char *problem = NULL;
    size_t count = http_fields_all(arena, &saving->visit->request->form, "basis", &texts);

    return count > 0 && codebook_is_asked(saving->set.variables[0]) &&
           answer_parse(arena, saving->set.variables[0], texts, count, world_for(arena, &saving->world, stored),
                        basis_out, &problem);
}

/* Compares with what the field was drawn with: a page grows older than its fields when they are saved one by one.
 * Who changed the answer since may have done it before the version that came along: then all changes are asked for. */
static enum outcome use_basis(struct saving *saving)
{
    const struct codebook_variable *variable = saving->set.variables[0];
    struct answer_change *since;
    struct answer basis;
    enum outcome outcome = OUTCOME_READY;

    if (!read_basis(saving, &basis))
        return OUTCOME_READY;
    if (answer_equal(&basis, answers_get(saving->participant->answers, variable))) {
        saving->participant->change_count = 0;
        return OUTCOME_READY;
    }
    if (!last_change(saving, variable))
        outcome = load(saving, 0);
    if (outcome != OUTCOME_READY || !last_change(saving, variable))
        return outcome;
    since = arena_alloc(saving->visit->arena, sizeof *since);
    *since = *last_change(saving, variable);
    since->old_text = answer_canonical(saving->visit->arena, &basis);
    saving->participant->changes = since;
    saving->participant->change_count = 1;
    return OUTCOME_READY;
}

/* A pick is always held against what was stored since: without a version, against all of it. */
static long version_to_compare(const struct saving *saving)
{
    const struct visit *visit = saving->visit;
    const char *pick = saving->set.all_drawn ? arena_printf(visit->arena, "velg_%s", saving->set.variables[0]->name) : "";

    return saving->drawn_version < 0 && http_fields_get(&visit->request->form, pick) ? 0 : saving->drawn_version;
}

static struct posted read_post(struct saving *saving)
{
    struct visit *visit = saving->visit;
    const struct answers *stored = saving->participant->answers;
    struct form_post post = visit_form(visit, visit->site->reg);

    return posted_read(&post, &saving->set, world_for(visit->arena, &saving->world, stored), stored);
}

enum outcome saving_read(struct saving *saving)
{
    struct visit *visit = saving->visit;
    long undo = posted_number(visit->request, "angre");
    enum outcome outcome;

    saving->drawn_version = posted_number(visit->request, "versjon");
    outcome = load(saving, undo > 0 ? undo - 1 : version_to_compare(saving));
    if (outcome != OUTCOME_READY)
        return outcome;
    saving->since = saving->participant->changes;
    saving->since_count = saving->participant->change_count;
    saving->posted = read_post(saving);
    if (undo > 0) {
        saving->posted = (struct posted){.answers = answers_new(visit->arena, visit->site->reg),
                                         .extras = saving->posted.extras};
        problems_init(&saving->posted.problems, visit->arena);
        read_undo(saving, undo);
        return OUTCOME_READY;
    }
    return saving->set.all_drawn ? use_basis(saving) : OUTCOME_READY;
}

static void show_conflict(struct saving *saving, const struct answer_conflict *conflict)
{
    struct arena *arena = saving->visit->arena;
    struct question_extra *extra = &saving->posted.extras[conflict->variable->index];
    struct question_conflict *shown = arena_alloc(arena, sizeof *shown);

    *shown = (struct question_conflict){
        .their_name = conflict->who,
        .their_time = clock_show_minute(arena, conflict->when),
        .their_version = conflict->version,
        .theirs = &conflict->theirs,
        .mine = &conflict->mine,
    };
    extra->conflict = shown;
    extra->shown_count = answer_field_texts(arena, conflict->variable, &conflict->mine, &extra->shown);
    problems_add(&saving->posted.problems, conflict->variable->name,
                 arena_printf(arena, _("Velg hvilket svar som skal gjelde for «%s»"),
                              wording_shown(conflict->variable->label)));
}

void saving_show_conflicts(struct saving *saving)
{
    for (size_t i = 0; i < saving->merge.conflict_count; i++)
        show_conflict(saving, &saving->merge.conflicts[i]);
}

static enum outcome run_once(struct saving *saving, bool *again_out)
{
    enum store_result trouble = STORE_OK;
    enum outcome outcome = saving_read(saving);
    enum saving_result result;

    *again_out = false;
    if (outcome == OUTCOME_READY)
        outcome = saving_decide(saving);
    if (outcome != OUTCOME_READY)
        return outcome;
    result = saving_store(saving, &trouble);
    *again_out = result == SAVING_AGAIN;
    if (result == SAVING_TROUBLE)
        return visit_store(trouble);
    if (result == SAVING_GONE)
        return OUTCOME_ABSENT;
    return result == SAVING_AGAIN ? OUTCOME_FAILED : OUTCOME_READY;
}

enum outcome saving_run(struct saving *saving)
{
    const struct saving begun = *saving;
    enum outcome outcome = OUTCOME_FAILED;
    bool again = true;

    for (int try = 0; try < TRIES && again; try++) {
        *saving = begun;
        outcome = run_once(saving, &again);
    }
    return outcome;
}
