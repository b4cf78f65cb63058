/* SQL of the overview's orders. */
#include "register/store/order.h"

#include <assert.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "register/domain/jobbsjansen/annual_report.h"

/* A district's place among the names of all: the table of districts is not looked at for each row. */
static const char *district_key(struct arena *arena, const struct places *places)
{
    struct buffer sql;

    buffer_init(&sql, arena, 64 * 1024);
    buffer_add_text(&sql, "CASE p.bydel WHEN '' THEN NULL");
    for (size_t i = 0; i < places->count; i++)
        buffer_add_format(&sql, " WHEN '%s' THEN %lu", places->items[i].bydel, places->items[i].name_rank);
    buffer_add_text(&sql, " ELSE 0 END");
    return buffer_text(&sql);
}

const char *order_key(struct arena *arena, const struct overview_query *query)
{
    static const char *const keys[] = {
        [OVERVIEW_BY_CHANGE] = "p.changed_at",
        [OVERVIEW_BY_NUMBER] = "p.fodselsnummer",
        [OVERVIEW_BY_NAME] = "p.shown_name",
        [OVERVIEW_BY_MUNICIPALITY] = "LEFT(p.kommunenavn, 40)", /* no name is as long, and a shorter key sorts sooner */
        [OVERVIEW_BY_START] = "p.oppstartsdato",
        [OVERVIEW_BY_END] = "p.avslutningsdato",
        [OVERVIEW_BY_YEAR] = "p.rapporteringsar",
        [OVERVIEW_BY_STATUS] = "p.status + 0", /* the statuses stand in the alphabet's order */
        [OVERVIEW_BY_CHANGER] = "NULLIF(p.changed_by_name, '')",
        [OVERVIEW_BY_LACKS] = "BIT_COUNT(p.gaps)",
    };

    if (query->order.column == OVERVIEW_BY_DISTRICT)
        return district_key(arena, query->order.places);
    if (query->order.column == OVERVIEW_BY_CONFIRMED) /* "Ja" before "Nei" */
        return arena_printf(arena, "p.confirmed_years & %llu = 0", annual_report_bit(query->order.year));
    return keys[query->order.column];
}

static const char *direction(const struct overview_query *query)
{
    return query->order.descending ? "DESC" : "ASC";
}

const char *order_columns(struct arena *arena, const struct overview_query *query)
{
    const char *key = order_key(arena, query);

    if (query->order.column == OVERVIEW_BY_CHANGE)
        return arena_printf(arena, ", %s AS order_key", key);
    return arena_printf(arena, ", (%s) IS NULL AS order_empty, (%s) AS order_key", key, key);
}

const char *order_by(struct arena *arena, const struct overview_query *query)
{
    return arena_printf(arena, " ORDER BY %sorder_key %s, participant_id %s",
                        query->order.column == OVERVIEW_BY_CHANGE ? "" : "order_empty, ", direction(query), direction(query));
}

/* Columns with indexes of their own, and what a row calls them. */
static const struct own {
    enum overview_column column;
    const char *index, *key, *called;
    bool can_be_empty;
} owns[] = {
    {OVERVIEW_BY_CHANGE, "changed_", "p.changed_at", "changed_at", false},
    {OVERVIEW_BY_NUMBER, "number_", "p.fodselsnummer", "fodselsnummer", true},
    {OVERVIEW_BY_NAME, "name_", "p.shown_name", "navn", true},
};

static const struct own *own_of(const struct overview_query *query)
{
    for (size_t i = 0; i < sizeof owns / sizeof *owns; i++)
        if (owns[i].column == query->order.column)
            return &owns[i];
    return NULL;
}

bool order_is_indexed(const struct overview_query *query)
{
    return own_of(query) != NULL;
}

const char *order_index(const struct overview_query *query)
{
    const struct own *own = own_of(query);

    return own ? own->index : "changed_";
}

static void add_value(struct order_part *part, struct database_value value)
{
    part->values[part->value_count++] = value;
}

static struct database_value id_value(struct arena *arena, const struct order_after *after)
{
    return database_number(arena, (long long)after->id);
}

static char beyond(const struct overview_query *query)
{
    return query->order.descending ? '<' : '>';
}

