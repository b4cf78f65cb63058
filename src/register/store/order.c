/* SQL of the overview's orders. */
#include "register/store/order.h"

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

/* What the column's cell shows, as a value that sorts; NULL is an empty cell. A hidden name is an empty one. */
static const char *key_of(struct arena *arena, const struct overview_query *query)
{
    static const char *const keys[] = {
        [OVERVIEW_BY_CHANGE] = "p.changed_at",
        [OVERVIEW_BY_NUMBER] = "p.fodselsnummer",
        [OVERVIEW_BY_NAME] = "IF(p.status = 'utskrevet', NULL, p.navn)",
        [OVERVIEW_BY_MUNICIPALITY] = "p.kommunenavn",
        [OVERVIEW_BY_START] = "p.oppstartsdato",
        [OVERVIEW_BY_END] = "p.avslutningsdato",
        [OVERVIEW_BY_YEAR] = "p.rapporteringsar",
        [OVERVIEW_BY_STATUS] = "p.status + 0", /* the statuses stand in the alphabet's order */
        [OVERVIEW_BY_CHANGER] = "NULLIF(p.changed_by_name, '')",
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
    const char *key = key_of(arena, query);

    if (query->order.column == OVERVIEW_BY_CHANGE)
        return arena_printf(arena, ", %s AS order_key", key);
    return arena_printf(arena, ", (%s) IS NULL AS order_empty, (%s) AS order_key", key, key);
}

static const char *order_by_key(struct arena *arena, const struct overview_query *query, const char *before)
{
    return arena_printf(arena, " ORDER BY %sorder_key %s, participant_id %s", before, direction(query), direction(query));
}

const char *order_by(struct arena *arena, const struct overview_query *query)
{
    return order_by_key(arena, query, query->order.column == OVERVIEW_BY_CHANGE ? "" : "order_empty, ");
}

static size_t add_empty(struct arena *arena, const struct overview_query *query, const char *condition,
                        struct order_part *part_out)
{
    *part_out = (struct order_part){
        .columns = "p.participant_id",
        .condition = condition,
        .order = arena_printf(arena, " ORDER BY participant_id %s", direction(query)),
    };
    return 1;
}

static size_t add_filled(struct arena *arena, const struct overview_query *query, const char *key,
                         const char *condition, struct order_part *part_out)
{
    *part_out = (struct order_part){
        .columns = arena_printf(arena, "p.participant_id, %s AS order_key", key),
        .condition = condition,
        .order = order_by_key(arena, query, ""),
    };
    return 1;
}

static size_t name_parts(struct arena *arena, const struct overview_query *query, struct order_part *parts)
{
    bool discharged = (query->statuses & OVERVIEW_UTSKREVET) != 0;
    size_t count = 0;

    if (query->statuses != OVERVIEW_UTSKREVET)
        count += add_filled(arena, query, "p.navn", " AND p.navn IS NOT NULL AND p.status <> 'utskrevet'", &parts[count]);
    return count + add_empty(arena, query,
                             discharged ? " AND (p.navn IS NULL OR p.status = 'utskrevet')" : " AND p.navn IS NULL",
                             &parts[count]);
}

size_t order_parts(struct arena *arena, const struct overview_query *query, struct order_part parts_out[ORDER_PARTS])
{
    switch (query->order.column) {
    case OVERVIEW_BY_CHANGE: /* never empty */
        return add_filled(arena, query, "p.changed_at", "", &parts_out[0]);
    case OVERVIEW_BY_NUMBER:
        return add_filled(arena, query, "p.fodselsnummer", " AND p.fodselsnummer IS NOT NULL", &parts_out[0]) +
               add_empty(arena, query, " AND p.fodselsnummer IS NULL", &parts_out[1]);
    case OVERVIEW_BY_NAME:
        return name_parts(arena, query, parts_out);
    default:
        parts_out[0] = (struct order_part){
            .columns = arena_printf(arena, "p.participant_id%s", order_columns(arena, query)),
            .condition = "",
            .order = order_by(arena, query),
        };
        return 1;
    }
}
