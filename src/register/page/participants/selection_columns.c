/* The columns of the overview, and what it is sorted by. */
#include "register/page/participants/selection_columns.h"

#include "engine/base/words.h"

const struct list_column selection_columns[SELECTION_COLUMNS] = {
    {"fodselsnummer", N_("Fødselsnummer"), OVERVIEW_BY_NUMBER},
    {"navn", N_("Navn"), OVERVIEW_BY_NAME},
    {"kommune", N_("Kommune"), OVERVIEW_BY_MUNICIPALITY},
    {"bydel", N_("Bydel"), OVERVIEW_BY_DISTRICT},
    {"oppstart", N_("Oppstart"), OVERVIEW_BY_START},
    {"avslutning", N_("Avslutning"), OVERVIEW_BY_END},
    {"bekreftet", N_("Bekreftet årsrapport"), OVERVIEW_BY_CONFIRMED},
    {"rapporteringsar", N_("Rapporteringsår"), OVERVIEW_BY_YEAR},
    {"status", N_("Status"), OVERVIEW_BY_STATUS},
    {"sist_endret", N_("Sist endret"), OVERVIEW_BY_CHANGE},
    {"sist_endret_av", N_("Sist endret av"), OVERVIEW_BY_CHANGER},
    {"mangler", N_("Mangler"), OVERVIEW_BY_LACKS},
};

const enum cell_type selection_column_types[SELECTION_COLUMNS] = {
    CELL_TEXT, CELL_TEXT, CELL_TEXT, CELL_TEXT, CELL_DATE, CELL_DATE, CELL_TEXT, CELL_NUMBER, CELL_TEXT, CELL_DATE, CELL_TEXT, CELL_NUMBER,
};

static bool is_shown(const struct selection *selection, const struct overview_frame *frame, int column)
{
    if (column == OVERVIEW_BY_LACKS)
        return selection_with_lacks(selection);
    if (column == OVERVIEW_BY_DISTRICT)
        return frame->with_district;
    return frame->with_annual_report || (column != OVERVIEW_BY_CONFIRMED && column != OVERVIEW_BY_YEAR);
}

void selection_columns_shown(const struct selection *selection, const struct overview_frame *frame,
                             bool shown_out[SELECTION_COLUMNS])
{
    for (size_t i = 0; i < SELECTION_COLUMNS; i++)
        shown_out[i] = is_shown(selection, frame, selection_columns[i].key);
}
