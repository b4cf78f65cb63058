/* How many answers a row of the overview still lacks (requirement P15). */
#ifndef REGISTER_PAGE_PARTICIPANTS_LACKS_H
#define REGISTER_PAGE_PARTICIPANTS_LACKS_H

#include "register/page/participants/row.h"

unsigned lacks_count(const struct overview_row *row);

/* The row's cell: the number, which leads to the list where the user may fill it in. */
void lacks_fill(struct visit *visit, struct values *values, const struct overview_row *row, const char *title);

#endif
