/* What questions offer beyond the codebook's codes: places of the login, better ways to show a value. */
#ifndef REGISTER_PAGE_PARTICIPANT_CHOICES_H
#define REGISTER_PAGE_PARTICIPANT_CHOICES_H

#include "register/page/participant/form.h"

/* Fills the form's extras: municipalities and districts to choose among (P5), the number as 6 + 5 (U3), the table of
 * tests, where fetched answers come from. */
void choices_fill(struct form *form);

/* The tests taken as rows of answers, for the table of the codebook's group. */
const struct answers *const *choices_tests(struct visit *visit, const struct participant *participant);

#endif
