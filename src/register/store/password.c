/* New passwords: by a link in a mail, or by the old one. */
#include "register/store/password.h"

#include "engine/base/text.h"

enum store_result reset_ask(struct store *store, struct arena *arena, const char *who, const char *remote)
{
    struct database_value values[] = {database_text(who), database_text(remote)};
    struct database_answer answer;

    return store_ask(store, arena, "reset-ask", "CALL reset_ask(?, ?)", values, 2, &answer);
}

static enum reset_state state_named(const char *name)
{
    static const char *const names[] = {[RESET_GOOD] = "good", [RESET_EXPIRED] = "expired", [RESET_USED] = "used",
                                        [RESET_WITHDRAWN] = "withdrawn"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i]))
            return (enum reset_state)i;
    return RESET_UNKNOWN;
}

enum store_result reset_open(struct store *store, struct arena *arena, const char *token, struct reset_link *link_out)
{
    struct database_value value = database_text(token);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "reset-open", "CALL reset_open(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *link_out = (struct reset_link){.state = RESET_UNKNOWN};
    if (!row)
        return result == STORE_OK ? STORE_FAILED : result;
    link_out->state = state_named(store_cell(&answer.sets[0], row, "state"));
    link_out->username = store_cell(&answer.sets[0], row, "brukernavn");
    link_out->name = store_cell(&answer.sets[0], row, "display_name");
    link_out->email = store_cell(&answer.sets[0], row, "email");
    link_out->places = store_cell(&answer.sets[0], row, "places");
    return STORE_OK;
}

static enum store_result is_outcome(enum store_result result, const struct database_answer *answer, const char *name,
                                    bool *is_out)
{
    const struct database_row *row = result == STORE_OK ? store_first(answer, 0) : NULL;

    *is_out = row && text_equal(store_cell(&answer->sets[0], row, "outcome"), name);
    return result == STORE_OK && !row ? STORE_FAILED : result;
}

enum store_result reset_finish(struct store *store, struct arena *arena, const char *token, const char *hash, bool *done_out)
{
    struct database_value values[] = {database_text(token), database_text(hash)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "reset-finish", "CALL reset_finish(?, ?)", values, 2, &answer);

    return is_outcome(result, &answer, "done", done_out);
}

enum store_result password_change(struct store *store, struct arena *arena, const struct login_attempt *attempt,
                                  const char *encoded, const char *hash, bool *ok_out)
{
    struct database_value values[] = {database_text(attempt->id), database_text(encoded), database_text(hash)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "password-change", "CALL password_change(?, ?, ?)", values, 3, &answer);

    return is_outcome(result, &answer, "ok", ok_out);
}
