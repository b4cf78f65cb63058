/* The table of progress. */
#include "register/page/reporting/progress.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/show.h"

struct progress_sum progress_total(const struct report_progress *progress)
{
    struct progress_sum sum = {0};

    for (size_t i = 0; i < progress->count; i++) {
        sum.participants += progress->places[i].participants;
        sum.confirmed += progress->places[i].confirmed;
    }
    return sum;
}

static void fill_place(struct visit *visit, struct values *table, const char *name, struct progress_sum sum,
                       bool is_district)
{
    struct arena *arena = visit->arena;
    struct values *place = values_section(table, "PLACE");

    values_set(place, "PLACE_NAME", name);
    values_set(place, "PLACE_PARTICIPANTS", show_count(arena, sum.participants));
    values_set(place, "PLACE_CONFIRMED", show_count(arena, sum.confirmed));
    values_set(place, "PLACE_REMAINING", show_count(arena, sum.participants - sum.confirmed));
    values_set(place, "PLACE_SHARE", show_share(arena, sum.confirmed, sum.participants));
    values_set_number(place, "PLACE_PERCENT",
                      sum.participants ? (long long)(sum.confirmed * 100 / sum.participants) : 0);
    if (is_district)
        values_show(place, "IS_DISTRICT");
}

/* A municipality as one row, and its districts below it where it is divided. Returns the first row of the next. */
static size_t fill_municipality(struct visit *visit, struct values *table, const struct report_progress *progress,
                                const struct places *places, size_t first)
{
    const struct report_place *rows = progress->places;
    struct report_progress own = {.places = rows + first, .count = 0};

    while (first + own.count < progress->count &&
           text_equal(rows[first + own.count].kommunenummer, rows[first].kommunenummer))
        own.count++;
    fill_place(visit, table, rows[first].kommunenavn, progress_total(&own), false);
    for (size_t i = 0; i < own.count; i++) {
        const struct report_place *row = &own.places[i];
        const char *name = text_is_empty(row->bydel) ? _("Uten bydel") : places_name(places, row->bydel);

        if (own.count > 1 || !text_is_empty(row->bydel))
            fill_place(visit, table, name, (struct progress_sum){row->participants, row->confirmed}, true);
    }
    return first + own.count;
}

static void fill_head(struct visit *visit, struct values *card, const struct reporting_year *year,
                      struct progress_sum sum)
{
    struct date today = clock_today();

    values_set_number(card, "YEAR_NUMBER", year->year);
    values_set(card, "PARTICIPANTS", show_count(visit->arena, sum.participants));
    values_set(card, "CONFIRMED", show_count(visit->arena, sum.confirmed));
    values_set(card, "REMAINING", show_count(visit->arena, sum.participants - sum.confirmed));
    values_set(card, "SHARE", show_share(visit->arena, sum.confirmed, sum.participants));
    values_set(card, "OPENS", show_day(visit->arena, year->opens));
    values_set(card, "DEADLINE", show_day(visit->arena, year->deadline));
    values_set(card, "CLOSES", show_day(visit->arena, year->closes));
    values_show(card, annual_report_is_open(year, today)             ? "IS_OPEN"
                      : date_compare(year->opens, today) > 0 ? "IS_COMING"
                                                             : "IS_CLOSED");
}

void progress_fill(struct visit *visit, struct values *page, const struct reporting_year *year,
                   const struct report_progress *progress, const struct places *places)
{
    struct values *card = values_section(page, "PROGRESS"), *table;

    fill_head(visit, card, year, progress_total(progress));
    if (progress->count == 0) {
        values_show(card, "NOBODY");
        return;
    }
    table = values_section(card, "TABLE");
    for (size_t i = 0; i < progress->count;)
        i = fill_municipality(visit, table, progress, places, i);
}
