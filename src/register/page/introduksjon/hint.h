/* What the municipality has to do about a person, where the rule engine ended the programme or something lacks (N2, N4, N5). */
#ifndef REGISTER_PAGE_INTRODUKSJON_HINT_H
#define REGISTER_PAGE_INTRODUKSJON_HINT_H

#include "register/domain/introduksjon/person.h"
#include "register/page/visit.h"

/* As NOTICE, and what lacks as LACK with a way to it. */
void hint_show(struct visit *visit, struct values *page, const struct person *person);

/* The sections NO_DECISION and NO_GOAL of `values`, for what a termination rests on and she lacks. False where nothing does. */
bool hint_lacks(struct values *values, const struct person *person);

/* Why the rule engine entered this one, a whole sentence. */
const char *hint_reason(const struct answers *end);

#endif
