/* Persons of the introduction programme that somebody asks for, in SQL. */
#include "register/store/intro_branch.h"

static void add_search(struct sentence *sentence, const struct person_search *search)
{
    const struct person_search_terms *numbers = &search->boxes[SEARCH_NUMBERS], *names = &search->boxes[SEARCH_NAMES];

    sentence_among_typed(sentence, "p.duf_nummer", numbers->items, numbers->count);
    sentence_names(sentence, "p.navn", names->items, names->count);
}

/* Bound, so that every page of a size is the same sentence. */
static void add_ids(struct sentence *sentence, const struct intro_query *query)
{
    for (size_t i = 0; i < query->id_count; i++) {
        buffer_add_text(&sentence->sql, i ? ", CAST(? AS UNSIGNED)" : " AND p.participant_id IN (CAST(? AS UNSIGNED)");
        sentence_value(sentence, database_number(sentence->arena, (long long)query->ids[i]));
    }
    if (query->id_count > 0)
        buffer_add_char(&sentence->sql, ')');
}

static void add_query(struct sentence *sentence, const struct intro_query *query)
{
    sentence_among(sentence, "p.kommunenummer", query->asked.municipalities, query->asked.municipality_count);
    sentence_among(sentence, "p.bydel", query->asked.districts, query->asked.district_count);
    if (query->categories)
        buffer_add_format(&sentence->sql, " AND (1 << p.kategori) & %lu", query->categories);
    if (query->search)
        add_search(sentence, query->search);
    add_ids(sentence, query);
}

static void add_branch(struct sentence *sentence, const struct intro_query *query, const struct scope *scope,
                       const struct intro_branch *branch)
{
    buffer_add_format(&sentence->sql, "%s(SELECT %s FROM intro_participant_%s p", sentence->sql.length ? " UNION ALL " : "",
                      branch->columns, scopes_view(scope->kind));
    scopes_add_place(sentence, scope);
    add_query(sentence, query);
    if (branch->narrow)
        branch->narrow(sentence, branch->about);
    buffer_add_format(&sentence->sql, "%s)", branch->tail);
}

void intro_branches_add(struct sentence *sentence, const struct intro_query *query, const struct intro_branch *branch)
{
    static const struct scope nothing = {SCOPE_DISTRICT, "", ""};

    if (query->scope_count == 0)
        add_branch(sentence, query, &nothing, branch);
    for (size_t i = 0; i < query->scope_count; i++)
        if (!scopes_cover(query->scopes, query->scope_count, i))
            add_branch(sentence, query, &query->scopes[i], branch);
}

static size_t branch_count(const struct intro_query *query)
{
    size_t count = query->scope_count == 0;

    for (size_t i = 0; i < query->scope_count; i++)
        count += !scopes_cover(query->scopes, query->scope_count, i);
    return count;
}

/* A branch alone needs no table that all are gathered in. */
void intro_branches_add_piece(struct sentence *sentence, const struct intro_query *query, struct intro_branch branch,
                              const struct intro_piece *piece)
{
    const char *part = arena_printf(sentence->arena, " LIMIT %zu OFFSET %lu", piece->limit, piece->offset);
    bool alone = branch_count(query) == 1;

    branch.tail = alone ? arena_printf(sentence->arena, "%s%s", piece->in_branch, part)
                        : arena_printf(sentence->arena, "%s LIMIT %lu", piece->in_branch, piece->offset + piece->limit);
    intro_branches_add(sentence, query, &branch);
    if (!alone)
        buffer_add_format(&sentence->sql, "%s%s", piece->in_all, part);
}
