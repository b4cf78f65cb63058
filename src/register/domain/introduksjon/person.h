/* A person followed up by one municipality in the introduction programme, with the rows that were entered about her
 * (requirements N0-N2). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_PERSON_H
#define REGISTER_DOMAIN_INTRODUKSJON_PERSON_H

#include "engine/answer/answer.h"
#include "register/domain/introduksjon/programme.h"

enum row_kind { ROW_DECISION, ROW_GOAL, ROW_TERMINATION, ROW_KINDS };

/* What the codebook's page and the address call it: "vedtak", "sluttmal", "avslutning". */
const char *row_kind_name(enum row_kind kind);
bool row_kind_named(const char *name, enum row_kind *kind_out);

struct person_row {
    unsigned long long id; /* random; in addresses as letters (domain/access/opaque) */
    const struct answers *answers; /* of the codebook's page */
    const char *entered_at, *entered_by_name; /* instants in UTC */
    bool is_computed; /* entered by the rule engine: nobody changes it */
    bool is_since;    /* a decision that came to say what it says after the programme was last reopened */
    const char *deleted_at, *deleted_by_name; /* NULL: it stands */
};

struct person {
    unsigned long long id;
    long version; /* raised by every change of hers and of her rows */
    bool may_change;
    const char *changed_at, *changed_by_name; /* latest, an instant in UTC */
    const struct answers *answers; /* of the codebook's page "person" */
    struct programme programme;
    const struct person_row *rows[ROW_KINDS]; /* in the order of entry, those deleted too */
    size_t row_count[ROW_KINDS];
};

/* Of that kind and id, or NULL. */
const struct person_row *person_row(const struct person *person, enum row_kind kind, unsigned long long id);

/* The termination that stands, or NULL. */
const struct person_row *person_end(const struct person *person);

/* The number an answer holds by the codebook; 0 where it is empty. */
int person_code(const struct answers *answers, const char *name);

/* What is about to be stored: `answers` of the row, or NULL where it is deleted. A row that she has not is a new one. */
struct person_change {
    enum row_kind kind;
    unsigned long long row;
    const struct answers *answers;
};

/* How she would stand by her decisions and goals. */
struct programme person_after(struct arena *arena, const struct person *person, const struct person_change *change);

#endif
