/* Rows of the lists of people: who, with what access, and how their invitations stand. */
#ifndef REGISTER_PAGE_ACCOUNT_USERS_TABLE_H
#define REGISTER_PAGE_ACCOUNT_USERS_TABLE_H

#include "register/page/visit.h"
#include "register/store/invitation.h"
#include "register/store/people.h"

void users_fill_people(struct visit *visit, const struct places *places, struct values *page, const struct people *people);
void users_fill_invitations(struct visit *visit, const struct places *places, struct values *page,
                            const struct invitation *items, size_t count);
void users_fill_administrators(struct visit *visit, const struct places *places, struct values *page,
                               const struct administrators *administrators);
/* Access as a list, ACCESS of the row: "Kommunebruker: Oslo", and from when to when where that says something. */
void users_fill_access(struct visit *visit, const struct places *places, struct values *row, const struct person *person);
/* "22.11.2026 kl. 13.01", or that she has not logged in lately. */
const char *users_last_login(struct visit *visit, const struct person *person);

#endif
