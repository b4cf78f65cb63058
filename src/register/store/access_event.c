/* Reading what was done with one person's data. */
#include "register/store/access_event.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "engine/base/text.h"
#include "register/store/search.h"

enum { CHUNK = 5000, USERS_AT_MOST = 1024 * 1024 };

static const char *const kinds[ACCESS_EVENT_KINDS] = {"access", "change", "download", "told"};

/* Where the next chunk goes on. */
struct cursor {
    const char *until;
    long long after;
};

static const struct person_search *read_search(struct arena *arena, const struct database_set *set, const struct database_row *row)
{
    static const char *const columns[SEARCH_BOXES] = {"numbers", "names", "person_ids"};
    struct person_search *search;

    if (!store_cell(set, row, columns[0]))
        return NULL;
    search = arena_alloc(arena, sizeof *search);
    for (enum person_search_box box = 0; box < SEARCH_BOXES; box++)
        search->boxes[box] = person_search_terms_of(arena, store_cell(set, row, columns[box]));
    return search;
}

static const struct access_download *read_download(struct arena *arena, const struct database_set *set,
                                                   const struct database_row *row)
{
    struct access_download *download = arena_alloc(arena, sizeof *download);

    *download = (struct access_download){
        .address = store_cell(set, row, "address"),
        .person_id = store_cell(set, row, "person_id"),
        .number = store_cell(set, row, "fodselsnummer"),
        .name = store_cell(set, row, "navn"),
        .kommunenummer = store_cell(set, row, "kommunenummer"),
        .bydel = store_cell(set, row, "bydel"),
        .start = store_cell(set, row, "oppstartsdato"),
        .end = store_cell(set, row, "avslutningsdato"),
        .status = store_cell(set, row, "status"),
        .created_by_name = store_cell(set, row, "created_by_name"),
        .financing = store_cell(set, row, "finansieringstype") ? (long)store_cell_number(set, row, "finansieringstype") : -1,
        .confirmed_years = (unsigned long long)store_cell_number(set, row, "confirmed_years"),
        .search = read_search(arena, set, row),
    };
    return download;
}

static struct access_event read_event(struct arena *arena, enum access_kind kind, const struct database_set *set,
                                      const struct database_row *row)
{
    struct access_event event = {
        .kind = kind,
        .log_id = store_cell_number(set, row, "log_id"),
        .at = store_cell(set, row, "logged_at"),
        .user_id = store_cell(set, row, "user_id") ? store_cell_number(set, row, "user_id") : 0,
        .user_name = store_cell(set, row, "user_name"),
    };

    if (kind == ACCESS_EVENT_TOLD) {
        event.action = store_cell(set, row, "outcome");
        return event;
    }
    if (store_cell(set, row, "participant_id"))
        event.id = (participant_id)store_cell_number(set, row, "participant_id");
    if (kind != ACCESS_EVENT_DOWNLOAD)
        event.action = store_cell(set, row, "action");
    if (kind != ACCESS_EVENT_CHANGE)
        event.what = store_cell(set, row, "what");
    if (kind == ACCESS_EVENT_DOWNLOAD)
        event.download = read_download(arena, set, row);
    if (kind == ACCESS_EVENT_CHANGE) {
        event.request = store_cell(set, row, "request_id");
        event.table = store_cell(set, row, "table_name");
        event.columns = store_cell(set, row, "columns_changed");
        event.variable = store_cell(set, row, "variabel");
    }
    return event;
}

static void add_all(struct arena *arena, struct access_events *events, enum access_kind kind, const struct database_set *set)
{
    if (events->count + set->row_count > events->room) {
        size_t room = 2 * (events->count + set->row_count);
        struct access_event *items = arena_alloc_many(arena, room, sizeof *items);

        if (events->count > 0)
            memcpy(items, events->items, events->count * sizeof *items);
        events->items = items;
        events->room = room;
    }
    for (size_t i = 0; i < set->row_count; i++)
        events->items[events->count++] = read_event(arena, kind, set, &set->rows[i]);
}

/* One download may stand in several rows, by versions of hers: the last one of a chunk comes again with the next. */
static struct cursor after_chunk(const struct access_events *events, enum access_kind kind)
{
    const struct access_event *last = &events->items[events->count - 1];

