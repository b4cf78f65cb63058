/* Invitations. */
#include "register/store/invitation.h"

#include "engine/base/text.h"
#include "register/store/people_row.h"

static const char *const states[] = {
    [INVITATION_WAITING] = "waiting", [INVITATION_SENT] = "sent",       [INVITATION_OPENED] = "opened",
    [INVITATION_EXPIRED] = "expired", [INVITATION_REFUSED] = "refused", [INVITATION_WITHDRAWN] = "withdrawn",
};

static enum invitation_state state_named(const char *name)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (text_equal(states[i], name))
            return (enum invitation_state)i;
    return INVITATION_WAITING;
}

static struct invitation invitation_of(const struct database_set *set, const struct database_row *row)
{
    return (struct invitation){
        .id = (unsigned long long)store_cell_number(set, row, "public_id"),
        .name = store_cell(set, row, "display_name"),
        .email = store_cell(set, row, "email"),
        .phone = store_cell(set, row, "phone"),
        .gift = people_gift_of(set, row),
        .made_at = store_cell(set, row, "made_at"),
        .sent_at = store_cell(set, row, "sent_at"),
        .opened_at = store_cell(set, row, "opened_at"),
        .expires_at = store_cell(set, row, "expires_at"),
        .state = state_named(store_cell(set, row, "state")),
    };
}

enum store_result invitation_list(struct store *store, struct arena *arena, const struct people_asked *asked,
                                  const struct invitation **items_out, size_t *count_out)
{
    struct database_value values[] = {database_text(asked->name), database_text(asked->kommunenummer)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "invitation-list", "CALL invitation_list(?, ?)", values, 2, &answer);
    const struct database_set *set = &answer.sets[0];
    struct invitation *items;

    *items_out = NULL;
    *count_out = 0;
    if (result != STORE_OK)
        return result;
    items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    for (size_t i = 0; i < set->row_count; i++)
        items[i] = invitation_of(set, &set->rows[i]);
    *items_out = items;
    *count_out = set->row_count;
    return set->row_count == 0 ? store_found_none(store, arena) : STORE_OK;
}

enum store_result invitation_make(struct store *store, struct arena *arena, const struct invitation_invited *invited,
                                  unsigned long long *id_out, enum people_outcome *outcome_out)
{
    const struct people_gift *gift = &invited->gift;
    struct database_value values[] = {
        database_text(invited->name), database_text(invited->email), database_text(invited->phone),
        database_text(access_role_name(gift->role)), database_text(gift->reg), database_text(gift->kommunenummer),
        database_text(gift->bydel), database_text(gift->from), database_text(gift->to)};
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "invitation-make",
                                         "CALL invitation_make(?, ?, ?, ?, ?, ?, ?, ?, ?)", values, 9, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    const char *id;

    *id_out = 0;
    *outcome_out = PEOPLE_ABSENT;
    if (!row)
        return result == STORE_OK ? STORE_FAILED : result;
    *outcome_out = people_outcome_named(store_cell(&answer.sets[0], row, "outcome"));
    id = store_cell(&answer.sets[0], row, "public_id");
    if (id)
        *id_out = (unsigned long long)store_cell_number(&answer.sets[0], row, "public_id");
    return STORE_OK;
}

enum store_result invitation_again(struct store *store, struct arena *arena, unsigned long long id,
                                   enum people_outcome *outcome_out)
{
    struct database_value value = database_number(arena, (long long)id);

    return people_ask_outcome(store, arena, "invitation-again", "CALL invitation_again(?)", &value, 1, outcome_out);
}

enum store_result invitation_withdraw(struct store *store, struct arena *arena, unsigned long long id,
                                      enum people_outcome *outcome_out)
{
    struct database_value value = database_number(arena, (long long)id);

    return people_ask_outcome(store, arena, "invitation-withdraw", "CALL invitation_withdraw(?)", &value, 1, outcome_out);
}

enum store_result invitation_open(struct store *store, struct arena *arena, const char *token,
                                  struct invitation_link *link_out)
{
    struct database_value value = database_text(token);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "invitation-open", "CALL invitation_open(?)", &value, 1, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    const struct database_set *set;

    *link_out = (struct invitation_link){0};
    if (!row || answer.set_count < 2)
        return result == STORE_OK ? STORE_FAILED : result;
    link_out->is_expired = text_equal(store_cell(&answer.sets[0], row, "state"), "expired");
    row = store_first(&answer, 1);
    if (!row)
        return STORE_OK;
    set = &answer.sets[1];
    *link_out = (struct invitation_link){
        .is_good = true,
        .name = store_cell(set, row, "display_name"),
        .email = store_cell(set, row, "email"),
        .invited_by = store_cell(set, row, "invited_by"),
        .expires_at = store_cell(set, row, "expires_at"),
        .known = store_cell_number(set, row, "known") == 1,
        .gift = people_gift_of(set, row),
    };
    return STORE_OK;
}

enum store_result invitation_accept(struct store *store, struct arena *arena, const char *token, const char *username,
                                    const char *password_hash, enum people_outcome *outcome_out)
{
    struct database_value values[] = {database_text(token), database_text(username), database_text(password_hash)};

    return people_ask_outcome(store, arena, "invitation-accept", "CALL invitation_accept(?, ?, ?)", values, 3, outcome_out);
}

enum store_result invitation_accept_own(struct store *store, struct arena *arena, const char *token,
                                        enum people_outcome *outcome_out)
{
    struct database_value value = database_text(token);

    return people_ask_outcome(store, arena, "invitation-accept-own", "CALL invitation_accept_own(?)", &value, 1, outcome_out);
}
