/* The person that an address names, and what pages call her. */
#ifndef REGISTER_PAGE_INTRODUKSJON_PERSON_OPEN_H
#define REGISTER_PAGE_INTRODUKSJON_PERSON_OPEN_H

#include "register/domain/introduksjon/person.h"
#include "register/page/visit.h"

/* OUTCOME_ABSENT where there is none that this user may see. */
enum outcome person_of(struct visit *visit, struct person **person_out);
/* The same, for one who changes: absent too where she may only look. */
enum outcome person_to_change(struct visit *visit, struct person **person_out);

/* Of the address: "/introduksjon/personer/{id}" without what stands before {id}. */
const char *person_path(struct arena *arena, const struct person *person);
const char *person_row_path(struct arena *arena, unsigned long long row);

/* The municipality's name, with the district where there is one. */
const char *person_place(struct visit *visit, const struct person *person);

/* Her name, or the DUF number where none is known. */
const char *person_title(const struct person *person);

/* What the breadcrumbs of every page below hers need: ID and PERSON_TITLE; and DUF. */
void person_fill(struct visit *visit, struct values *page, const struct person *person);

#endif
