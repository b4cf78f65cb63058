/* The overview's panel of filters. */
#include "register/page/participants/panel.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/gate.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/participants/filter.h"
#include "register/page/participants/kept.h"
#include "register/page/participants/search_chips.h"
#include "register/page/participants/search_form.h"
#include "register/page/show.h"

/* The value the address gives the field, or "". */
static const char *given(const struct selection *selection, const char *name)
{
    for (size_t i = 0; i < selection->field_count; i++)
        if (text_equal(selection->fields[i].name, name))
            return selection->fields[i].value;
    return "";
}

static bool is_given(const struct selection *selection, const char *name, const char *value)
{
    for (size_t i = 0; i < selection->field_count; i++)
        if (text_equal(selection->fields[i].name, name) && text_equal(selection->fields[i].value, value))
            return true;
    return false;
}

static void add_check(struct values *panel, const char *section, const struct selection *selection, const char *name,
                      const char *value, const char *label)
{
    struct values *check = values_section(panel, section);

    values_set(check, "CHECK_NAME", name);
    values_set(check, "CHECK_VALUE", value);
    values_set(check, "CHECK_LABEL", label);
    if (is_given(selection, name, value))
        values_show(check, "CHECKED");
}

/* A place that is chosen is a box to be cleared; of the others one more can be chosen. */
static void add_option(struct values *options, const char *section, const char *number, const char *label)
{
    struct values *option = values_section(options, section);

    values_set(option, "OPTION_VALUE", number);
    values_set(option, "OPTION_LABEL", label);
}

static bool sees_municipality(const struct account *account, const char *kommunenummer)
{
    for (size_t i = 0; i < account->scope_count; i++)
        if (account->scopes[i].kind == SCOPE_ALL || text_equal(account->scopes[i].kommunenummer, kommunenummer))
            return true;
    return false;
}

static bool sees_district(const struct account *account, const struct place *place)
{
    for (size_t i = 0; i < account->scope_count; i++) {
        const struct scope *scope = &account->scopes[i];

        if (scope->kind == SCOPE_ALL || (text_equal(scope->kommunenummer, place->kommunenummer) &&
                                         (scope->kind == SCOPE_MUNICIPALITY || text_equal(scope->bydel, place->bydel))))
            return true;
    }
    return false;
}

static size_t municipalities_seen(const struct account *account, const struct places *places)
{
    size_t seen = 0;

    for (size_t i = 0; i < places->municipality_count; i++)
        seen += sees_municipality(account, places->municipalities[i].kommunenummer);
    return seen;
}

static const char *municipality_label(struct arena *arena, const struct municipality *one)
{
    return one->is_former
               ? arena_printf(arena, _("%s (tidligere nummer %s)"), one->kommunenavn, one->kommunenummer)
               : one->kommunenavn;
}

/* Those to choose among stand under their counties. */
static void fill_municipalities(struct visit *visit, struct values *panel, const struct places *places,
                                const struct selection *selection)
{
    const struct account *account = visit->context.account;
    struct values *section, *county = NULL;
    const char *county_name = NULL;

    if (municipalities_seen(account, places) < 2)
        return;
    section = values_section(panel, "MUNICIPALITIES");
    for (size_t i = 0; i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];
        const char *label = municipality_label(visit->arena, one);

        if (!sees_municipality(account, one->kommunenummer))
            continue;
        if (is_given(selection, "kommune", one->kommunenummer)) {
            add_check(section, "MUNICIPALITY_CHOSEN", selection, "kommune", one->kommunenummer, label);
            continue;
        }
        if (!text_equal(county_name, one->fylkesnavn)) {
            county_name = one->fylkesnavn;
            county = values_section(section, "COUNTY");
            values_set(county, "COUNTY_NAME", county_name);
        }
        add_option(county, "MUNICIPALITY_OTHER", one->kommunenummer, label);
    }
}

