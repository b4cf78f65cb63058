/* The columns of the overview, and what it is sorted by. */
#include "register/page/participants/selection_columns.h"

#include "engine/base/text.h"
#include "engine/base/words.h"

static const struct {
    const char *name, *label;
    enum overview_column column;
    enum cell_type type;
} orders[SELECTION_COLUMNS] = {
    {"fodselsnummer", N_("Fødselsnummer"), OVERVIEW_BY_NUMBER, CELL_TEXT},
    {"navn", N_("Navn"), OVERVIEW_BY_NAME, CELL_TEXT},
    {"kommune", N_("Kommune"), OVERVIEW_BY_MUNICIPALITY, CELL_TEXT},
    {"bydel", N_("Bydel"), OVERVIEW_BY_DISTRICT, CELL_TEXT},
    {"oppstart", N_("Oppstart"), OVERVIEW_BY_START, CELL_DATE},
    {"avslutning", N_("Avslutning"), OVERVIEW_BY_END, CELL_DATE},
    {"bekreftet", N_("Bekreftet årsrapport"), OVERVIEW_BY_CONFIRMED, CELL_TEXT},
    {"rapporteringsar", N_("Rapporteringsår"), OVERVIEW_BY_YEAR, CELL_NUMBER},
    {"status", N_("Status"), OVERVIEW_BY_STATUS, CELL_TEXT},
    {"sist_endret", N_("Sist endret"), OVERVIEW_BY_CHANGE, CELL_DATE},
    {"sist_endret_av", N_("Sist endret av"), OVERVIEW_BY_CHANGER, CELL_TEXT},
    {"mangler", N_("Mangler"), OVERVIEW_BY_LACKS, CELL_NUMBER},
};

bool selection_read_order(struct selection *selection, const char *value)
{
    bool descending = *value == '-';

    for (size_t i = 0; i < SELECTION_COLUMNS; i++) {
        if (!text_equal(orders[i].name, value + descending))
            continue;
        selection->query.order = (struct overview_order){.column = orders[i].column, .descending = descending};
        selection->order_asked = value;
        return true;
    }
    return false;
}

static void mark(struct selection_column *column, const char *direction, const char *next)
{
    column->direction = direction;
    column->next = next;
}

static bool is_shown(const struct selection *selection, const struct overview_frame *frame, enum overview_column column)
{
    if (column == OVERVIEW_BY_LACKS)
        return selection->with_lacks;
    if (column == OVERVIEW_BY_DISTRICT)
        return frame->with_district;
    return frame->with_annual_report || (column != OVERVIEW_BY_CONFIRMED && column != OVERVIEW_BY_YEAR);
}

void selection_columns(struct arena *arena, const struct selection *selection, const struct overview_frame *frame,
                       struct selection_column columns_out[SELECTION_COLUMNS])
{
    for (size_t i = 0; i < SELECTION_COLUMNS; i++) {
        struct selection_column *column = &columns_out[i];
        bool sorted = selection->order_asked && selection->query.order.column == orders[i].column;

        *column = (struct selection_column){
            .name = orders[i].name, .label = orders[i].label, .type = orders[i].type,
            .is_shown = is_shown(selection, frame, orders[i].column)};
        if (!sorted)
            mark(column, "none", orders[i].name);
        else if (selection->query.order.descending)
            mark(column, "descending", "");
        else
            mark(column, "ascending", arena_printf(arena, "-%s", orders[i].name));
    }
}
