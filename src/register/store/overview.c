/* A page of the overview, and its count. */
#include "register/store/overview.h"

#include "engine/base/text.h"
#include "register/store/branch.h"
#include "register/store/order.h"
#include "register/store/overview_row.h"

/* The narrowest index that has all the filters. */
static const char counted_by[] = "number_";

static enum store_result count_part(struct store *store, struct arena *arena, const struct overview_query *query,
                                    const char *by, const char *condition, unsigned long *count_out)
{
    struct database_answer answer;
    struct branches branches;
    enum store_result result;

    branches_init(&branches, arena);
    branches.by = by;
    branches.condition = condition;
    branches.counts = true;
    branches_add(&branches, query, "COUNT(*) AS rows_in_scope", "");
    result = sentence_ask(store, &branches.sentence, "overview-count", &answer);
    *count_out = 0;
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        *count_out += (unsigned long)store_cell_number(&answer.sets[0], &answer.sets[0].rows[i], "rows_in_scope");
    return result;
}

static enum store_result count_kept(struct store *store, struct arena *arena, const struct overview_query *query,
                                    unsigned long *count_out)
{
    struct totals loaded = {0};
    const struct totals *totals = query->totals ? query->totals : &loaded;
    enum store_result result = query->totals ? STORE_OK : totals_load(store, arena, &loaded);

    *count_out = 0;
    for (enum status status = STATUS_OPPRETTET; result == STORE_OK && status <= STATUS_UTSKREVET; status++)
        if (branches_want(query, status))
            *count_out += totals->of_status[status];
    return result;
}

enum store_result overview_count(struct store *store, struct arena *arena, const struct overview_query *query,
                                 unsigned long *count_out)
{
    enum store_result result;

    if (!branches_filtered(arena, query))
        return count_kept(store, arena, query, count_out);
    result = count_part(store, arena, query, counted_by, "", count_out);
    return result == STORE_OK && *count_out == 0 ? store_found_none(store, arena) : result;
}

/* A page on its way: what is asked for, and how far it has come. */
struct turning {
    struct store *store;
    struct arena *arena;
    const struct overview_query *query;
    struct overview_place place;
    const struct order_after *after;
    bool narrowed;       /* more than the index's order leaves out: whom the page shows is found by sorting */
    bool counting;       /* a filter: the total is known when the page has been found */
    unsigned long total;
    struct overview_row *rows;
    participant_id *ids; /* found, and their rows not read yet */
    size_t count;        /* rows or ids, at most place.limit */
};

static size_t wanted(const struct turning *turning)
{
    return turning->place.limit - turning->count;
}

/* A piece in an index's own order, or sorted. */
static enum store_result ask_part(struct turning *turning, const char *what, const struct order_part *part,
                                  const char *columns, const struct branches_piece *piece,
                                  struct database_answer *answer_out)
{
    struct branches branches;

    branches_init(&branches, turning->arena);
    branches.by = order_index(turning->query);
    branches.by_listing = order_is_indexed(turning->query) && !turning->narrowed;
    branches.condition = part->condition;
    branches.condition_values = part->values;
    branches.condition_value_count = part->value_count;
    branches.condition_is_column = piece->counting;
    branches_add_piece(&branches, turning->query, columns, piece);
    return sentence_ask(turning->store, &branches.sentence, what, answer_out);
}

static struct branches_piece piece_of(const struct turning *turning, const struct order_part *part, unsigned long offset)
{
    return (struct branches_piece){.in_branch = part->in_branch, .in_all = part->in_all, .offset = offset,
                                   .limit = wanted(turning)};
}

static enum store_result read_part(struct turning *turning, const struct order_part *part)
{
    struct branches_piece piece = piece_of(turning, part, 0);
    struct database_answer answer;
    enum store_result result = ask_part(turning, "overview-page", part, overview_row_columns, &piece, &answer);

    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        turning->rows[turning->count++] = overview_row_of(answer.sets[0].rows[i].values);
    return result;
}

static void take_id(struct turning *turning, const struct database_set *set, const struct database_row *row)
{
    turning->ids[turning->count++] = (participant_id)store_cell_number(set, row, "participant_id");
}

