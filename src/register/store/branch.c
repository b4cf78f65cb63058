/* The overview's SQL, a branch per scope row. */
#include "register/store/branch.h"

#include <string.h>

#include "register/domain/jobbsjansen/annual_report.h"
#include "register/store/scopes.h"
#include "register/store/search_condition.h"

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
    *branches = (struct branches){.by = "", .condition = ""};
    sentence_init(&branches->sentence, arena);
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

enum { IN_LIST = OVERVIEW_OPPRETTET | OVERVIEW_ENDRET | OVERVIEW_AVSLUTTET };

static unsigned wanted_statuses(const struct overview_query *query)
{
    return query->statuses ? query->statuses : IN_LIST;
}

/* Does the query ask for both those in the list and the discharged? */
static bool wants_both(const struct overview_query *query)
{
    return (query->statuses & IN_LIST) && (query->statuses & OVERVIEW_UTSKREVET);
}

static bool names_statuses(unsigned wanted)
{
    return (wanted & IN_LIST) && (wanted & IN_LIST) != IN_LIST;
}

/* First whether they are listed: those stand together in every index. */
static void add_statuses(struct branches *branches, unsigned wanted)
{
    const char *before = " AND p.status IN (";

    if (!(wanted & OVERVIEW_UTSKREVET))
        buffer_add_text(&branches->sentence.sql, " AND p.listed = 1");
    else if (!(wanted & IN_LIST))
        buffer_add_text(&branches->sentence.sql, " AND p.listed = 0");
    for (size_t i = 0; names_statuses(wanted) && i < sizeof statuses / sizeof *statuses; i++) {
        if (!(wanted & statuses[i].bit))
            continue;
        buffer_add_format(&branches->sentence.sql, "%s'%s'", before, statuses[i].name);
        before = ", ";
    }
    if (names_statuses(wanted))
        buffer_add_char(&branches->sentence.sql, ')');
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
        buffer_add_format(&branches->sentence.sql, " AND p.%s >= '%s'", column, iso(branches->sentence.arena, period->from));
    if (date_is_set(period->to))
        buffer_add_format(&branches->sentence.sql, " AND p.%s <= '%s'", column, iso(branches->sentence.arena, period->to));
}

/* Which bit is which question's, the database tells with each statement: it may just have taken up another codebook. */
static void add_lacking(struct branches *branches, const char **names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_format(&branches->sentence.sql, "%s p.gaps & (SELECT 1 << b.bit FROM gap_bit_list b WHERE b.variabel = ?)",
                          i ? " OR" : " AND (");
        sentence_value(&branches->sentence, database_text(names[i]));
    }
    if (count > 0)
        buffer_add_char(&branches->sentence.sql, ')');
}

/* Columns of the overview's own index alone; numbers and dates are ours, not text from outside. */
static void add_filters(struct branches *branches, const struct overview_query *query)
{
    struct buffer *sql = &branches->sentence.sql;

    if (query->confirmed != OVERVIEW_ALL)
        buffer_add_format(sql, " AND p.confirmed_years & %llu %s 0", annual_report_bit(query->year),
                          query->confirmed == OVERVIEW_CONFIRMED ? "<>" : "=");
    if (date_is_set(query->present.from))
        buffer_add_format(sql, " AND (p.avslutningsdato IS NULL OR p.avslutningsdato >= '%s')",
                          iso(branches->sentence.arena, query->present.from));
    if (date_is_set(query->present.to))
        buffer_add_format(sql, " AND p.oppstartsdato <= '%s'", iso(branches->sentence.arena, query->present.to));
    add_period(branches, "oppstartsdato", &query->started);
    add_period(branches, "avslutningsdato", &query->ended);
    sentence_among(&branches->sentence, "p.kommunenummer", query->asked.municipalities, query->asked.municipality_count);
    sentence_among(&branches->sentence, "p.bydel", query->asked.districts, query->asked.district_count);
    if (query->financings != 0)
        buffer_add_format(sql, " AND (1 << p.finansieringstype) & %lu", query->financings);
    add_lacking(branches, query->lacking, query->lacking_count);
    if (query->created_by) {
        buffer_add_text(sql, " AND ");
        sentence_begins_word(&branches->sentence, "p.created_by_name", query->created_by);
    }
}

/* Bound, so that every page of a size is the same sentence. */
static void add_ids(struct branches *branches, const struct overview_query *query)
{
    for (size_t i = 0; i < query->id_count; i++) {
        buffer_add_text(&branches->sentence.sql, i ? ", CAST(? AS UNSIGNED)" : " AND p.participant_id IN (CAST(? AS UNSIGNED)");
        sentence_value(&branches->sentence, database_number(branches->sentence.arena, (long long)query->ids[i]));
    }
    if (query->id_count > 0)
        buffer_add_char(&branches->sentence.sql, ')');
}

bool branches_want(const struct overview_query *query, enum status status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if ((wanted_statuses(query) & statuses[i].bit) && status_named(statuses[i].name) == status)
            return true;
    return false;
}

bool branches_filtered(struct arena *arena, const struct overview_query *query)
{
    struct branches trial;

    branches_init(&trial, arena);
    add_filters(&trial, query);
    add_ids(&trial, query);
    return trial.sentence.sql.length > 0 || query->search;
}

