/* Totals that the database keeps. */
#include "register/store/totals.h"

enum { SET_WHO, SET_STATUSES, SET_YEARS, SET_SUMS /* not for one who changes nobody */ };

static void add_statuses(const struct database_set *set, struct totals *totals)
{
    for (size_t i = 0; i < set->row_count; i++) {
        enum status status = status_named(store_cell(set, &set->rows[i], "status"));
        long long participants = store_cell_number(set, &set->rows[i], "participants");

        totals->of_status[status] = participants > 0 ? (unsigned long)participants : 0;
    }
}

static void add_sums(struct arena *arena, const struct database_set *set, struct totals *totals)
{
    struct report_sum *sums = arena_alloc_many(arena, set->row_count + 1, sizeof *sums);

    for (size_t i = 0; i < set->row_count; i++)
        sums[i] = (struct report_sum){
            .year = (int)store_cell_number(set, &set->rows[i], "year"),
            .participants = (unsigned long)store_cell_number(set, &set->rows[i], "participants"),
            .confirmed = (unsigned long)store_cell_number(set, &set->rows[i], "confirmed"),
        };
    totals->sums = sums;
    totals->sum_count = set->row_count;
}

enum store_result totals_load(struct store *store, struct arena *arena, struct totals *totals_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "overview-totals", "CALL overview_totals()", NULL, 0, &answer);

    *totals_out = (struct totals){0};
    if (result != STORE_OK)
        return result;
    if (answer.set_count < SET_SUMS)
        return STORE_FAILED;
    if (!store_cell(&answer.sets[SET_WHO], &answer.sets[SET_WHO].rows[0], "user_id"))
        return store_found_none(store, arena);
    add_statuses(&answer.sets[SET_STATUSES], totals_out);
    totals_out->years = report_years_of(arena, &answer.sets[SET_YEARS]);
    if (answer.set_count > SET_SUMS)
        add_sums(arena, &answer.sets[SET_SUMS], totals_out);
    return STORE_OK;
}

const struct totals *totals_copy(struct arena *arena, const struct totals *totals)
{
    struct totals *copy = arena_alloc(arena, sizeof *copy);

    *copy = *totals;
    return copy;
}

struct report_sum totals_sum(const struct totals *totals, int year)
{
    for (size_t i = 0; i < totals->sum_count; i++)
        if (totals->sums[i].year == year)
            return totals->sums[i];
    return (struct report_sum){.year = year};
}
