/* The columns of the overview (requirement O1), and what it is sorted by (O2, I5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_SELECTION_COLUMNS_H
#define REGISTER_PAGE_PARTICIPANTS_SELECTION_COLUMNS_H

#include "engine/sheet/cell.h"
#include "register/page/participants/selection.h"

/* Takes what `sorter` asks for: a column's name, with "-" before it for descending. */
bool selection_read_order(struct selection *selection, const char *value);

/* One of the columns of O1 in order, and that of P15, as `sorter` names it, and how the list is sorted by it now. */
struct selection_column {
    const char *name;       /* "navn" */
    const char *label;      /* marked N_() */
    enum cell_type type;    /* in a file */
    bool is_shown;          /* the frame's table has it */
    const char *direction;  /* of aria-sort: "ascending", "descending" or "none" */
    const char *next;       /* what its button asks for: "navn", "-navn" or "" */
};
enum { SELECTION_COLUMNS = 12 };
void selection_columns(struct arena *arena, const struct selection *selection, const struct overview_frame *frame,
                       struct selection_column columns_out[SELECTION_COLUMNS]);

#endif
