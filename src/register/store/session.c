/* Login, sessions and who a session is. */
#include "register/store/session.h"

#include "engine/base/text.h"

static struct grant grant_of(const struct database_set *set, const struct database_row *row)
{
    return (struct grant){
        .role = access_role_named(store_cell(set, row, "role")),
        .reg = store_cell(set, row, "register"),
        .kommunenummer = store_cell(set, row, "kommunenummer"),
        .kommunenavn = store_cell(set, row, "kommunenavn"),
        .bydel = store_cell(set, row, "bydel"),
        .bydelsnavn = store_cell(set, row, "bydelsnavn"),
        .has_districts = store_cell_number(set, row, "has_districts") == 1,
    };
}

static enum scope_kind scope_kind_named(const char *name)
{
    if (text_equal(name, "all"))
        return SCOPE_ALL;
    return text_equal(name, "municipality") ? SCOPE_MUNICIPALITY : SCOPE_DISTRICT;
}

static struct scope scope_of(const struct database_set *set, const struct database_row *row)
{
    return (struct scope){
        .kind = scope_kind_named(store_cell(set, row, "kind")),
        .kommunenummer = store_cell(set, row, "kommunenummer"),
        .bydel = store_cell(set, row, "bydel"),
    };
}

static void add_grants(struct arena *arena, const struct database_set *set, struct account *account)
{
    struct grant *grants = arena_alloc_many(arena, set->row_count + 1, sizeof *grants);

    for (size_t i = 0; i < set->row_count; i++)
        grants[i] = grant_of(set, &set->rows[i]);
    account->grants = grants;
    account->grant_count = set->row_count;
}

static void add_scopes(struct arena *arena, const struct database_set *set, const char *reg, struct account *account)
{
    struct scope *scopes = arena_alloc_many(arena, set->row_count + 1, sizeof *scopes);

    for (size_t i = 0; i < set->row_count; i++)
        if (text_equal(store_cell(set, &set->rows[i], "register"), reg))
            scopes[account->scope_count++] = scope_of(set, &set->rows[i]);
    account->scopes = scopes;
}

enum store_result session_open(struct store *store, struct arena *arena, const char *token, const char *reg,
                               const struct account **account_out)
{
    const char *sql = arena_printf(arena, "CALL %s.ctx.open(?)", store->schema);
    struct database_value values[] = {database_text(token)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "session-open", sql, values, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    struct account *account;

    store->may_have_context = true;
    *account_out = NULL;
    if (!row || answer.set_count < 3)
        return result;
    account = arena_alloc(arena, sizeof *account);
    account->user_id = store_cell_number(&answer.sets[0], row, "user_id");
    account->session_id = store_cell(&answer.sets[0], row, "session_id");
    account->request_id = store_cell(&answer.sets[0], row, "request_id");
    account->username = store_cell(&answer.sets[0], row, "brukernavn");
    account->name = store_cell(&answer.sets[0], row, "display_name");
    account->email = store_cell(&answer.sets[0], row, "email");
    account->seconds_left = (long)store_cell_number(&answer.sets[0], row, "seconds_left");
    account->seconds_at_most = (long)store_cell_number(&answer.sets[0], row, "seconds_at_most");
    add_grants(arena, &answer.sets[1], account);
    add_scopes(arena, &answer.sets[2], reg, account);
    *account_out = account;
    return STORE_OK;
}

enum store_result session_leave(struct store *store, struct arena *arena)
{
    const char *sql = arena_printf(arena, "CALL %s.ctx.leave()", store->schema);
    struct database_answer answer;
    enum store_result result = STORE_OK;

    if (store->may_have_context)
        result = store_ask(store, arena, "session-leave", sql, NULL, 0, &answer);
    store->may_have_context = result != STORE_OK;
    return result;
}

enum store_result session_end(struct store *store, struct arena *arena)
{
    struct database_answer answer;

    return store_ask(store, arena, "session-end", "CALL session_end()", NULL, 0, &answer);
}

enum store_result login_begin(struct store *store, struct arena *arena, const char *username,
                              const char *remote, const char *browser_token, struct login_attempt *attempt_out)
{
    struct database_value values[] = {database_text(username), database_text(remote), database_text(browser_token)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "login-begin", "CALL login_begin(?, ?, ?)", values, 3, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    if (!row)
        return result == STORE_OK ? STORE_FAILED : result;
    attempt_out->id = store_cell(&answer.sets[0], row, "attempt_id");
    attempt_out->allowed = store_cell_number(&answer.sets[0], row, "allowed") == 1;
    attempt_out->retry_seconds = (long)store_cell_number(&answer.sets[0], row, "retry_seconds");
    attempt_out->prefix = store_cell(&answer.sets[0], row, "prefix");
    return STORE_OK;
}

enum store_result login_finish(struct store *store, struct arena *arena, const struct login_attempt *attempt,
                               const char *encoded, const struct login_session *session, enum login_outcome *outcome_out)
{
    struct database_value values[] = {
        database_text(attempt->id), database_text(encoded), database_text(session->token),
        database_number(arena, session->limits.idle_seconds), database_number(arena, session->limits.total_seconds),
        database_text(session->browser)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "login-finish", "CALL login_finish(?, ?, ?, ?, ?, ?)", values, 6, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    const char *outcome = row ? store_cell(&answer.sets[0], row, "outcome") : "";

    *outcome_out = text_equal(outcome, "ok") ? LOGIN_OK : LOGIN_WRONG;
    if (text_equal(outcome, "half"))
        *outcome_out = text_equal(store_cell(&answer.sets[0], row, "purpose"), "kode") ? LOGIN_HALF : LOGIN_REGISTER;
    return result;
}

enum store_result session_list(struct store *store, struct arena *arena, const struct own_session **sessions_out,
                               size_t *count_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "session-list", "CALL session_list()", NULL, 0, &answer);
    const struct database_set *set = &answer.sets[0];
    struct own_session *sessions;

    *sessions_out = NULL;
    *count_out = 0;
    if (result != STORE_OK)
        return result;
    if (set->row_count == 0) /* this one at least is there, where somebody asks */
        return store_found_none(store, arena);
    sessions = arena_alloc_many(arena, set->row_count, sizeof *sessions);
    for (size_t i = 0; i < set->row_count; i++)
        sessions[i] = (struct own_session){
            .number = store_cell_number(set, &set->rows[i], "session_id"),
            .is_this = store_cell_number(set, &set->rows[i], "is_this") == 1,
            .created_at = store_cell(set, &set->rows[i], "created_at"),
            .seen_at = store_cell(set, &set->rows[i], "seen_at"),
            .ends_at = store_cell(set, &set->rows[i], "ends_at"),
            .remote = store_cell(set, &set->rows[i], "remote"),
            .browser = store_cell(set, &set->rows[i], "browser"),
        };
    *sessions_out = sessions;
    *count_out = set->row_count;
    return STORE_OK;
}

enum store_result session_end_other(struct store *store, struct arena *arena, long long number, long *ended_out)
{
    struct database_value value = number ? database_number(arena, number) : database_text(NULL);
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "session-end-other", "CALL session_end_other(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *ended_out = row ? (long)store_cell_number(&answer.sets[0], row, "ended") : 0;
    return result;
}