static enum store_result find_in_part(struct turning *turning, const struct order_part *part, unsigned long offset)
{
    struct branches_piece piece = piece_of(turning, part, offset);
    struct database_answer answer;
    enum store_result result = ask_part(turning, "overview-find", part, part->id_columns, &piece, &answer);

    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        take_id(turning, &answer.sets[0], &answer.sets[0].rows[i]);
    return result;
}

/* How much of the offset lies in the first part: all but the empty ones, which are few. */
static enum store_result count_filled(struct turning *turning, const struct order_part *empty, unsigned long *count_out)
{
    unsigned long empties = 0;
    enum store_result result =
        count_part(turning->store, turning->arena, turning->query, order_index(turning->query), empty->condition, &empties);

    *count_out = turning->total > empties ? turning->total - empties : 0;
    return result;
}

/* Is anybody left for the part after this one? */
static bool goes_on(const struct turning *turning)
{
    return wanted(turning) > 0 && turning->place.offset + turning->count < turning->total;
}

/* Past an offset: whom it is, from the index alone. */
static enum store_result find_in_order(struct turning *turning, const struct order_part *parts, size_t part_count)
{
    unsigned long offset = turning->place.offset, filled = offset;
    enum store_result result = find_in_part(turning, &parts[0], offset);

    if (result != STORE_OK || part_count == 1 || !goes_on(turning))
        return result;
    if (turning->count == 0)
        result = count_filled(turning, &parts[1], &filled);
    return result == STORE_OK ? find_in_part(turning, &parts[1], offset > filled ? offset - filled : 0) : result;
}

static enum store_result ask_total(struct turning *turning)
{
    struct database_answer answer;
    enum store_result result = store_ask(turning->store, turning->arena, "overview-found",
                                         "SELECT FOUND_ROWS() AS total", NULL, 0, &answer);

    if (result == STORE_OK)
        turning->total = (unsigned long)store_cell_number(&answer.sets[0], &answer.sets[0].rows[0], "total");
    return result;
}

/* By reading the scope once from an index: whom it is and, under a filter, how many there are. */
static enum store_result find_sorted(struct turning *turning)
{
    struct order_part part = order_sorted(turning->arena, turning->query, turning->after, turning->counting);
    struct branches_piece piece = piece_of(turning, &part, turning->after ? 0 : turning->place.offset);
    bool has_flag = turning->after && turning->counting;
    struct database_answer answer;
    enum store_result result;

    piece.counting = turning->counting;
    result = ask_part(turning, "overview-find", &part, part.id_columns, &piece, &answer);
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        if (!has_flag || store_cell_number(&answer.sets[0], &answer.sets[0].rows[i], "order_after") == 1)
            take_id(turning, &answer.sets[0], &answer.sets[0].rows[i]);
    return result == STORE_OK && turning->counting ? ask_total(turning) : result;
}

static void place_row(struct turning *turning, struct overview_row row)
{
    for (size_t i = 0; i < turning->count; i++)
        if (turning->ids[i] == row.id)
            turning->rows[i] = row;
}

/* One who went away since she was found leaves no gap. */
static void close_gaps(struct turning *turning)
{
    size_t kept = 0;

    for (size_t i = 0; i < turning->count; i++)
        if (turning->rows[i].id != 0)
            turning->rows[kept++] = turning->rows[i];
    turning->count = kept;
}

static enum store_result read_found(struct turning *turning)
{
    struct overview_query these = *turning->query;
    struct database_answer answer;
    struct branches branches;
    enum store_result result;

    these.ids = turning->ids;
    these.id_count = turning->count;
    branches_init(&branches, turning->arena);
    branches_add(&branches, &these, overview_row_columns, "");
    result = sentence_ask(turning->store, &branches.sentence, "overview-page", &answer);
    for (size_t i = 0; result == STORE_OK && i < answer.sets[0].row_count; i++)
        place_row(turning, overview_row_of(answer.sets[0].rows[i].values));
    close_gaps(turning);
    return result;
}

/* From an index in order, the rows themselves can be read on the way: none is passed by. */
static enum store_result read_in_order(struct turning *turning, const struct order_part *parts, size_t part_count)
{
    enum store_result result = read_part(turning, &parts[0]);