    return (struct cursor){last->at, last->log_id + (kind == ACCESS_EVENT_DOWNLOAD)};
}

static enum store_result load_kind(struct store *store, struct arena *arena, const char *reference, const char *also,
                                   const char *until, size_t most, enum access_kind kind, struct access_events *events)
{
    struct cursor cursor = {until, (long long)(~0ULL >> 1)};
    size_t first = events->count, got = CHUNK;

    while (got == CHUNK) {
        const struct database_value values[] = {
            database_text(search_reference(reference)), database_text(also),   database_text(kinds[kind]), database_text(cursor.until),
            database_number(arena, cursor.after),       database_number(arena, CHUNK),
        };
        struct database_answer answer;
        enum store_result result =
            store_ask(store, arena, "access-report-events", "CALL access_report_events(?, ?, ?, ?, ?, ?)", values, 6, &answer);

        if (result != STORE_OK)
            return result;
        got = answer.sets[0].row_count;
        add_all(arena, events, kind, &answer.sets[0]);
        if (got == CHUNK && events->count - first >= most) {
            events->is_cut = true;
            return STORE_OK;
        }
        if (got == CHUNK)
            cursor = after_chunk(events, kind);
    }
    return STORE_OK;
}

enum store_result access_events_load(struct store *store, struct arena *arena, const char *reference, const char *also,
                                     const char *until, size_t most, struct access_events *events_out)
{
    enum store_result result = STORE_OK;

    *events_out = (struct access_events){0};
    for (enum access_kind kind = 0; result == STORE_OK && kind < ACCESS_EVENT_KINDS; kind++)
        result = load_kind(store, arena, reference, also, until, most, kind, events_out);
    return result;
}

static int by_number(const void *one, const void *other)
{
    const long long a = *(const long long *)one, b = *(const long long *)other;

    return (a > b) - (a < b);
}

/* Each user once. */
static const char *users_of(struct arena *arena, const struct access_events *events)
{
    long long *users = arena_alloc_many(arena, events->count + 1, sizeof *users);
    struct buffer out;

    for (size_t i = 0; i < events->count; i++)
        users[i] = events->items[i].user_id;
    qsort(users, events->count, sizeof *users, by_number);
    buffer_init(&out, arena, USERS_AT_MOST);
    buffer_add_char(&out, '[');
    for (size_t i = 0; i < events->count; i++)
        if (users[i] != 0 && (i == 0 || users[i] != users[i - 1]))
            buffer_add_format(&out, "%s%lld", out.length > 1 ? "," : "", users[i]);
    buffer_add_char(&out, ']');
    return buffer_text(&out);
}

enum store_result access_workplaces_load(struct store *store, struct arena *arena, const struct access_events *events,
                                         struct access_workplaces *workplaces_out)
{
    const struct database_value value = database_text(users_of(arena, events));
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "access-report-workplaces", "CALL access_report_workplaces(?)", &value, 1, &answer);
    struct access_workplace *items;

    *workplaces_out = (struct access_workplaces){0};
    if (result != STORE_OK)
        return result;
    items = arena_alloc_many(arena, answer.sets[0].row_count + 1, sizeof *items);
    for (size_t i = 0; i < answer.sets[0].row_count; i++) {
        const struct database_row *row = &answer.sets[0].rows[i];
        const char *role = store_cell(&answer.sets[0], row, "role");

        items[i] = (struct access_workplace){
            .user_id = store_cell_number(&answer.sets[0], row, "user_id"),
            .is_national = text_equal(role, "imdi") || text_equal(role, "system_owner") || text_equal(role, "machine"),
            .kommunenavn = store_cell(&answer.sets[0], row, "kommunenavn"),
            .bydelsnavn = store_cell(&answer.sets[0], row, "bydelsnavn"),
            .from = store_cell(&answer.sets[0], row, "valid_from"),
            .to = store_cell(&answer.sets[0], row, "valid_to"),
        };
    }
    *workplaces_out = (struct access_workplaces){items, answer.sets[0].row_count};
    return STORE_OK;
}
