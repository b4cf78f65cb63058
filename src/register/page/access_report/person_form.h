/* Asking for a person by number or PersonId: posted, kept on the server, never in an address (requirement I5). */
#ifndef REGISTER_PAGE_ACCESS_REPORT_PERSON_FORM_H
#define REGISTER_PAGE_ACCESS_REPORT_PERSON_FORM_H

#include "register/domain/person_search.h"
#include "register/page/visit.h"

/* Whose numbers go: of Jobbsjansen alone, or DUF numbers too. */
enum person_form_numbers { PERSON_FORM_FODSELSNUMMER, PERSON_FORM_ANY };

struct person_form {
    struct visit *visit;
    enum person_form_numbers numbers;
    struct person_search search; /* numbers and PersonIds alone */
    const char *typed[SEARCH_BOXES], *problems[SEARCH_BOXES];
    size_t problem_count;
};

/* An empty form, and what was posted: one person is asked for, where there is neither it has a problem. */
struct person_form person_form_empty(struct visit *visit, enum person_form_numbers numbers);
struct person_form person_form_read(struct visit *visit, enum person_form_numbers numbers);

/* The page's PERSON_FIELDS; what must be put right stands in its ERROR_SUMMARY too. */
void person_form_fill(const struct person_form *form, struct values *page);

/* Keeps what was asked for, under a reference for addresses; the log of access has it. */
enum outcome person_form_keep(const struct person_form *form, const char **reference_out);

#endif
