/* The overview's reminder of the annual report (requirement Y3). */
#ifndef REGISTER_PAGE_PARTICIPANTS_REMINDER_H
#define REGISTER_PAGE_PARTICIPANTS_REMINDER_H

#include "register/page/participants/row.h"

/* The notice, while some of those who took part in the frame's year are missing in the user's own places: where the year is open
 * and the user is a caseworker. */
void reminder_fill(struct visit *visit, struct values *page, const struct overview_frame *frame);

#endif
