/* What the overview shows beside its rows, in one answer: totals that the database keeps, and the reporting years. */
#ifndef REGISTER_STORE_TOTALS_H
#define REGISTER_STORE_TOTALS_H

#include "register/domain/jobbsjansen/status.h"
#include "register/store/report.h"

/* Of a year that is open now: those whom the user sees, where she changes any. */
struct report_sum {
    int year;
    unsigned long participants, confirmed;
};

struct totals {
    unsigned long of_status[STATUS_UTSKREVET + 1]; /* those whom the user sees */
    struct reporting_years years;
    const struct report_sum *sums; /* none for one who changes nobody */
    size_t sum_count;
};

enum store_result totals_load(struct store *store, struct arena *arena, struct totals *totals_out);

const struct totals *totals_copy(struct arena *arena, const struct totals *totals);

/* Nobody, where the year is not among the sums. */
struct report_sum totals_sum(const struct totals *totals, int year);

#endif
