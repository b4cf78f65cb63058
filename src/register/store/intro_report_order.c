/* What the report is sorted by, in SQL. */
#include "register/store/intro_report_order.h"

/* Nobody knows the classes but the codebook. Numbers alone. */
static const char *group_key(struct arena *arena, const struct intro_report_query *query)
{
    const struct codebook_variable *causes = query->causes;
    struct buffer sql;

    buffer_init(&sql, arena, 16 * 1024);
    buffer_add_text(&sql, "CASE p.avslutningsarsak");
    for (size_t i = 0; i < causes->code_count; i++)
        if (causes->codes[i].counted_as)
            buffer_add_format(&sql, " WHEN %d THEN %td", causes->codes[i].number,
                              causes->codes[i].counted_as - query->reg->classes);
    buffer_add_text(&sql, " END");
    return buffer_text(&sql);
}

/* Names of places are few, and asked for once each. */
static const struct {
    const char *key;
    bool can_be_empty;
} keys[] = {
    [INTRO_REPORT_BY_END] = {"p.avslutningsdato", false},
    [INTRO_REPORT_BY_DUF] = {"p.duf_nummer", false},
    [INTRO_REPORT_BY_NAME] = {"p.navn", false},
    [INTRO_REPORT_BY_CATEGORY] = {"p.kategori", false},
    [INTRO_REPORT_BY_GOAL] = {"p.sluttmal", true},
    [INTRO_REPORT_BY_CAUSE] = {"p.avslutningsarsak", false},
    [INTRO_REPORT_BY_GROUP] = {NULL, true},
    [INTRO_REPORT_BY_COUNTY] = {"(SELECT m.fylkesnavn FROM municipality_list m WHERE m.kommunenummer = p.kommunenummer)", false},
    [INTRO_REPORT_BY_MUNICIPALITY] = {"(SELECT m.kommunenavn FROM municipality_list m WHERE m.kommunenummer = p.kommunenummer)",
                                      false},
    [INTRO_REPORT_BY_DISTRICT] = {"(SELECT d.bydelsnavn FROM district_list d WHERE d.bydel = p.bydel)", true},
    [INTRO_REPORT_BY_ENTERED] = {"p.ended_entered_at", false},
    [INTRO_REPORT_BY_ENTERER] = {"p.ended_entered_by_name", false},
    [INTRO_REPORT_BY_DEADLINE] = {"p.gjennomforingsfrist", true},
};

static const char *key_of(struct arena *arena, const struct intro_report_query *query)
{
    return query->column == INTRO_REPORT_BY_GROUP ? group_key(arena, query) : keys[query->column].key;
}

const char *intro_report_order_columns(struct arena *arena, const struct intro_report_query *query)
{
    const char *key = key_of(arena, query);

    return arena_printf(arena, ", (%s) IS NULL AS order_empty, (%s) AS order_key", key, key);
}

static const char *order_by(struct arena *arena, const struct intro_report_query *query, const char *empty, const char *key,
                            const char *id)
{
    const char *direction = query->descending ? "DESC" : "ASC";

    return arena_printf(arena, " ORDER BY %s%s %s, %s %s", keys[query->column].can_be_empty ? empty : "", key, direction, id,
                        direction);
}

const char *intro_report_order_in_branch(struct arena *arena, const struct intro_report_query *query)
{
    const char *key = key_of(arena, query);

    return order_by(arena, query, arena_printf(arena, "(%s) IS NULL, ", key), key, "p.participant_id");
}

const char *intro_report_order_in_all(struct arena *arena, const struct intro_report_query *query)
{
    return order_by(arena, query, "order_empty, ", "order_key", "participant_id");
}
