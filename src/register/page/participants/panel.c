/* The overview's panel of filters. */
#include "register/page/participants/panel.h"

#include "engine/base/text.h"
#include "engine/base/words.h"
#include "register/domain/jobbsjansen/gate.h"
#include "register/domain/jobbsjansen/status.h"
#include "register/page/list/chips.h"
#include "register/page/list/choice.h"
#include "register/page/list/kept.h"
#include "register/page/list/place.h"
#include "register/page/list/search.h"
#include "register/page/participants/filter.h"
#include "register/page/show.h"

static void fill_checks(struct visit *visit, struct values *panel, const struct selection *selection)
{
    static const char *const statuses[] = {"opprettet", "endret", "avsluttet", "utskrevet"};
    const struct codebook_variable *financing = visit->site->names.finansieringstype;

    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        list_check(panel, "STATUS_CHECK", &selection->list, "status", statuses[i], status_shown(status_named(statuses[i])));
    for (size_t i = 0; i < financing->code_count; i++)
        list_check_worded(panel, "FINANCING_CHECK", &selection->list, "finansiering",
                          arena_printf(visit->arena, "%d", financing->codes[i].number), financing->codes[i].text);
}

/* Questions that answers can be missing of, under the pages they stand on. */
static void fill_lacking(struct visit *visit, struct values *panel, const struct selection *selection)
{
    const struct codebook_register *reg = visit->site->reg;
    const struct codebook_page *page = NULL;
    struct values *group = NULL;

    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];

        if (!gate_asks(reg, variable))
            continue;
        if (list_is_given(&selection->list, "mangler", variable->name)) {
            list_check_worded(panel, "LACKING_CHOSEN", &selection->list, "mangler", variable->name, variable->label);
            continue;
        }
        if (page != variable->page) {
            page = variable->page;
            group = values_section(panel, "LACKING_PAGE");
            values_set(group, "PAGE_TITLE", wording_text(page->title, words_language()));
        }
        list_option_worded(group, "LACKING_OTHER", variable->name, variable->label);
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

static void fill_search(struct visit *visit, struct values *panel, const struct list_address *list)
{
    const struct list_boxes boxes = list_search_boxes(visit->arena, list);

    values_show(list_search_include(visit->arena, panel, list, &boxes), "IN_PANEL");
}

void panel_fill(struct visit *visit, struct values *page, const struct overview_frame *frame,
                const struct selection *selection)
{
    const struct list_address *list = &selection->list;
    struct values *panel = values_section(page, "FILTER");
    const char *confirmed = list_given(&selection->list, "bekreftet");

    if (list->field_count > 0)
        values_set_number(values_section(panel, "ACTIVE"), "ACTIVE_COUNT", (long long)list_chips_count(list));
    fill_search(visit, panel, list);
    list_kept_fill(visit->arena, panel, "KEPT", list,
                   LIST_KEPT_SEARCH | LIST_KEPT_ORDER | LIST_KEPT_SHOWN | LIST_KEPT_SIZE);
    fill_checks(visit, panel, selection);
    list_places_fill(visit->arena, panel, visit->context.account, frame->places, list);
    if (frame->with_annual_report) {
        struct values *annual = values_section(panel, "ANNUAL");

        values_set(annual, "REPORT_YEAR", list_given(&selection->list, "rapporteringsar"));
        if (*confirmed)
            values_show(annual, text_equal(confirmed, "ja") ? "YES" : "NO");
    }
    fill_lacking(visit, panel, selection);
    values_set(panel, "CREATOR", list_given(&selection->list, "registrert_av"));
    fill_borders(visit, panel, selection);
}
