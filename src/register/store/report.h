/* The annual report's years, and how far it has come (requirement Y3). The database decides who may set and who sees. */
#ifndef REGISTER_STORE_REPORT_H
#define REGISTER_STORE_REPORT_H

#include "register/domain/jobbsjansen/annual_report.h"
#include "register/store/store.h"

struct reporting_years {
    const struct reporting_year *items; /* the latest first */
    size_t count;
};

struct reporting_years report_years_of(struct arena *arena, const struct database_set *set);
enum store_result report_years_load(struct store *store, struct arena *arena, struct reporting_years *years_out);

enum report_set { REPORT_SET_DONE, REPORT_SET_STALE, REPORT_SET_REFUSED };

/* Sets a year's dates. `before` is the year as the user was shown it, or NULL where it had no dates yet. */
enum store_result report_year_set(struct store *store, struct arena *arena, const struct reporting_year *year,
                                  const struct reporting_year *before, enum report_set *set_out);

/* Those who took part in the year, in one place. Numbers alone; discharged participants are among them. */
struct report_place {
    const char *kommunenummer, *kommunenavn, *bydel;
    unsigned long participants, confirmed;
};

struct report_progress {
    const struct report_place *places; /* by the municipality's name, then by the district's number */
    size_t count;
};

/* Where the user may see it: everywhere, or in her own places. */
enum store_result report_progress_load(struct store *store, struct arena *arena, int year,
                                       struct report_progress *progress_out);

#endif
