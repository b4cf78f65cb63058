/* The overview's reminder of the annual report (requirement Y3). */
#ifndef REGISTER_PAGE_PARTICIPANTS_REMINDER_H
#define REGISTER_PAGE_PARTICIPANTS_REMINDER_H

#include "register/page/participants/row.h"

struct reminder {
    unsigned long participants, confirmed; /* of those who took part in the frame's year, in the user's own places */
};

/* Counts where there is something to remind of: a year is open and the user is a caseworker. Else all is 0. */
enum store_result reminder_load(struct visit *visit, const struct overview_frame *frame, struct reminder *reminder_out);

/* The notice, while some are missing. */
void reminder_fill(struct visit *visit, struct values *page, const struct overview_frame *frame,
                   const struct reminder *reminder);

#endif
