/* How many answers each row of the overview still lacks (requirement P15). */
#ifndef REGISTER_PAGE_PARTICIPANTS_LACKS_H
#define REGISTER_PAGE_PARTICIPANTS_LACKS_H

#include "register/page/participants/row.h"

/* The next gate in a participant's life: the discharge for one who has ended, else the annual report. */
struct lack {
    bool before_discharge;
    size_t count;
};

/* One for each of the rows. One round trip. */
enum outcome lacks_load(struct visit *visit, const struct overview_query *query, const struct overview_page *rows,
                        const struct lack **lacks_out);

/* The row's cell: the number, which leads to the list where the user may fill it in. */
void lacks_fill(struct visit *visit, struct values *row, const struct lack *lack, const struct overview_row *of,
                const char *title);

#endif