static void fill_districts(struct visit *visit, struct values *panel, const struct places *places,
                           const struct selection *selection)
{
    struct values *section = NULL;
    size_t seen = 0;

    for (size_t i = 0; i < places->count; i++)
        seen += sees_district(visit->context.account, &places->items[i]);
    if (seen < 2)
        return;
    section = values_section(panel, "DISTRICTS");
    for (size_t i = 0; i < places->count; i++) {
        const struct place *one = &places->items[i];

        if (!sees_district(visit->context.account, one))
            continue;
        if (is_given(selection, "bydel", one->bydel))
            add_check(section, "DISTRICT_CHOSEN", selection, "bydel", one->bydel, one->bydelsnavn);
        else
            add_option(section, "DISTRICT_OTHER", one->bydel, one->bydelsnavn);
    }
}

static void fill_checks(struct visit *visit, struct values *panel, const struct selection *selection)
{
    static const char *const statuses[] = {"opprettet", "endret", "avsluttet", "utskrevet"};
    const struct codebook_variable *financing = visit->site->names.finansieringstype;

    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        add_check(panel, "STATUS_CHECK", selection, "status", statuses[i], status_shown(status_named(statuses[i])));
    for (size_t i = 0; i < financing->code_count; i++)
        add_check(panel, "FINANCING_CHECK", selection, "finansiering",
                  arena_printf(visit->arena, "%d", financing->codes[i].number),
                  wording_text(financing->codes[i].text, words_language()));
}

/* Questions that answers can be missing of, under the pages they stand on. */
static void fill_lacking(struct visit *visit, struct values *panel, const struct selection *selection)
{
    const struct codebook_register *reg = visit->site->reg;
    const struct codebook_page *page = NULL;
    struct values *group = NULL;

    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];
        const char *label = wording_text(variable->label, words_language());

        if (!gate_asks(reg, variable))
            continue;
        if (is_given(selection, "mangler", variable->name)) {
            add_check(panel, "LACKING_CHOSEN", selection, "mangler", variable->name, label);
            continue;
        }
        if (page != variable->page) {
            page = variable->page;
            group = values_section(panel, "LACKING_PAGE");
            values_set(group, "PAGE_TITLE", wording_text(page->title, words_language()));
        }
        add_option(group, "LACKING_OTHER", variable->name, label);
    }
}

static void fill_borders(struct visit *visit, struct values *panel, const struct selection *selection)
{
    for (size_t i = 0; i < FILTER_BORDERS; i++) {
        struct values *border = values_section(panel, "BORDER");

        values_set(border, "BORDER_NAME", filter_borders[i].name);
        values_set(border, "BORDER_LABEL", words_text(filter_borders[i].label));
        values_set(border, "BORDER_DATE",
                   show_day(visit->arena, filter_border_date(&selection->query, &filter_borders[i])));
    }
}

/* As many as there are chips: a search has one for each of its boxes. */
static size_t active_count(const struct selection *selection)
{
    return selection->field_count + (selection->reference ? search_chips_count(selection) - 1 : 0);
}

static void fill_search(struct visit *visit, struct values *panel, const struct selection *selection)
{
    const struct search_boxes boxes = search_form_boxes(visit->arena, selection);

    values_show(search_form_include(visit, panel, selection, &boxes), "IN_PANEL");
}

void panel_fill(struct visit *visit, struct values *page, const struct overview_frame *frame,
                const struct selection *selection)
{
    struct values *panel = values_section(page, "FILTER");
    const char *confirmed = given(selection, "bekreftet");

    if (selection->field_count > 0)
        values_set_number(values_section(panel, "ACTIVE"), "ACTIVE_COUNT", (long long)active_count(selection));
    fill_search(visit, panel, selection);
    kept_fill(visit->arena, panel, "KEPT", selection, KEPT_SEARCH | KEPT_ORDER | KEPT_LACKS | KEPT_SIZE);
    fill_checks(visit, panel, selection);
    fill_municipalities(visit, panel, frame->places, selection);
    fill_districts(visit, panel, frame->places, selection);
    if (frame->with_annual_report) {
        struct values *annual = values_section(panel, "ANNUAL");

        values_set(annual, "REPORT_YEAR", given(selection, "rapporteringsar"));
        if (*confirmed)
            values_show(annual, text_equal(confirmed, "ja") ? "YES" : "NO");
    }
    fill_lacking(visit, panel, selection);
    values_set(panel, "CREATOR", given(selection, "registrert_av"));
    fill_borders(visit, panel, selection);
}
