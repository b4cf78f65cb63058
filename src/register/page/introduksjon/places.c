/* "Kommuner": how many are where. */
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/standing.h"
#include "register/page/list/address.h"
#include "register/page/pages.h"
#include "register/page/show.h"

enum { COUNTY_DIGITS = 2 };

static const char county_field[] = "fylke";

/* The first digits of a municipality's number are its county's. */
static bool is_in(const char *kommunenummer, const char *county)
{
    return strncmp(kommunenummer, county, COUNTY_DIGITS) == 0;
}

/* The first municipality of the county, one in use if there is any; or NULL. */
static const struct municipality *of_county(const struct places *places, const char *county)
{
    const struct municipality *found = NULL;

    for (size_t i = 0; strlen(county) == COUNTY_DIGITS && i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];

        if (is_in(one->kommunenummer, county) && (!found || (found->is_former && !one->is_former)))
            found = one;
    }
    return found;
}

/* "": all of them. */
static bool read_county(struct visit *visit, const struct places *places, const char **county_out)
{
    const struct http_fields *query = &visit->request->query;

    *county_out = "";
    for (size_t i = 0; i < query->count; i++) {
        const struct http_field *field = &query->items[i];

        if (text_equal(field->name, county_field) && (!*field->value || of_county(places, field->value))) {
            *county_out = field->value;
            continue;
        }
        visit->reason = list_unknown(visit->arena, field, N_("Velg et fylke i listen."));
        return false;
    }
    return true;
}

static struct intro_places only_county(struct arena *arena, const struct intro_places *all, const char *county)
{
    struct intro_figures *items = arena_alloc_many(arena, all->count + 1, sizeof *items);
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        if (!*county || is_in(all->items[i].kommunenummer, county))
            items[count++] = all->items[i];
    return (struct intro_places){items, count};
}

static struct values *fill_row(struct arena *arena, struct values *table, const char *section, const char *name,
                               const struct intro_figures *figures)
{
    struct values *row = values_section(table, section);

    values_set(row, "PLACE_NAME", name);
    values_set(row, "IN_PROGRAMME", show_count(arena, figures->in_programme));
    values_set(row, "ENDED", show_count(arena, figures->ended));
    values_set(row, "WITHOUT_CAUSE", show_count(arena, figures->without_cause));
    values_set(row, "DEADLINES", show_count(arena, figures->deadlines));
    values_set(row, "STARTS", show_count(arena, figures->starts));
    return row;
}

/* Does the user see the whole of the municipality? Then its districts stand below it, else by themselves. */
static bool sees_whole(const struct account *account, const char *kommunenummer)
{
    for (size_t i = 0; i < account->scope_count; i++)
        if (account->scopes[i].kind == SCOPE_ALL || (account->scopes[i].kind == SCOPE_MUNICIPALITY &&
                                                     text_equal(account->scopes[i].kommunenummer, kommunenummer)))
            return true;
    return false;
}

static const char *district_name(struct visit *visit, const struct intro_figures *row, bool below)
{
    const char *name = text_is_empty(row->bydel) ? _("Uten bydel") : places_name(&visit->site->places, row->bydel);

    return below ? name : arena_printf(visit->arena, "%s, %s", name, row->kommunenavn);
}

/* Returns the first row of the next municipality. */
static size_t fill_municipality(struct visit *visit, struct values *table, const struct intro_places *rows, size_t first)
{
    const struct intro_figures *items = rows->items + first;
    bool whole = sees_whole(visit->context.account, items->kommunenummer);
    struct intro_places own = {items, 0};
    struct intro_figures total;

    while (first + own.count < rows->count && text_equal(items[own.count].kommunenummer, items->kommunenummer))
        own.count++;
    total = standing_total(&own);
    if (whole)
        fill_row(visit->arena, table, "PLACE", items->kommunenavn ? items->kommunenavn : items->kommunenummer, &total);
    for (size_t i = 0; i < own.count; i++) {
        struct values *row;

        if (whole && own.count == 1 && text_is_empty(items->bydel))
            break;
        row = fill_row(visit->arena, table, "PLACE", district_name(visit, &items[i], whole), &items[i]);
        if (whole)
            values_show(row, "IS_DISTRICT");
    }
    return first + own.count;
}

static void fill_table(struct visit *visit, struct values *page, const struct intro_places *rows, int year)
{
    struct values *table = values_section(page, "TABLE");
    const struct intro_figures total = standing_total(rows);

    values_set_number(table, "YEAR", year);
    for (size_t i = 0; i < rows->count;)
        i = fill_municipality(visit, table, rows, i);
    if (rows->count > 1)
        fill_row(visit->arena, table, "TOTAL", "", &total);
}

/* Those in use, and former ones where somebody is; in the alphabet's order, as the municipalities come. */
static void fill_counties(struct visit *visit, const struct places *places, struct values *page, const struct intro_places *all,
                          const char *chosen)
{
    struct values *filter = values_section(page, "COUNTIES");

    for (size_t i = 0; i < places->municipality_count; i++) {
        const char *county = arena_copy_n(visit->arena, places->municipalities[i].kommunenummer, COUNTY_DIGITS);
        struct values *option;

        if (of_county(places, county) != &places->municipalities[i] ||
            (places->municipalities[i].is_former && only_county(visit->arena, all, county).count == 0))
            continue;
        option = values_section(filter, "COUNTY");
        values_set(option, "COUNTY_NUMBER", county);
        values_set(option, "COUNTY_NAME", places->municipalities[i].fylkesnavn);
        if (text_equal(county, chosen))
            values_show(option, "CHOSEN");
    }
}

static bool sees_all(const struct account *account)
{
    return account->scope_count > 0 && account->scopes[0].kind == SCOPE_ALL;
}

static enum outcome show(struct visit *visit, const struct places *places, const char *county, const struct intro_places *all)
{
    const struct intro_places rows = only_county(visit->arena, all, county);
    struct values *page;

    visit->menu = "AT_PLACES";
    page = visit_page(visit, "kommuner.html", _("Kommuner"));
    values_show(page, sees_all(visit->context.account) ? "EVERYWHERE" : "OWN");
    if (sees_all(visit->context.account))
        fill_counties(visit, places, page, all, county);
    if (rows.count > 0)
        fill_table(visit, page, &rows, standing_summary(visit).today.year);
    else
        values_show(page, *county ? "NONE_THERE" : "NONE");
    return visit_render(visit, 200);
}

enum outcome page_intro_places(struct visit *visit)
{
    struct intro_summary summary = standing_summary(visit);
    const struct places *places = NULL;
    struct intro_places all;
    const char *county;
    enum store_result result = visit_places(visit, &places);

    if (result != STORE_OK)
        return visit_store(result);
    if (!read_county(visit, places, &county))
        return OUTCOME_BAD;
    result = intro_summary_places(&visit->site->store, visit->arena, &summary, &all);
    return result == STORE_OK ? show(visit, places, county, &all) : visit_store(result);
}
