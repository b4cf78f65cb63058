/* The overview's panel of filters. */
#include "register/page/participants/panel.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/participants/filter.h"
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
static void add_place(struct values *panel, const char *chosen, const char *other, const struct selection *selection,
                      const char *name, const char *number, const char *label)
{
    struct values *option;

    if (is_given(selection, name, number)) {
        add_check(panel, chosen, selection, name, number, label);
        return;
    }
    option = values_section(panel, other);
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

static void fill_municipalities(struct visit *visit, struct values *panel, const struct places *places,
                                const struct selection *selection)
{
    const struct account *account = visit->context.account;
    struct values *section = NULL;
    size_t seen = 0;

    for (size_t i = 0; i < places->municipality_count; i++)
        seen += sees_municipality(account, places->municipalities[i].kommunenummer);
    if (seen < 2)
        return;
    section = values_section(panel, "MUNICIPALITIES");
    for (size_t i = 0; i < places->municipality_count; i++) {
        const struct municipality *one = &places->municipalities[i];

        if (sees_municipality(account, one->kommunenummer))
            add_place(section, "MUNICIPALITY_CHOSEN", "MUNICIPALITY_OTHER", selection, "kommune", one->kommunenummer,
                      one->is_former ? arena_printf(visit->arena, _("%s (tidligere nummer %s)"), one->kommunenavn,
                                                    one->kommunenummer)
                                     : one->kommunenavn);
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
    for (size_t i = 0; i < places->count; i++)
        if (sees_district(visit->context.account, &places->items[i]))
            add_place(section, "DISTRICT_CHOSEN", "DISTRICT_OTHER", selection, "bydel", places->items[i].bydel,
                      places->items[i].bydelsnavn);
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

static void fill_kept(struct visit *visit, struct values *panel, const struct selection *selection)
{
    if (selection->order_asked)
        values_set(values_section(panel, "KEPT_ORDER"), "KEPT_VALUE", selection->order_asked);
    if (selection->with_lacks)
        values_show(panel, "KEPT_LACKS");
    if (selection->size != SELECTION_SIZE)
        values_set(values_section(panel, "KEPT_SIZE"), "KEPT_VALUE",
                   arena_printf(visit->arena, "%u", selection->size));
}

void panel_fill(struct visit *visit, struct values *page, const struct overview_frame *frame,
                const struct selection *selection)
{
    struct values *panel = values_section(page, "FILTER");
    const char *confirmed = given(selection, "bekreftet");

    if (selection->field_count > 0)
        values_set_number(values_section(panel, "ACTIVE"), "ACTIVE_COUNT", (long long)selection->field_count);
    fill_kept(visit, panel, selection);
    fill_checks(visit, panel, selection);
    fill_municipalities(visit, panel, frame->places, selection);
    fill_districts(visit, panel, frame->places, selection);
    if (frame->with_annual_report) {
        struct values *annual = values_section(panel, "ANNUAL");

        values_set(annual, "REPORT_YEAR", given(selection, "rapporteringsar"));
        if (*confirmed)
            values_show(annual, text_equal(confirmed, "ja") ? "YES" : "NO");
    }
    values_set(panel, "CREATOR", given(selection, "registrert_av"));
    fill_borders(visit, panel, selection);
}
