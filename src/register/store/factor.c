/* The second factor: half sessions, codes. */
#include "register/store/factor.h"

#include "engine/base/text.h"

static const struct half_session *half_of(struct arena *arena, const struct database_answer *answer)
{
    const struct database_row *row = store_first(answer, 0);
    struct half_session *half;

    if (!row)
        return NULL;
    half = arena_alloc(arena, sizeof *half);
    *half = (struct half_session){
        .purpose = text_equal(store_cell(&answer->sets[0], row, "purpose"), "kode") ? HALF_CODE : HALF_REGISTER,
        .user_id = store_cell_number(&answer->sets[0], row, "user_id"),
        .username = store_cell(&answer->sets[0], row, "brukernavn"),
        .salt = store_cell(&answer->sets[0], row, "salt"),
        .offer = store_cell(&answer->sets[0], row, "offer"),
        .seconds_left = (long)store_cell_number(&answer->sets[0], row, "seconds_left"),
    };
    return half;
}

enum store_result half_session_open(struct store *store, struct arena *arena, const char *token,
                                    const struct half_session **half_out)
{
    struct database_value value = database_text(token);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "half-session-open", "CALL half_session_open(?)", &value, 1, &answer);

    *half_out = result == STORE_OK ? half_of(arena, &answer) : NULL;
    return result;
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
                                        [FACTOR_OVER] = "over", [FACTOR_PASSWORD] = "password"};

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

enum store_result factor_offer(struct store *store, struct arena *arena, const char *half_token, const char *sealed,
                               const char *salt, const struct half_session **half_out)
{
    struct database_value values[] = {database_text(half_token), database_text(sealed), database_text(salt)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "factor-offer", "CALL factor_offer(?, ?, ?)", values, 3, &answer);

    *half_out = result == STORE_OK ? half_of(arena, &answer) : NULL;
    return result;
}

static enum store_result read_outcome(enum store_result result, const struct database_answer *answer,
                                      enum factor_outcome *outcome_out)
{
    const struct database_row *row = result == STORE_OK ? store_first(answer, 0) : NULL;

    *outcome_out = FACTOR_WRONG;
    if (!row)
        return result == STORE_OK ? STORE_FAILED : result;
    *outcome_out = outcome_named(store_cell(&answer->sets[0], row, "outcome"));
    return STORE_OK;
}

enum store_result factor_enrol(struct store *store, struct arena *arena, const char *half_token,
                               const struct factor_proof *proof, const char *codes, const struct login_session *session,
                               enum factor_outcome *outcome_out)
{
    struct database_value values[] = {
        database_text(half_token), database_text(proof->code), database_text(proof->pad), database_text(codes),
        database_text(session->token), database_number(arena, session->limits.idle_seconds),
        database_number(arena, session->limits.total_seconds)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "factor-enrol", "CALL factor_enrol(?, ?, ?, ?, ?, ?, ?)", values, 7, &answer);

    return read_outcome(result, &answer, outcome_out);
}

enum store_result factor_show(struct store *store, struct arena *arena, struct own_factor *own_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "factor-show", "CALL factor_show()", NULL, 0, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *own_out = (struct own_factor){0};
    if (!row) /* there is one row where somebody asks */
        return result == STORE_OK ? store_found_none(store, arena) : result;
    own_out->since = store_cell(&answer.sets[0], row, "since");
    own_out->salt = store_cell(&answer.sets[0], row, "salt");
    own_out->is_required = store_cell_number(&answer.sets[0], row, "factor_required") == 1;
    own_out->codes_left = (long)store_cell_number(&answer.sets[0], row, "codes_left");
    return STORE_OK;
}

enum store_result factor_prove(struct store *store, struct arena *arena, const struct factor_request *request,
                               enum factor_outcome *outcome_out)
{
    struct database_value values[] = {
        database_text(request->attempt->id), database_text(request->encoded), database_text(request->proof.code),
        database_text(request->proof.pad), database_text(request->proof.recovery),
        database_text(request->codes ? "koder" : "registrer"), database_text(request->token), database_text(request->codes)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "factor-prove", "CALL factor_prove(?, ?, ?, ?, ?, ?, ?, ?)", values, 8, &answer);

    return read_outcome(result, &answer, outcome_out);
}

enum store_result factor_reset(struct store *store, struct arena *arena, unsigned long long person, enum factor_reset *reset_out)
{
    static const char *const names[] = {[FACTOR_RESET_DONE] = "reset", [FACTOR_RESET_NONE] = "none", [FACTOR_RESET_SELF] = "self",
                                        [FACTOR_RESET_ELSEWHERE] = "elsewhere"};
    struct database_value value = database_number(arena, (long long)person);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "factor-reset", "CALL factor_reset(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *reset_out = FACTOR_RESET_ABSENT;
    for (size_t i = 0; row && i < sizeof names / sizeof *names; i++)
        if (text_equal(store_cell(&answer.sets[0], row, "outcome"), names[i]))
            *reset_out = (enum factor_reset)i;
    return result;
}
