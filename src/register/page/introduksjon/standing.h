/* What of the introduction programme waits today, for whoever asks. */
#ifndef REGISTER_PAGE_INTRODUKSJON_STANDING_H
#define REGISTER_PAGE_INTRODUKSJON_STANDING_H

#include "register/page/visit.h"
#include "register/store/intro_summary.h"

/* Of the visit's own scope. A deadline within a month is near. */
struct intro_summary standing_summary(const struct visit *visit);

/* How a cause is called: `avslutningsarsak` by number, or NULL. */
const struct codebook_code *standing_cause(const struct visit *visit, int number);

/* All places in one. */
struct intro_figures standing_total(const struct intro_places *places);

#endif
