/* People and what they may. */
#include "register/store/people.h"

#include <assert.h>

#include "engine/base/text.h"
#include "register/store/people_row.h"

static const struct {
    const char *word;
    enum people_outcome outcome;
} outcomes[] = {
    {"absent", PEOPLE_ABSENT}, {"added", PEOPLE_DONE},   {"begun", PEOPLE_BEGUN}, {"changed", PEOPLE_DONE},
    {"dates", PEOPLE_DATES},   {"ended", PEOPLE_DONE},   {"gone", PEOPLE_GONE},   {"inactive", PEOPLE_INACTIVE},
    {"known", PEOPLE_KNOWN},   {"last", PEOPLE_LAST},    {"made", PEOPLE_DONE},   {"many", PEOPLE_MANY},
    {"name", PEOPLE_NAME},     {"over", PEOPLE_GONE},    {"place", PEOPLE_PLACE}, {"role", PEOPLE_ROLE},
    {"self", PEOPLE_SELF},     {"sent", PEOPLE_DONE},    {"soon", PEOPLE_SOON},   {"stale", PEOPLE_STALE},
    {"taken", PEOPLE_DONE},    {"twice", PEOPLE_TWICE},  {"withdrawn", PEOPLE_DONE},
};

enum people_outcome people_outcome_named(const char *word)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (text_equal(outcomes[i].word, word))
            return outcomes[i].outcome;
    assert(!"an outcome of a procedure");
    return PEOPLE_ABSENT;
}

struct people_gift people_gift_of(const struct database_set *set, const struct database_row *row)
{
    return (struct people_gift){
        .role = access_role_named(store_cell(set, row, "role")),
        .reg = store_cell(set, row, "register"),
        .kommunenummer = store_cell(set, row, "kommunenummer"),
        .bydel = store_cell(set, row, "bydel"),
        .from = store_cell(set, row, "valid_from"),
        .to = store_cell(set, row, "valid_to"),
    };
}

static struct people_grant grant_of(const struct database_set *set, const struct database_row *row)
{
    const char *state = store_cell(set, row, "state");

    return (struct people_grant){
        .number = store_cell_number(set, row, "grant_id"),
        .gift = people_gift_of(set, row),
        .ended_at = store_cell(set, row, "ended_at"),
        .state = text_equal(state, "now") ? PEOPLE_NOW : text_equal(state, "coming") ? PEOPLE_COMING : PEOPLE_OVER,
    };
}

static struct person person_of(const struct database_set *set, const struct database_row *row)
{
    return (struct person){
        .id = (unsigned long long)store_cell_number(set, row, "public_id"),
        .name = store_cell(set, row, "display_name"),
        .username = store_cell(set, row, "brukernavn"),
        .email = store_cell(set, row, "email"),
        .phone = store_cell(set, row, "phone"),
        .last_login = store_cell(set, row, "last_login"),
        .is_self = store_cell_number(set, row, "is_self") == 1,
        .has_access = store_cell_number(set, row, "has_access") == 1,
    };
}

/* A row per grant, one for a person who has none: rows of one person stand together. */
static void gather(struct arena *arena, const struct database_set *set, struct people *people)
{
    struct person *items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    struct people_grant *grants = arena_alloc_many(arena, set->row_count + 1, sizeof *grants);

    people->items = items;
    people->count = 0;
    for (size_t i = 0; i < set->row_count; i++) {
        struct person person = person_of(set, &set->rows[i]);
        struct person *last = people->count ? &items[people->count - 1] : NULL;

        if (!last || last->id != person.id) {
            last = &items[people->count++];
            *last = person;
            last->grants = &grants[i];
        }
        if (store_cell(set, &set->rows[i], "grant_id"))
            grants[i] = grant_of(set, &set->rows[i]), last->grant_count++;
    }
}

static enum store_result ask_list(struct store *store, struct arena *arena, const char *what, const char *sql,
                                  const struct people_asked *asked, struct database_answer *answer_out)
{
    struct database_value values[] = {database_text(asked->name), database_text(asked->kommunenummer),
                                      database_number(arena, (long long)asked->offset),
                                      database_number(arena, asked->limit)};
    enum store_result result = store_ask(store, arena, what, sql, values, 4, answer_out);

    if (result == STORE_OK && (!store_first(answer_out, 0) || answer_out->set_count < 2))
        return STORE_FAILED;
    return result;
}

enum store_result people_list(struct store *store, struct arena *arena, const struct people_asked *asked,
                              struct people *people_out)
{
    struct database_answer answer;
    enum store_result result = ask_list(store, arena, "people-list", "CALL people_list(?, ?, ?, ?)", asked, &answer);

