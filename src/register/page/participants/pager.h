/* Turning pages of a list. */
#ifndef REGISTER_PAGE_PARTICIPANTS_PAGER_H
#define REGISTER_PAGE_PARTICIPANTS_PAGER_H

#include "register/page/participants/selection.h"

/* Beyond the end is the last page; there is always one. */
unsigned long pager_clamp(unsigned long page, unsigned size, unsigned long count);
/* The markers PAGER, HIDDEN and SIZE of deltakeroversikt.html. */
void pager_fill(struct arena *arena, struct values *table, const struct selection *selection, unsigned long count);

#endif
