/* Turning pages of a list. */
#ifndef REGISTER_PAGE_PARTICIPANTS_PAGER_H
#define REGISTER_PAGE_PARTICIPANTS_PAGER_H

#include "register/page/participants/selection.h"

/* The markers PAGER, HIDDEN and SIZE of deltakeroversikt.html. */
void pager_fill(struct arena *arena, struct values *table, const struct selection *selection,
                const struct overview_page *rows);

#endif
