/* The overview's panel of filters (requirement O5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_PANEL_H
#define REGISTER_PAGE_PARTICIPANTS_PANEL_H

#include "register/page/participants/selection.h"

/* The section FILTER of deltakeroversikt.html: only places the user can see are offered. */
void panel_fill(struct visit *visit, struct values *page, const struct overview_frame *frame,
                const struct selection *selection);

#endif
