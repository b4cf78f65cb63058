/* Storing what a posted page changes. */
#include "register/page/participant/save.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "register/domain/jobbsjansen/derive.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/form/once.h"
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

static bool is_changed(const struct saving *saving, const struct codebook_variable *variable)
{
    return !answer_equal(answers_get(saving->after, variable), answers_get(saving->participant->answers, variable));
}

/* She with the number has an open participation already, or she herself has got another: the stored number, or the
 * stored end date, stands (P4, P13). */
static void refuse_twice(struct saving *saving, const struct participant_result *result)
{
    const struct names *names = &saving->visit->site->names;
    const struct answers *stored = saving->participant->answers;
    bool is_number = is_changed(saving, names->fodselsnummer);

    saving->twice = (struct twice){.kind = twice_of(result->outcome),
                                   .reopened = !is_number,
                                   .other = result->id,
                                   .number = answers_get(saving->after, names->fodselsnummer)->text};
    if (is_number)
        derive_same_person(names, stored, saving->after);
    else
        answers_set(saving->after, names->avslutningsdato, *answers_get(stored, names->avslutningsdato));
    posted_refuse(&saving->posted, is_number ? names->fodselsnummer : names->avslutningsdato,
                  twice_message(&saving->twice));
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
        .name_round = saving->participant->lookup.round,
        .key = posted_key(visit->arena, visit->request),
        .digest = posted_digest(visit->arena, visit->request),
        .goes_on = twice_goes_on(visit, answers_get(saving->after, visit->site->names.fodselsnummer)->text),
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
    if (twice_of(result.outcome) != TWICE_NO) {
        refuse_twice(saving, &result);
        return saving_store(saving, trouble_out); /* what is left of it */
    }
    if (result.outcome != PARTICIPANT_SAVED && result.outcome != PARTICIPANT_REPEATED)
        return SAVING_GONE;
    saving->version = result.version;
    saving->saved = true;
    saving->doubles = result.doubles;
    saving->double_count = result.double_count;
    return SAVING_DONE;
}

static const char *status_now(const struct saving *saving)
{
    const struct codebook_variable *end = saving->visit->site->names.avslutningsdato;
    bool had_end = !answer_is_empty(answers_get(saving->participant->answers, end));
    bool has_end = !answer_is_empty(answers_get(saving->after, end));
    enum status after = status_after(status_named(saving->participant->status), status_event_of(had_end, has_end));

    return after == STATUS_UNKNOWN ? saving->participant->status : status_name(after);
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

/* Another number is asked for anew; who has confirmed a name has seen what there was to tell of it. */
static void settle_lookup(const struct saving *saving, struct participant *now)
{
    const struct names *names = &saving->visit->site->names;
    const struct answers *before = saving->participant->answers;

    if (!answer_is_empty(answers_get(saving->after, names->navn_bekreftet)))
        now->lookup.notes &= LOOKUP_MAN;
    if (!answer_equal(answers_get(before, names->fodselsnummer), answers_get(saving->after, names->fodselsnummer)))
        now->lookup = (struct lookup){.state = LOOKUP_WAITING,
                                      .asked_at = clock_now_utc(saving->visit->arena),
                                      .round = saving->participant->lookup.round + 1};
}

void saving_settle(struct saving *saving)
{
    const struct account *account = saving->visit->context.account;
    struct participant *now = arena_alloc(saving->visit->arena, sizeof *now);

    if (!saving->saved)
        return;
    *now = *saving->participant;
    settle_changes(saving, now);
    now->status = status_now(saving);
    now->doubles = saving->doubles;
    now->double_count = saving->double_count;
    settle_lookup(saving, now);
    now->answers = saving->after;
    now->version = saving->version;
    now->changed_at = clock_now_utc(saving->visit->arena);
    now->changed_by_name = account->name;
    now->changed_by_email = account->email;
    saving->participant = now;
    saving->world.own.stored = now->answers;
}
