/* How many answers each row of the overview still lacks (requirement P15). */
#ifndef REGISTER_PAGE_PARTICIPANTS_LACKS_H
#define REGISTER_PAGE_PARTICIPANTS_LACKS_H

#include "register/page/participants/row.h"

/* The next gate in a participant's life: the discharge for one who has ended, else the annual report. */
struct lack {
    bool before_discharge;
    size_t count;
};

/* One for each of the rows, all 0 for a user who changes nobody. One round trip. */
enum outcome lacks_load(struct visit *visit, const struct overview_query *query, const struct overview_page *rows,
                        const struct lack **lacks_out);

/* The number beside the row's menu, with the way to the list; nothing where nothing lacks. */
void lacks_fill(struct visit *visit, struct values *row, const struct lack *lack, const char *id, const char *title);

#endif