bool branches_narrowed(struct arena *arena, const struct overview_query *query)
{
    return branches_filtered(arena, query) || names_statuses(wanted_statuses(query));
}

static void add_condition_values(struct branches *branches)
{
    for (size_t i = 0; i < branches->condition_value_count; i++)
        sentence_value(&branches->sentence, branches->condition_values[i]);
}

/* What is asked for, of whom. */
struct branch {
    const struct overview_query *query;
    const struct scope *scope;
    const char *columns, *tail;
    unsigned statuses;
};

/* Ids are of those whom a search found. */
static bool searches(const struct overview_query *query)
{
    return query->search && query->id_count == 0;
}

static void add_rows(struct branches *branches, const struct branch *branch)
{
    const struct overview_query *query = branch->query;
    const char *by = searches(query) ? search_condition_index(query->search) : branches->by;

    buffer_add_format(&branches->sentence.sql, " FROM participant_%s%s p", by, scopes_view(branch->scope->kind));
    scopes_add_place(&branches->sentence, branch->scope);
    add_statuses(branches, branch->statuses);
    add_filters(branches, query);
    add_ids(branches, query);
    if (searches(query))
        search_condition_add(&branches->sentence, query->search);
    buffer_add_text(&branches->sentence.sql, branches->condition);
    if (!branches->condition_is_column)
        add_condition_values(branches);
}

/* Whom a search finds is found first, each by the index of what is asked for, and then sorted: in the order of another
 * index they would be looked for one by one. The LIMIT keeps the two apart. */
static void add_found(struct branches *branches, const struct branch *branch)
{
    buffer_add_text(&branches->sentence.sql, " FROM (SELECT p.participant_id");
    add_rows(branches, branch);
    buffer_add_format(&branches->sentence.sql,
                      " LIMIT 18446744073709551615) found STRAIGHT_JOIN participant_%s p"
                      " ON p.participant_id = found.participant_id",
                      scopes_view(branch->scope->kind));
    scopes_add_place(&branches->sentence, branch->scope);
}

static const char *beginning(const struct branches *branches)
{
    if (branches->count > 0)
        return " UNION ALL (SELECT ";
    return branches->counting ? "(SELECT SQL_CALC_FOUND_ROWS " : "(SELECT ";
}

static void add_branch(struct branches *branches, const struct branch *branch)
{
    buffer_add_text(&branches->sentence.sql, beginning(branches));
    branches->count++;
    add_columns(&branches->sentence.sql, branch->columns, scopes_view(branch->scope->kind));
    if (branches->condition_is_column)
        add_condition_values(branches);
    if (searches(branch->query) && !branches->counts)
        add_found(branches, branch);
    else
        add_rows(branches, branch);
    buffer_add_format(&branches->sentence.sql, "%s)", branch->tail);
}

static void add_scope(struct branches *branches, const struct overview_query *query, const struct scope *scope,
                      const char *columns, const char *tail)
{
    struct branch branch = {query, scope, columns, tail, wanted_statuses(query)};

    if (!branches->by_listing || !wants_both(query)) {
        add_branch(branches, &branch);
        return;
    }
    branch.statuses &= IN_LIST;
    add_branch(branches, &branch);
    branch.statuses = OVERVIEW_UTSKREVET;
    add_branch(branches, &branch);
}

void branches_add(struct branches *branches, const struct overview_query *query, const char *columns,
                  const char *tail)
{
    static const struct scope nothing = {SCOPE_DISTRICT, "", ""};

    if (query->scope_count == 0)
        add_scope(branches, query, &nothing, columns, tail);
    for (size_t i = 0; i < query->scope_count; i++)
        if (!scopes_cover(query->scopes, query->scope_count, i))
            add_scope(branches, query, &query->scopes[i], columns, tail);
}

static size_t count_of(const struct branches *branches, const struct overview_query *query)
{
    size_t scopes = query->scope_count == 0;

    for (size_t i = 0; i < query->scope_count; i++)
        scopes += !scopes_cover(query->scopes, query->scope_count, i);
    return branches->by_listing && wants_both(query) ? 2 * scopes : scopes;
}

/* Where all are counted, no branch may end early. */
static const char *branch_tail(struct arena *arena, const struct branches_piece *piece)
{
    return piece->counting ? "" : arena_printf(arena, "%s LIMIT %lu", piece->in_branch, piece->offset + piece->limit);
}

void branches_add_piece(struct branches *branches, const struct overview_query *query, const char *columns,
                        const struct branches_piece *piece)
{
    const char *part = arena_printf(branches->sentence.arena, " LIMIT %zu OFFSET %lu", piece->limit, piece->offset);

    branches->counting = piece->counting;
    if (count_of(branches, query) == 1) {
        branches_add(branches, query, columns, arena_printf(branches->sentence.arena, "%s%s", piece->in_branch, part));
        return;
    }
    branches_add(branches, query, columns, branch_tail(branches->sentence.arena, piece));
    buffer_add_format(&branches->sentence.sql, "%s%s", piece->in_all, part);
}
