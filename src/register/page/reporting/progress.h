/* How many are confirmed, by municipality and district (requirement Y3). */
#ifndef REGISTER_PAGE_REPORTING_PROGRESS_H
#define REGISTER_PAGE_REPORTING_PROGRESS_H

#include "register/page/visit.h"
#include "register/store/report.h"

struct progress_sum {
    unsigned long participants, confirmed;
};

struct progress_sum progress_total(const struct report_progress *progress);

/* The card PROGRESS of the year: headline, table, a bar for each place. */
void progress_fill(struct visit *visit, struct values *page, const struct reporting_year *year,
                   const struct report_progress *progress, const struct places *places);

#endif
