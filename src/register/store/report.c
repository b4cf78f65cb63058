/* The annual report's years and its progress. */
#include "register/store/report.h"

#include "engine/base/text.h"

static struct date read_date(const struct database_set *set, const struct database_row *row, const char *name)
{
    const char *text = store_cell(set, row, name);
    struct date date = DATE_NONE;

    if (text)
        date_parse_iso(text, &date);
    return date;
}

struct reporting_years report_years_of(struct arena *arena, const struct database_set *set)
{
    struct reporting_year *items = arena_alloc_many(arena, set->row_count + 1, sizeof *items);

    for (size_t i = 0; i < set->row_count; i++)
        items[i] = (struct reporting_year){
            .year = (int)store_cell_number(set, &set->rows[i], "year"),
            .opens = read_date(set, &set->rows[i], "opens"),
            .deadline = read_date(set, &set->rows[i], "deadline"),
            .closes = read_date(set, &set->rows[i], "closes"),
        };
    return (struct reporting_years){.items = items, .count = set->row_count};
}

enum store_result report_years_load(struct store *store, struct arena *arena, struct reporting_years *years_out)
{
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "reporting-years",
                  "SELECT year, opens, deadline, closes FROM reporting_year_list ORDER BY year DESC", NULL, 0, &answer);

    *years_out = result == STORE_OK ? report_years_of(arena, &answer.sets[0]) : (struct reporting_years){0};
    return result;
}

static const char *iso(struct arena *arena, struct date date)
{
    char text[DATE_TEXT_SIZE];

    date_format_iso(date, text);
    return arena_copy(arena, text);
}

static const char *as_shown(struct arena *arena, const struct reporting_year *year)
{
    if (!year)
        return "";
    return arena_printf(arena, "%s %s %s", iso(arena, year->opens), iso(arena, year->deadline), iso(arena, year->closes));
}

enum store_result report_year_set(struct store *store, struct arena *arena, const struct reporting_year *year,
                                  const struct reporting_year *before, enum report_set *set_out)
{
    struct database_value values[] = {
        database_number(arena, year->year),
        database_text(iso(arena, year->opens)),
        database_text(iso(arena, year->deadline)),
        database_text(iso(arena, year->closes)),
        database_text(as_shown(arena, before)),
    };
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "reporting-year-set",
                                         "CALL reporting_year_set(?, ?, ?, ?, ?)", values, 5, &answer);
    const struct database_row *row = result == STORE_OK ? store_first(&answer, 0) : NULL;
    const char *outcome = row ? store_cell(&answer.sets[0], row, "outcome") : NULL;

    *set_out = text_equal(outcome, "saved")   ? REPORT_SET_DONE
               : text_equal(outcome, "stale") ? REPORT_SET_STALE
                                              : REPORT_SET_REFUSED;
    return result;
}

enum store_result report_progress_load(struct store *store, struct arena *arena, int year,
                                       struct report_progress *progress_out)
{
    struct database_value value = database_number(arena, year);
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "report-progress", "CALL report_progress(?)", &value, 1, &answer);
    const struct database_set *set = &answer.sets[0];
    struct report_place *places;

    *progress_out = (struct report_progress){0};
    if (result != STORE_OK)
        return result;
    if (set->row_count == 0)
        return store_found_none(store, arena);
    places = arena_alloc_many(arena, set->row_count + 1, sizeof *places);
    for (size_t i = 0; i < set->row_count; i++)
        places[i] = (struct report_place){
            .kommunenummer = store_cell(set, &set->rows[i], "kommunenummer"),
            .kommunenavn = store_cell(set, &set->rows[i], "kommunenavn"),
            .bydel = store_cell(set, &set->rows[i], "bydel"),
            .participants = (unsigned long)store_cell_number(set, &set->rows[i], "participants"),
            .confirmed = (unsigned long)store_cell_number(set, &set->rows[i], "confirmed"),
        };
    *progress_out = (struct report_progress){.places = places, .count = set->row_count};
    return STORE_OK;
}
