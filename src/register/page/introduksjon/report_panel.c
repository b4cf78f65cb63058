/* The report's panel of filters. */
#include "register/page/introduksjon/report_panel.h"

#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/page/introduksjon/report_filter.h"
#include "register/page/list/chips.h"
#include "register/page/list/choice.h"
#include "register/page/list/kept.h"
#include "register/page/list/place.h"
#include "register/page/list/search.h"

enum { COUNTY_DIGITS = 2, COUNTIES_AT_MOST = 100 };

/* What is chosen is a box to be cleared; of the others one more can be chosen. */
static void add_one(struct values *section, const struct list_address *list, const char *name, const char *value,
                    const char *label)
{
    if (list_is_given(list, name, value))
        list_check(section, "CHOSEN", list, name, value, label);
    else
        list_option(section, "OTHER", value, label);
}

struct counties {
    const char *numbers[COUNTIES_AT_MOST];
    size_t count;
};

/* Of today; a former one is asked for by its address alone. */
static struct counties counties_seen(struct visit *visit, const struct places *places)
{
    struct counties counties = {.count = 0};

    for (size_t i = 0; i < places->municipality_count && counties.count < COUNTIES_AT_MOST; i++) {
        const char *number = arena_copy_n(visit->arena, places->municipalities[i].kommunenummer, COUNTY_DIGITS);
        bool known = places->municipalities[i].is_former ||
                     !list_sees_municipality(visit->context.account, places->municipalities[i].kommunenummer);

        for (size_t one = 0; one < counties.count; one++)
            known = known || text_equal(counties.numbers[one], number);
        if (!known)
            counties.numbers[counties.count++] = number;
    }
    return counties;
}

static void fill_counties(struct visit *visit, struct values *panel, const struct report_selection *selection)
{
    struct counties counties = counties_seen(visit, selection->places);
    struct values *section;

    if (counties.count < 2)
        return;
    section = values_section(panel, "COUNTIES");
    for (size_t i = 0; i < counties.count; i++)
        add_one(section, &selection->list, "fylke", counties.numbers[i], report_county(selection->places, counties.numbers[i]));
}

static void fill_years(struct visit *visit, struct values *panel, const struct report_selection *selection)
{
    struct values *section = values_section(panel, "YEARS");

    for (int year = clock_today().year; year >= report_first_year(selection->law); year--) {
        const char *text = arena_printf(visit->arena, "%d", year);

        add_one(section, &selection->list, "avslutningsar", text, text);
    }
}

static void fill_categories(struct visit *visit, struct values *panel, const struct report_selection *selection)
{
    const struct codebook_variable *variable = codebook_find_variable(visit->reg, "kategori");

    for (size_t i = 0; i < variable->code_count; i++)
        list_check_worded(panel, "CATEGORY", &selection->list, "kategori",
                          arena_printf(visit->arena, "%d", variable->codes[i].number), variable->codes[i].text);
}

static void fill_enterers(struct values *panel, const struct report_selection *selection)
{
    for (enum intro_report_enterer one = INTRO_REPORT_ANYBODY; one <= INTRO_REPORT_ENGINE; one++) {
        struct values *option = values_section(panel, "ENTERER");

        values_set(option, "OPTION_VALUE", one == INTRO_REPORT_ANYBODY ? "" : report_enterer_name(one));
        values_set(option, "OPTION_LABEL", report_enterer_shown(one));
        if (selection->query.entered_by == one)
            values_show(option, "SELECTED");
    }
}

void report_panel_fill(struct visit *visit, struct values *page, const struct report_selection *selection)
{
    const struct list_address *list = &selection->list;
    const struct list_boxes boxes = list_search_boxes(visit->arena, list);
    struct values *panel = values_section(page, "FILTER");

    if (list_filter_count(list) > 0)
        values_set_number(values_section(panel, "ACTIVE"), "ACTIVE_COUNT", (long long)list_chips_count(list));
    values_show(list_search_include(visit->arena, panel, list, &boxes), "IN_PANEL");
    list_kept_fill(visit->arena, panel, "KEPT", list, LIST_KEPT_SEARCH | LIST_KEPT_ORDER | LIST_KEPT_SIZE);
    list_kept_add(panel, "KEPT", report_law_field, report_law_name(selection->law));
    fill_counties(visit, panel, selection);
    list_places_fill(visit->arena, panel, visit->context.account, selection->places, &visit->site->offered, list);
    fill_categories(visit, panel, selection);
    fill_years(visit, panel, selection);
    fill_enterers(panel, selection);
}
