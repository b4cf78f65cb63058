/* The queue of mail. */
#include "register/store/mail.h"

#include "engine/base/log.h"
#include "engine/base/text.h"

static const char *const state_words[] = {
    [MAIL_SENT] = "sent", [MAIL_REFUSED] = "refused", [MAIL_GIVEN_UP] = "given_up", [MAIL_WAITING] = "waiting"};

static bool read_job(const struct database_set *set, const struct database_row *row, struct mail_job *job_out)
{
    *job_out = (struct mail_job){
        .id = store_cell_number(set, row, "mail_id"),
        .key = store_cell(set, row, "lease_key"),
        .recipient = store_cell(set, row, "recipient"),
        .recipient_name = store_cell(set, row, "recipient_name"),
        .invited_by = store_cell(set, row, "invited_by"),
        .place = store_cell(set, row, "place"),
        .language = store_cell(set, row, "language"),
        .made_at = store_cell(set, row, "made_at"),
        .tries = (unsigned)store_cell_number(set, row, "tries"),
        .age_seconds = store_cell_number(set, row, "age_seconds"),
        .link = store_cell_number(set, row, "link_id"),
        .token_salt = store_cell(set, row, "token_salt"),
        .expires_at = store_cell(set, row, "expires_at"),
    };
    return mail_kind_named(store_cell(set, row, "kind"), &job_out->kind);
}

enum store_result mail_take(struct store *store, struct arena *arena, unsigned lease_seconds, enum mail_taken *taken_out,
                            struct mail_job *job_out)
{
    struct database_value value = database_number(arena, lease_seconds);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "mail-take", "CALL mail_take(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    const char *outcome = row ? store_cell(&answer.sets[0], row, "outcome") : NULL;

    *taken_out = text_equal(outcome, "over") ? MAIL_TAKEN_OVER : MAIL_TAKEN_NONE;
    *job_out = (struct mail_job){0};
    if (!text_equal(outcome, "mail"))
        return result;
    if (read_job(&answer.sets[0], row, job_out))
        *taken_out = MAIL_TAKEN;
    else /* its lease passes; a newer program knows what to do */
        log_event(LOG_LEVEL_ERROR, "mail-unknown", "mail=%lld", job_out->id);
    return result;
}

enum store_result mail_ready(struct store *store, struct arena *arena, const struct mail_job *job, const char *token_hash,
                             bool *wanted_out)
{
    struct database_value values[] = {database_number(arena, job->id), database_text(job->key), database_text(token_hash)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "mail-ready", "CALL mail_ready(?, ?, ?)", values, 3, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *wanted_out = row && text_equal(store_cell(&answer.sets[0], row, "outcome"), "go");
    return result;
}

enum store_result mail_done(struct store *store, struct arena *arena, const struct mail_job *job, enum mail_state state,
                            unsigned delay_ms, const char *error)
{
    struct database_value values[] = {
        database_number(arena, job->id),   database_text(job->key),  database_text(state_words[state]),
        database_number(arena, delay_ms), database_text(error),
    };
    struct database_answer answer;

    return store_ask(store, arena, "mail-done", "CALL mail_done(?, ?, ?, ?, ?)", values, 5, &answer);
}