    if (result == STORE_OK && part_count > 1 && goes_on(turning))
        result = read_part(turning, &parts[1]);
    return result;
}

static enum store_result turn(struct turning *turning)
{
    bool in_order = order_is_indexed(turning->query) && !turning->narrowed;
    struct order_part parts[ORDER_PARTS];
    size_t part_count = in_order ? order_parts(turning->arena, turning->query, turning->after, parts) : 0;
    enum store_result result;

    turning->count = 0;
    for (size_t i = 0; i < turning->place.limit; i++)
        turning->rows[i] = (struct overview_row){0};
    if (in_order && (turning->after || turning->place.offset == 0))
        return read_in_order(turning, parts, part_count);
    result = in_order ? find_in_order(turning, parts, part_count) : find_sorted(turning);
    return result == STORE_OK && turning->count > 0 ? read_found(turning) : result;
}

/* Where the page goes on from, by what she is sorted by; NULL where she is not in the list, or not as she was. When she
 * was last changed says it by itself. */
static enum store_result find_after(struct turning *turning, const struct overview_after *after, struct order_after *found_out)
{
    struct overview_query these = *turning->query;
    struct database_answer answer;
    struct branches branches;
    enum store_result result;
    const struct database_row *row;

    *found_out = (struct order_after){after->id, after->changed_at};
    if (these.order.column == OVERVIEW_BY_CHANGE) {
        turning->after = found_out;
        return STORE_OK;
    }
    these.ids = &after->id;
    these.id_count = 1;
    branches_init(&branches, turning->arena);
    branches_add(&branches, &these,
                 arena_printf(turning->arena, "p.changed_at, %s AS order_key", order_key(turning->arena, &these)), "");
    result = sentence_ask(turning->store, &branches.sentence, "overview-after", &answer);
    row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    if (!row || !text_equal(store_cell(&answer.sets[0], row, "changed_at"), after->changed_at))
        return result;
    found_out->key = store_cell(&answer.sets[0], row, "order_key");
    turning->after = found_out;
    return result;
}

static enum store_result turn_after(struct turning *turning, const struct overview_after *after)
{
    struct order_after found;
    enum store_result result = find_after(turning, after, &found);

    if (result == STORE_OK && turning->after)
        result = turn(turning);
    turning->after = NULL;
    return result;
}

/* Beyond the end is the last page. */
static bool clamp(struct turning *turning)
{
    unsigned long limit = turning->place.limit, offset = turning->place.offset;

    if (offset == 0 || offset < turning->total)
        return false;
    turning->place.offset = turning->total == 0 ? 0 : (turning->total - 1) / limit * limit;
    turning->place.after = NULL;
    return true;
}

static enum store_result turn_to(struct turning *turning)
{
    enum store_result result = STORE_OK;

    if (turning->place.after)
        result = turn_after(turning, turning->place.after);
    if (result == STORE_OK && turning->count == 0)
        result = turn(turning);
    if (result == STORE_OK && turning->counting && clamp(turning))
        result = turn(turning);
    return result;
}

enum store_result overview_page(struct store *store, struct arena *arena, const struct overview_query *query,
                                const struct overview_place *place, struct overview_page *page_out)
{
    struct turning turning = {
        .store = store,
        .arena = arena,
        .query = query,
        .place = *place,
        .narrowed = branches_narrowed(arena, query),
        .counting = branches_filtered(arena, query),
        .rows = arena_alloc_many(arena, place->limit, sizeof *turning.rows),
        .ids = arena_alloc_many(arena, place->limit, sizeof *turning.ids),
    };
    enum store_result result = turning.counting ? STORE_OK : count_kept(store, arena, query, &turning.total);

    *page_out = (struct overview_page){0};
    if (!turning.counting)
        clamp(&turning);
    if (result == STORE_OK)
        result = turn_to(&turning);
    if (result != STORE_OK)
        return result;
    *page_out = (struct overview_page){turning.rows, turning.count, turning.place.offset, turning.total};
    return turning.count == 0 ? store_found_none(store, arena) : STORE_OK;
}
