/* The participant an address names. */
#ifndef REGISTER_PAGE_PARTICIPANT_OPEN_H
#define REGISTER_PAGE_PARTICIPANT_OPEN_H

#include "register/page/visit.h"

/* OUTCOME_ABSENT where there is none that this user may see; with the changes after version `since`. */
enum outcome participant_of(struct visit *visit, long since, struct participant **participant_out);
/* The same, for one who changes: absent too where she may only look. */
enum outcome participant_to_change(struct visit *visit, long since, struct participant **participant_out);

#endif