/* Equal ones, or empty ones, by the participant's number. The first comparison alone makes a range of the index. */
static void filled_after(struct arena *arena, const struct overview_query *query, const struct own *own,
                         const struct order_after *after, struct order_part *part)
{
    char sign = beyond(query);

    part->condition = arena_printf(arena, " AND %s %c= ? AND (%s %c ? OR p.participant_id %c CAST(? AS UNSIGNED))", own->key,
                                   sign, own->key, sign, sign);
    add_value(part, database_text(after->key));
    add_value(part, database_text(after->key));
    add_value(part, id_value(arena, after));
}

static struct order_part filled_part(struct arena *arena, const struct overview_query *query, const struct own *own,
                                     const struct order_after *after)
{
    const char *to = direction(query);
    struct order_part part = {
        .condition = own->can_be_empty ? arena_printf(arena, " AND %s IS NOT NULL", own->key) : "",
        .id_columns = arena_printf(arena, "p.participant_id, %s AS %s", own->key, own->called),
        .in_branch = arena_printf(arena, " ORDER BY %s %s, p.participant_id %s", own->key, to, to),
        .in_all = arena_printf(arena, " ORDER BY %s %s, participant_id %s", own->called, to, to),
    };

    if (after)
        filled_after(arena, query, own, after, &part);
    return part;
}

static struct order_part empty_part(struct arena *arena, const struct overview_query *query, const struct own *own,
                                    const struct order_after *after)
{
    const char *to = direction(query);
    struct order_part part = {
        .condition = arena_printf(arena, " AND %s IS NULL", own->key),
        .id_columns = "p.participant_id",
        .in_branch = arena_printf(arena, " ORDER BY p.participant_id %s", to),
        .in_all = arena_printf(arena, " ORDER BY participant_id %s", to),
    };

    if (after) {
        part.condition = arena_printf(arena, "%s AND p.participant_id %c CAST(? AS UNSIGNED)", part.condition, beyond(query));
        add_value(&part, id_value(arena, after));
    }
    return part;
}

/* Hidden names are empty cells: without the listed, there is nobody with a name. */
static bool has_filled(const struct overview_query *query, const struct order_after *after)
{
    if (after && !after->key)
        return false;
    return query->order.column != OVERVIEW_BY_NAME || query->statuses != OVERVIEW_UTSKREVET;
}

size_t order_parts(struct arena *arena, const struct overview_query *query, const struct order_after *after,
                   struct order_part parts_out[ORDER_PARTS])
{
    const struct own *own = own_of(query);
    size_t count = 0;

    assert(own);
    if (has_filled(query, after))
        parts_out[count++] = filled_part(arena, query, own, after);
    if (own->can_be_empty)
        parts_out[count++] = empty_part(arena, query, own, after && !after->key ? after : NULL);
    return count;
}

/* A value that is not there comes after every other. */
static const char *sorted_after(struct arena *arena, const struct overview_query *query, const struct order_after *after,
                                struct order_part *part)
{
    const char *key = order_key(arena, query);
    char sign = beyond(query);

    for (int i = 0; after->key && i < 2; i++)
        add_value(part, database_text(after->key));
    add_value(part, id_value(arena, after));
    if (!after->key)
        return arena_printf(arena, "(%s) IS NULL AND p.participant_id %c CAST(? AS UNSIGNED)", key, sign);
    return arena_printf(arena, "((%s) IS NULL OR (%s) %c ? OR (%s) = ? AND p.participant_id %c CAST(? AS UNSIGNED))", key, key,
                        sign, key, sign);
}

struct order_part order_sorted(struct arena *arena, const struct overview_query *query, const struct order_after *after,
                               bool counting)
{
    const char *columns = arena_printf(arena, "p.participant_id%s", order_columns(arena, query));
    struct order_part part = {.condition = "", .id_columns = columns, .in_all = order_by(arena, query)};
    const char *condition = after ? sorted_after(arena, query, after, &part) : NULL;

    if (condition && counting) {
        part.id_columns = arena_printf(arena, "%s, COALESCE(%s, 0) AS order_after", columns, condition);
        part.in_all = arena_printf(arena, " ORDER BY order_after DESC,%s", part.in_all + strlen(" ORDER BY"));
    } else if (condition) {
        part.condition = arena_printf(arena, " AND %s", condition);
    }
    part.in_branch = part.in_all;
    return part;
}