    *people_out = (struct people){0};
    if (result != STORE_OK)
        return result;
    people_out->total = (unsigned long)store_cell_number(&answer.sets[0], store_first(&answer, 0), "people");
    gather(arena, &answer.sets[1], people_out);
    return people_out->total == 0 ? store_found_none(store, arena) : STORE_OK;
}

enum store_result people_open(struct store *store, struct arena *arena, unsigned long long id,
                              const struct person **person_out)
{
    struct database_value value = database_number(arena, (long long)id);
    struct database_answer answer;
    struct people people = {0};
    enum store_result result = store_ask(store, arena, "people-open", "CALL people_open(?)", &value, 1, &answer);

    *person_out = NULL;
    if (result != STORE_OK)
        return result;
    gather(arena, &answer.sets[0], &people);
    if (people.count == 0)
        return store_found_none(store, arena);
    *person_out = people.items;
    return STORE_OK;
}

enum store_result people_administrators(struct store *store, struct arena *arena, const struct people_asked *asked,
                                        struct administrators *administrators_out)
{
    struct database_answer answer;
    enum store_result result =
        ask_list(store, arena, "people-administrators", "CALL people_administrators(?, ?, ?, ?)", asked, &answer);
    const struct database_set *set;
    struct administrator *items;

    *administrators_out = (struct administrators){0};
    if (result != STORE_OK)
        return result;
    set = &answer.sets[1];
    items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);
    for (size_t i = 0; i < set->row_count; i++)
        items[i] = (struct administrator){
            .name = store_cell(set, &set->rows[i], "display_name"),
            .email = store_cell(set, &set->rows[i], "email"),
            .phone = store_cell(set, &set->rows[i], "phone"),
            .reg = store_cell(set, &set->rows[i], "register"),
            .kommunenummer = store_cell(set, &set->rows[i], "kommunenummer"),
            .bydel = store_cell(set, &set->rows[i], "bydel"),
        };
    administrators_out->total = (unsigned long)store_cell_number(&answer.sets[0], store_first(&answer, 0), "people");
    administrators_out->items = items;
    administrators_out->count = set->row_count;
    return administrators_out->total == 0 ? store_found_none(store, arena) : STORE_OK;
}

enum store_result people_ask_outcome(struct store *store, struct arena *arena, const char *what, const char *sql,
                                     const struct database_value *values, size_t count, enum people_outcome *outcome_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, what, sql, values, count, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;

    *outcome_out = PEOPLE_ABSENT;
    if (result != STORE_OK)
        return result;
    if (!row)
        return STORE_FAILED;
    *outcome_out = people_outcome_named(store_cell(&answer.sets[0], row, "outcome"));
    return *outcome_out == PEOPLE_ABSENT ? store_found_none(store, arena) : STORE_OK;
}

enum store_result people_change(struct store *store, struct arena *arena, const struct person *shown, const char *name,
                                const char *phone, enum people_outcome *outcome_out)
{
    struct database_value values[] = {database_number(arena, (long long)shown->id), database_text(name),
                                      database_text(phone), database_text(shown->name), database_text(shown->phone)};

    return people_ask_outcome(store, arena, "people-change", "CALL people_change(?, ?, ?, ?, ?)", values, 5, outcome_out);
}

enum store_result people_grant_add(struct store *store, struct arena *arena, unsigned long long id,
                                   const struct people_gift *gift, enum people_outcome *outcome_out)
{
    struct database_value values[] = {database_number(arena, (long long)id),
                                      database_text(access_role_name(gift->role)), database_text(gift->reg),
                                      database_text(gift->kommunenummer), database_text(gift->bydel),
                                      database_text(gift->from), database_text(gift->to)};

    return people_ask_outcome(store, arena, "grant-add", "CALL grant_add(?, ?, ?, ?, ?, ?, ?)", values, 7, outcome_out);
}

enum store_result people_grant_change(struct store *store, struct arena *arena, unsigned long long id, long long number,
                                      struct people_dates shown, struct people_dates dates,
                                      enum people_outcome *outcome_out)
{
    struct database_value values[] = {database_number(arena, (long long)id), database_number(arena, number),
                                      database_text(dates.from),             database_text(dates.to),
                                      database_text(shown.from),             database_text(shown.to)};

    return people_ask_outcome(store, arena, "grant-change", "CALL grant_change(?, ?, ?, ?, ?, ?)", values, 6, outcome_out);
}

enum store_result people_grant_end(struct store *store, struct arena *arena, unsigned long long id, long long number,
                                   enum people_outcome *outcome_out)
{
    struct database_value values[] = {database_number(arena, (long long)id),
                                      number ? database_number(arena, number) : database_text(NULL)};

    return people_ask_outcome(store, arena, "grant-end", "CALL grant_end(?, ?)", values, 2, outcome_out);
}
