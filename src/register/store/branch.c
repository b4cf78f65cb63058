/* The overview's SQL, a branch per scope row. */
#include "register/store/branch.h"

#include <string.h>

#include "engine/base/text.h"
#include "register/domain/jobbsjansen/annual_report.h"
#include "register/store/search_condition.h"

enum { SQL_AT_MOST = 4 * 1024 * 1024, VALUES_AT_FIRST = 32 };

static const char *const families[] = {
    [SCOPE_ALL] = "all",
    [SCOPE_MUNICIPALITY] = "municipality",
    [SCOPE_DISTRICT] = "district",
};

static const struct {
    enum overview_status bit;
    const char *name;
} statuses[] = {
    {OVERVIEW_OPPRETTET, "opprettet"},
    {OVERVIEW_ENDRET, "endret"},
    {OVERVIEW_AVSLUTTET, "avsluttet"},
    {OVERVIEW_UTSKREVET, "utskrevet"},
};

void branches_init(struct branches *branches, struct arena *arena)
{
    *branches = (struct branches){.arena = arena, .condition = "", .value_capacity = VALUES_AT_FIRST};
    buffer_init(&branches->sql, arena, SQL_AT_MOST);
    branches->values = arena_alloc_many(arena, VALUES_AT_FIRST, sizeof *branches->values);
}

void branches_value(struct branches *branches, struct database_value value)
{
    if (branches->value_count == branches->value_capacity) {
        struct database_value *more =
            arena_alloc_many(branches->arena, branches->value_capacity * 2, sizeof *more);

        memcpy(more, branches->values, branches->value_count * sizeof *more);
        branches->values = more;
        branches->value_capacity *= 2;
    }
    branches->values[branches->value_count++] = value;
}

static bool covers(const struct scope *wide, const struct scope *narrow)
{
    if (wide->kind == SCOPE_ALL)
        return true;
    if (wide->kind != SCOPE_MUNICIPALITY && wide->kind != narrow->kind)
        return false;
    return text_equal(wide->kommunenummer, narrow->kommunenummer) &&
           (wide->kind == SCOPE_MUNICIPALITY || text_equal(wide->bydel, narrow->bydel));
}

/* Covered by a wider scope, or by an equal one that came first. */
static bool is_covered(const struct overview_query *query, size_t index)
{
    for (size_t i = 0; i < query->scope_count; i++) {
        bool both = covers(&query->scopes[i], &query->scopes[index]);

        if (i != index && both && (!covers(&query->scopes[index], &query->scopes[i]) || i < index))
            return true;
    }
    return false;
}

static void add_columns(struct buffer *sql, const char *columns, const char *family)
{
    const char *mark = "@kind";

    for (const char *at = strstr(columns, mark); at; at = strstr(columns, mark)) {
        buffer_add(sql, columns, (size_t)(at - columns));
        buffer_add_text(sql, family);
        columns = at + strlen(mark);
    }
    buffer_add_text(sql, columns);
}

static void add_statuses(struct branches *branches, unsigned wanted)
{
    const char *before = "p.status IN (";

    if (wanted == 0)
        wanted = OVERVIEW_OPPRETTET | OVERVIEW_ENDRET | OVERVIEW_AVSLUTTET;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (!(wanted & statuses[i].bit))
            continue;
        buffer_add_format(&branches->sql, "%s'%s'", before, statuses[i].name);
        before = ", ";
    }
    buffer_add_char(&branches->sql, ')');
}

static const char *iso(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    return arena_copy(arena, text);
}

static void add_period(struct branches *branches, const char *column, const struct overview_period *period)
{
    if (date_is_set(period->from))
        buffer_add_format(&branches->sql, " AND p.%s >= '%s'", column, iso(branches->arena, period->from));
    if (date_is_set(period->to))
        buffer_add_format(&branches->sql, " AND p.%s <= '%s'", column, iso(branches->arena, period->to));
}

static void add_numbers(struct branches *branches, const char *column, const char *const *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 0)
            buffer_add_format(&branches->sql, " AND p.%s IN (?", column);
        else
            buffer_add_text(&branches->sql, ", ?");
        branches_value(branches, database_text(numbers[i]));
    }
    if (count > 0)
        buffer_add_char(&branches->sql, ')');
}

