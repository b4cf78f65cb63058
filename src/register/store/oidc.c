/* Logins through an OpenID provider. */
#include "register/store/oidc.h"

#include "engine/base/text.h"

static enum oidc_begun begun_named(const char *word)
{
    static const char *const words[] = {[OIDC_BEGUN] = "begun", [OIDC_BEGUN_AWAY] = "away", [OIDC_BEGUN_MANY] = "many",
                                        [OIDC_BEGUN_PASSWORD] = "password", [OIDC_BEGUN_LOGIN] = "login"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(word, words[i]))
            return (enum oidc_begun)i;
    return OIDC_BEGUN_AWAY;
}

enum store_result oidc_begin(struct store *store, struct arena *arena, const struct oidc_start *start,
                             enum oidc_begun *begun_out, const char **endpoint_out)
{
    static const char *const purposes[] = {[OIDC_LOGIN] = "login", [OIDC_TIE] = "tie", [OIDC_INVITE] = "invite"};
    struct database_value values[] = {
        database_text(start->provider), database_text(start->issuer),
        database_text(start->browser),  database_text(start->state),
        database_text(purposes[start->purpose]), database_text(start->return_to),
        database_text(start->remote),   database_text(start->link),
        database_text(start->attempt ? start->attempt->id : NULL), database_text(start->encoded)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "oidc-begin", "CALL oidc_begin(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values, 10, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *begun_out = begun_named(row ? store_cell(&answer.sets[0], row, "outcome") : NULL);
    *endpoint_out = row ? store_cell(&answer.sets[0], row, "authorization_endpoint") : NULL;
    return result;
}

enum store_result oidc_answer(struct store *store, struct arena *arena, const struct oidc_return *back, bool *known_out)
{
    struct database_value values[] = {
        database_text(back->browser), database_text(back->state), database_text(back->issuer), database_text(back->code),
        database_text(back->denied ? "1" : "0"), database_text(back->verifier), database_text(back->nonce)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "oidc-answer", "CALL oidc_answer(?, ?, ?, ?, ?, ?, ?)", values, 7, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *known_out = row && !text_equal(store_cell(&answer.sets[0], row, "outcome"), "unknown");
    return result;
}

static enum oidc_outcome outcome_named(const char *word)
{
    static const char *const words[] = {
        [OIDC_WAITING] = "waiting", [OIDC_IN] = "in",       [OIDC_STRANGER] = "stranger", [OIDC_TIED] = "tied",
        [OIDC_TAKEN] = "taken",     [OIDC_HAS] = "has",     [OIDC_GONE] = "gone",         [OIDC_SELF] = "self",
        [OIDC_KNOWN] = "known",     [OIDC_REFUSED] = "refused",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(word, words[i]))
            return (enum oidc_outcome)i;
    return OIDC_UNKNOWN;
}

enum store_result oidc_finish(struct store *store, struct arena *arena, const char *browser, const char *remote,
                              const struct login_session *session, struct oidc_finished *finished_out)
{
    struct database_value values[] = {
        database_text(browser), database_text(session->token), database_text(remote), database_text(session->browser),
        database_number(arena, session->limits.idle_seconds), database_number(arena, session->limits.total_seconds)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "oidc-finish", "CALL oidc_finish(?, ?, ?, ?, ?, ?)", values, 6, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *finished_out = (struct oidc_finished){.outcome = OIDC_UNKNOWN};
    if (row)
        *finished_out = (struct oidc_finished){
            .outcome = outcome_named(store_cell(&answer.sets[0], row, "outcome")),
            .reason = store_cell(&answer.sets[0], row, "reason"),
            .return_to = store_cell(&answer.sets[0], row, "return_to"),
            .provider = store_cell(&answer.sets[0], row, "provider"),
        };
    return result;
}

enum store_result oidc_logout(struct store *store, struct arena *arena, const char **provider_out, const char **endpoint_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "oidc-logout", "CALL oidc_logout()", NULL, 0, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *provider_out = row ? store_cell(&answer.sets[0], row, "name") : NULL;
    *endpoint_out = row ? store_cell(&answer.sets[0], row, "end_session_endpoint") : NULL;
    return result;
}

enum store_result oidc_identities(struct store *store, struct arena *arena, const struct oidc_identity **identities_out,
                                  size_t *count_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "identity-list", "CALL identity_list()", NULL, 0, &answer);
    const struct database_set *set = &answer.sets[0];
    struct oidc_identity *identities;

    *identities_out = NULL;
    *count_out = 0;
    if (result != STORE_OK)
        return result;
    identities = arena_alloc_many(arena, set->row_count + 1, sizeof *identities);
    for (size_t i = 0; i < set->row_count; i++)
        identities[i] = (struct oidc_identity){.issuer = store_cell(set, &set->rows[i], "issuer"),
                                               .tied_at = store_cell(set, &set->rows[i], "tied_at")};
    *identities_out = identities;
    *count_out = set->row_count;
    return STORE_OK;
}

enum store_result oidc_identity_remove(struct store *store, struct arena *arena, const char *issuer, bool *gone_out)
{
    struct database_value value = database_text(issuer);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "identity-remove", "CALL identity_remove(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *gone_out = row && text_equal(store_cell(&answer.sets[0], row, "outcome"), "gone");
    return result;
}

enum store_result oidc_provider_put(struct store *store, struct arena *arena, const char *name,
                                    const struct oidc_endpoints *endpoints)
{
    struct database_value values[] = {database_text(name), database_text(endpoints->issuer),
                                      database_text(endpoints->authorization), database_text(endpoints->end_session),
                                      database_text(endpoints->sends_issuer ? "1" : "0")};
    struct database_answer answer;

    return store_ask(store, arena, "oidc-provider-put", "CALL oidc_provider_put(?, ?, ?, ?, ?)", values, 5, &answer);
}

enum store_result oidc_take(struct store *store, struct arena *arena, struct oidc_job *job_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "oidc-take", "CALL oidc_take()", NULL, 0, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *job_out = (struct oidc_job){0};
    if (row)
        *job_out = (struct oidc_job){
            .id = store_cell(&answer.sets[0], row, "oidc_login_id"),
            .key = store_cell(&answer.sets[0], row, "lease_key"),
            .provider = store_cell(&answer.sets[0], row, "provider"),
            .issuer = store_cell(&answer.sets[0], row, "issuer"),
            .code = store_cell(&answer.sets[0], row, "code"),
            .verifier = store_cell(&answer.sets[0], row, "verifier"),
            .nonce = store_cell(&answer.sets[0], row, "nonce"),
        };
    return result;
}

enum store_result oidc_done(struct store *store, struct arena *arena, const struct oidc_job *job, const char *subject,
                            const char *reason)
{
    struct database_value values[] = {database_text(job->id), database_text(job->key), database_text(subject),
                                      database_text(reason)};
    struct database_answer answer;

    return store_ask(store, arena, "oidc-done", "CALL oidc_done(?, ?, ?, ?)", values, 4, &answer);
}
