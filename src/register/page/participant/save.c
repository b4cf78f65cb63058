/* Storing what a posted page changes. */
#include "register/page/participant/save.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/derive.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/store/participant.h"

static size_t find_changed(const struct saving *saving, const struct codebook_variable **changed)
{
    const struct codebook_register *reg = saving->visit->site->reg;
    size_t count = 0;

    for (size_t i = 0; i < reg->variable_count; i++)
        if (!answer_equal(&saving->after->values[i], &saving->participant->answers->values[i]))
            changed[count++] = reg->variables[i];
    return count;
}

static const char *status_after(const struct saving *saving)
{
    const struct codebook_variable *end = saving->visit->site->names.avslutningsdato;
    struct status_facts facts = {
        .changed = true,
        .ended = !answer_is_empty(answers_get(saving->after, end)),
        .discharged = text_equal(saving->participant->status, status_name(STATUS_UTSKREVET)),
    };

    return status_name(status_of(facts));
}

/* The number she was given belongs to one who is registered already: the stored one stands (P4, P13). */
static void refuse_number(struct saving *saving)
{
    const struct names *names = &saving->visit->site->names;

    derive_same_person(names, saving->participant->answers, saving->after);
    posted_refuse(saving->visit, &saving->posted, names->fodselsnummer,
                  _("Hun med dette nummeret har allerede en åpen registrering."));
}

enum saving_result saving_store(struct saving *saving, enum store_result *trouble_out)
{
    struct visit *visit = saving->visit;
    const struct codebook_variable **changed =
        arena_alloc_many(visit->arena, visit->site->reg->variable_count, sizeof(*changed));
    struct participant_write write = {
        .answers = saving->after,
        .changed = changed,
        .changed_count = find_changed(saving, changed),
        .status = status_after(saving),
        .key = posted_key(visit),
        .digest = posted_digest(visit),
    };
    struct participant_result result = {0};

    saving->version = saving->participant->version;
    if (write.changed_count == 0)
        return SAVING_DONE;
    *trouble_out = participant_save(&visit->site->store, visit->arena, saving->participant->id,
                                    saving->participant->version, &write, &result);
    if (*trouble_out != STORE_OK)
        return SAVING_TROUBLE;
    if (result.outcome == PARTICIPANT_STALE)
        return SAVING_AGAIN;
    if (result.outcome == PARTICIPANT_GONE)
        return SAVING_GONE;
    if (result.outcome == PARTICIPANT_OPEN_HERE) {
        refuse_number(saving);
        return saving_store(saving, trouble_out); /* what is left: no number any more */
    }
    saving->version = result.version;
    saving->saved = true;
    return SAVING_DONE;
}

/* What this save changed, in the words of a load. */
static void settle_changes(struct saving *saving, struct participant *now)
{
    struct visit *visit = saving->visit;
    const struct codebook_register *reg = visit->site->reg;
    const struct codebook_variable **changed = arena_alloc_many(visit->arena, reg->variable_count, sizeof(*changed));
    size_t count = find_changed(saving, changed);
    struct answer_change *changes = arena_alloc_many(visit->arena, count + 1, sizeof *changes);

    for (size_t i = 0; i < count; i++)
        changes[i] = (struct answer_change){
            .variable = changed[i],
            .old_text = answer_canonical(visit->arena, answers_get(saving->participant->answers, changed[i])),
            .new_text = answer_canonical(visit->arena, answers_get(saving->after, changed[i])),
            .version = saving->version,
            .mine = true,
        };
    now->changes = changes;
    now->change_count = count;
}

void saving_settle(struct saving *saving)
{
    const struct account *account = saving->visit->context.account;
    struct participant *now = arena_alloc(saving->visit->arena, sizeof *now);

    if (!saving->saved)
        return;
    *now = *saving->participant;
    settle_changes(saving, now);
    now->status = status_after(saving);
    now->answers = saving->after;
    now->version = saving->version;
    now->changed_at = clock_now_utc(saving->visit->arena);
    now->changed_by_name = account->name;
    now->changed_by_email = account->email;
    saving->participant = now;
    saving->world.own.stored = now->answers;
}