/* Columns of the overview's own index alone; numbers and dates are ours, not text from outside. */
static void add_filters(struct branches *branches, const struct overview_query *query)
{
    struct buffer *sql = &branches->sql;

    if (query->confirmed != OVERVIEW_ALL)
        buffer_add_format(sql, " AND p.confirmed_years & %llu %s 0", annual_report_bit(query->year),
                          query->confirmed == OVERVIEW_CONFIRMED ? "<>" : "=");
    if (date_is_set(query->present.from))
        buffer_add_format(sql, " AND (p.avslutningsdato IS NULL OR p.avslutningsdato >= '%s')",
                          iso(branches->arena, query->present.from));
    if (date_is_set(query->present.to))
        buffer_add_format(sql, " AND p.oppstartsdato <= '%s'", iso(branches->arena, query->present.to));
    add_period(branches, "oppstartsdato", &query->started);
    add_period(branches, "avslutningsdato", &query->ended);
    add_numbers(branches, "kommunenummer", query->municipalities, query->municipality_count);
    add_numbers(branches, "bydel", query->districts, query->district_count);
    if (query->financings != 0)
        buffer_add_format(sql, " AND (1 << p.finansieringstype) & %lu", query->financings);
    if (query->created_by) {
        buffer_add_text(sql, " AND ");
        search_condition_word(branches, "p.created_by_name", query->created_by);
    }
}

static void add_ids(struct branches *branches, const struct overview_query *query)
{
    for (size_t i = 0; i < query->id_count; i++)
        buffer_add_format(&branches->sql, "%s%llu", i ? ", " : " AND p.participant_id IN (", query->ids[i]);
    if (query->id_count > 0)
        buffer_add_char(&branches->sql, ')');
}

/* " FROM ... p WHERE" one place, as literals. */
static void add_place(struct branches *branches, const struct scope *scope)
{
    struct buffer *sql = &branches->sql;

    buffer_add_text(sql, scope->kind == SCOPE_ALL ? " WHERE TRUE" : " WHERE p.kommunenummer = ?");
    if (scope->kind != SCOPE_ALL)
        branches_value(branches, database_text(scope->kommunenummer));
    if (scope->kind == SCOPE_DISTRICT) {
        buffer_add_text(sql, " AND p.bydel = ?");
        branches_value(branches, database_text(scope->bydel));
    }
}

static void add_rows(struct branches *branches, const struct overview_query *query, const struct scope *scope)
{
    struct buffer *sql = &branches->sql;

    buffer_add_format(sql, " FROM participant_%s p", families[scope->kind]);
    add_place(branches, scope);
    buffer_add_text(sql, " AND ");
    add_statuses(branches, query->statuses);
    add_filters(branches, query);
    add_ids(branches, query);
    if (query->search && query->id_count == 0) /* ids are of those whom it found */
        search_condition_add(branches, query->search);
    buffer_add_text(sql, branches->condition);
}

/* Whom a search finds is found first, each by the index of what is asked for, and then sorted: in the order of another
 * index they would be looked for one by one. The LIMIT keeps the two apart. */
static void add_found(struct branches *branches, const struct overview_query *query, const struct scope *scope)
{
    buffer_add_text(&branches->sql, " FROM (SELECT p.participant_id");
    add_rows(branches, query, scope);
    buffer_add_format(&branches->sql,
                      " LIMIT 18446744073709551615) found STRAIGHT_JOIN participant_%s p"
                      " ON p.participant_id = found.participant_id",
                      families[scope->kind]);
    add_place(branches, scope);
}

static void add_branch(struct branches *branches, const struct overview_query *query, const struct scope *scope,
                       const char *columns, const char *tail)
{
    struct buffer *sql = &branches->sql;

    buffer_add_text(sql, sql->length ? " UNION ALL (SELECT " : "(SELECT ");
    add_columns(sql, columns, families[scope->kind]);
    if (query->search && query->id_count == 0 && !branches->counts)
        add_found(branches, query, scope);
    else
        add_rows(branches, query, scope);
    buffer_add_format(sql, "%s)", tail);
}

void branches_add(struct branches *branches, const struct overview_query *query, const char *columns,
                  const char *tail)
{
    static const struct scope nothing = {SCOPE_DISTRICT, "", ""};

    if (query->scope_count == 0)
        add_branch(branches, query, &nothing, columns, tail);
    for (size_t i = 0; i < query->scope_count; i++)
        if (!is_covered(query, i))
            add_branch(branches, query, &query->scopes[i], columns, tail);
}
