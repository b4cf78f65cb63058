/* The second factor: half sessions, codes. */
#include "register/store/factor.h"

#include "engine/base/text.h"

enum store_result half_session_open(struct store *store, struct arena *arena, const char *token,
                                    const struct half_session **half_out)
{
    struct database_value value = database_text(token);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "half-session-open", "CALL half_session_open(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    struct half_session *half;

    *half_out = NULL;
    if (!row)
        return result;
    half = arena_alloc(arena, sizeof *half);
    *half = (struct half_session){
        .user_id = store_cell_number(&answer.sets[0], row, "user_id"),
        .username = store_cell(&answer.sets[0], row, "brukernavn"),
        .salt = store_cell(&answer.sets[0], row, "salt"),
        .seconds_left = (long)store_cell_number(&answer.sets[0], row, "seconds_left"),
    };
    *half_out = half;
    return STORE_OK;
}

enum store_result half_session_end(struct store *store, struct arena *arena, const char *token)
{
    struct database_value value = database_text(token);
    struct database_answer answer;

    return store_ask(store, arena, "half-session-end", "CALL half_session_end(?)", &value, 1, &answer);
}

static enum factor_outcome outcome_named(const char *name)
{
    static const char *const names[] = {[FACTOR_OK] = "ok", [FACTOR_USED] = "used", [FACTOR_DENIED] = "denied",
                                        [FACTOR_OVER] = "over"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && text_equal(name, names[i]))
            return (enum factor_outcome)i;
    return FACTOR_WRONG;
}

enum store_result factor_finish(struct store *store, struct arena *arena, const char *half_token,
                                const struct factor_proof *proof, const struct login_session *session,
                                struct factor_answer *answer_out)
{
    struct database_value values[] = {
        database_text(half_token), database_text(proof->code), database_text(proof->pad), database_text(proof->recovery),
        database_text(session->token), database_number(arena, session->limits.idle_seconds),
        database_number(arena, session->limits.total_seconds)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "factor-finish", "CALL factor_finish(?, ?, ?, ?, ?, ?, ?)", values, 7, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *answer_out = (struct factor_answer){.outcome = FACTOR_WRONG};
    if (!row)
        return result == STORE_OK ? STORE_FAILED : result;
    answer_out->outcome = outcome_named(store_cell(&answer.sets[0], row, "outcome"));
    answer_out->tries_left = (long)store_cell_number(&answer.sets[0], row, "tries_left");
    return STORE_OK;
}
