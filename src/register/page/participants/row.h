/* What a row of the overview shows, the same on screen and in the file (requirements O1, D1). */
#ifndef REGISTER_PAGE_PARTICIPANTS_ROW_H
#define REGISTER_PAGE_PARTICIPANTS_ROW_H

#include "register/page/visit.h"
#include "register/store/overview.h"
#include "register/store/totals.h"

struct overview_frame {
    bool with_district;         /* some row can have one */
    const struct places *places;
    bool with_annual_report;
    const struct reporting_year *year; /* the year "Bekreftet" speaks of, or NULL */
    bool year_is_open;
    struct totals totals;
};

enum outcome overview_frame_make(struct visit *visit, struct overview_frame *frame_out);

/* Has the year that is open, else the latest, been confirmed; and has anything been changed since (Y2)? */
bool overview_row_confirmed(const struct overview_frame *frame, const struct overview_row *row);
bool overview_row_changed(const struct overview_frame *frame, const struct overview_row *row);

/* May this user change the participant? Only for what is offered: the database decides. */
bool overview_row_may_change(const struct visit *visit, const struct overview_row *row);

#endif
