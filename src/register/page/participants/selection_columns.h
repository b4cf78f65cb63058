/* The columns of the overview (requirement O1), and what it is sorted by (O2, I5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_SELECTION_COLUMNS_H
#define REGISTER_PAGE_PARTICIPANTS_SELECTION_COLUMNS_H

#include "engine/sheet/cell.h"
#include "register/page/participants/selection.h"

/* Those of O1 in order, and that of P15; their keys are of enum overview_column. */
enum { SELECTION_COLUMNS = 12 };
extern const struct list_column selection_columns[SELECTION_COLUMNS];
extern const enum cell_type selection_column_types[SELECTION_COLUMNS]; /* in a file */

/* Which of them the frame's table has. */
void selection_columns_shown(const struct selection *selection, const struct overview_frame *frame,
                             bool shown_out[SELECTION_COLUMNS]);

#endif
