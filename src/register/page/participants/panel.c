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
static struct list_offer lacking_offered(struct arena *lasting, const struct codebook_register *reg)
{
    struct list_choice *items = arena_alloc_many(lasting, reg->variable_count, sizeof *items);
    struct list_group *groups = arena_alloc_many(lasting, reg->variable_count, sizeof *groups);
    const struct codebook_page *page = NULL;
    size_t count = 0, group_count = 0;

    for (size_t i = 0; i < reg->variable_count; i++) {
        const struct codebook_variable *variable = reg->variables[i];

        if (!gate_asks(reg, variable))
            continue;
        if (page != variable->page) {
            page = variable->page;
            groups[group_count++] = (struct list_group){.title = wording_shown(page->title), .items = &items[count]};
        }
        groups[group_count - 1].count++;
        items[count++] = (struct list_choice){.value = variable->name, .wording = &variable->label};
    }
    return (struct list_offer){groups, group_count};
}

/* Of the codebook alone: a worker has one. */
static void fill_lacking(struct site *site, struct values *panel, const struct list_address *list)
{
    const struct list_offer **kept = &site->lacking.of[words_language()];

    if (!*kept) {
        struct list_offer offer = lacking_offered(site->lasting, site->reg);

        *kept = list_offer_keep(site->lasting, site->view, &offer);
    }
    list_offer_fill(values_section(panel, "LACKING"), *kept, list, "mangler");
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
    list_places_fill(visit->arena, panel, visit->context.account, frame->places, &visit->site->offered, list);
    if (frame->with_annual_report) {
        struct values *annual = values_section(panel, "ANNUAL");

        values_set(annual, "REPORT_YEAR", list_given(&selection->list, "rapporteringsar"));
        if (*confirmed)
            values_show(annual, text_equal(confirmed, "ja") ? "YES" : "NO");
    }
    fill_lacking(visit->site, panel, list);
    values_set(panel, "CREATOR", list_given(&selection->list, "registrert_av"));
    fill_borders(visit, panel, selection);
}
