/* The activity log. */
#include "register/store/activity.h"

#include "engine/base/buffer.h"
#include "register/store/search.h"

enum { KINDS_AT_MOST = 20, SOURCE_CHANGES = 1 };

static const char *kinds_text(struct arena *arena, unsigned kinds)
{
    struct buffer out;

    buffer_init(&out, arena, KINDS_AT_MOST);
    for (unsigned kind = ACTIVITY_MADE; kind < ACTIVITY_KINDS; kind++)
        if (kinds & 1u << kind)
            buffer_add_format(&out, "%s%u", out.length ? "," : "", kind);
    return buffer_text(&out);
}

static struct activity_event event_of(const struct database_set *set, const struct database_row *row)
{
    int source = (int)store_cell_number(set, row, "source");

    return (struct activity_event){
        .place = {.at = store_cell(set, row, "logged_at"), .source = source, .id = store_cell(set, row, "log_id")},
        .kind = (enum activity_kind)store_cell_number(set, row, "kind"),
        .user_id = store_cell_number(set, row, "user_id"),
        .user_name = store_cell(set, row, "user_name"),
        .brukernavn = store_cell(set, row, "brukernavn"),
        .is_change = source == SOURCE_CHANGES,
        .action = store_cell(set, row, "action"),
        .what = store_cell(set, row, "what"),
        .row_key = store_cell(set, row, "row_key"),
        .content = store_cell(set, row, "content"),
        .participant = (participant_id)store_cell_number(set, row, "participant_id"),
        .kommunenavn = store_cell(set, row, "kommunenavn"),
        .bydel = store_cell(set, row, "bydel"),
        .is_deleted = store_cell_number(set, row, "is_deleted") == 1,
        .is_of_introduksjon = store_cell_number(set, row, "is_of_introduksjon") == 1,
    };
}

static void read_events(struct arena *arena, const struct database_set *set, struct activity_list *list)
{
    struct activity_event *events = arena_alloc_many(arena, set->row_count + 1, sizeof *events);

    for (size_t i = 0; i < set->row_count; i++)
        events[i] = event_of(set, &set->rows[i]);
    list->events = events;
    list->count = set->row_count;
}

enum store_result activity_load(struct store *store, struct arena *arena, const struct activity_query *query,
                                const struct activity_place *after, bool newer, unsigned limit, const char *receipt,
                                struct activity_list *list_out)
{
    const struct database_value values[] = {
        database_text(kinds_text(arena, query->kinds)),
        query->user == ACTIVITY_ANYBODY ? database_text(NULL) : database_number(arena, query->user),
        database_text(query->from),
        database_text(query->to),
        database_text(query->search ? search_reference(query->search) : NULL),
        database_text(after->at),
        after->at ? database_number(arena, after->source) : database_text(NULL),
        database_text(after->at ? after->id : NULL),
        database_number(arena, newer),
        database_number(arena, limit),
        database_text(receipt),
    };
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "activity-list", "CALL activity_list(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values,
                                         sizeof values / sizeof *values, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *list_out = (struct activity_list){0};
    if (!row)
        return result == STORE_OK ? STORE_FAILED : result;
    list_out->total = (long)store_cell_number(&answer.sets[0], row, "events");
    list_out->is_there = store_cell_number(&answer.sets[0], row, "is_there") == 1;
    if (list_out->is_there && answer.set_count > 1)
        read_events(arena, &answer.sets[1], list_out);
    return STORE_OK;
}

enum store_result activity_users(struct store *store, struct arena *arena, const char *text,
                                 const struct activity_user **users_out, size_t *count_out)
{
    const struct database_value value = database_text(text);
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "activity-users", "CALL activity_users(?)", &value, 1, &answer);
    const struct database_set *set = &answer.sets[0];
    struct activity_user *users;

    *users_out = NULL;
    *count_out = 0;
    if (result != STORE_OK)
        return result;
    users = arena_alloc_many(arena, set->row_count + 1, sizeof *users);
    for (size_t i = 0; i < set->row_count; i++)
        users[i] = (struct activity_user){.id = store_cell_number(set, &set->rows[i], "user_id"),
                                          .brukernavn = store_cell(set, &set->rows[i], "brukernavn"),
                                          .name = store_cell(set, &set->rows[i], "display_name")};
    *users_out = users;
    *count_out = set->row_count;
    return set->row_count == 0 ? store_found_none(store, arena) : STORE_OK;
}
