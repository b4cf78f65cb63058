/* The annual report of one participant: what is confirmed, what lacks, what has been changed since (requirements Y1, Y2). */
#ifndef REGISTER_PAGE_PARTICIPANT_ANNUAL_H
#define REGISTER_PAGE_PARTICIPANT_ANNUAL_H

#include "register/page/participant/review.h"
#include "register/store/confirmation.h"
#include "register/store/report.h"

struct annual {
    struct reporting_years years;
    struct confirmations confirmations;
};

/* What the database knows of it; nothing where the register has no annual report. */
enum outcome annual_load(struct visit *visit, participant_id id, struct annual *annual_out);

/* The year of that number, or NULL; open today or not. */
const struct reporting_year *annual_year(const struct annual *annual, int year);

/* The year's last confirmation, or NULL. */
const struct confirmation *annual_last(const struct annual *annual, int year);

/* Did she take part in the year? */
bool annual_concerns(const struct visit *visit, const struct participant *participant, int year);

/* What blocks the year's confirmation (C2b). */
struct answer_gaps annual_gaps(struct visit *visit, const struct review *review, int year);

/* The card with the years that are open and those that were confirmed, included as ANNUAL; none where there is neither. */
void annual_fill(struct visit *visit, struct values *page, const struct annual *annual, const struct review *review);

#endif
