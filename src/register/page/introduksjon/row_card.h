/* A card with rows of one kind: decisions, goals, or terminations (requirement N2). */
#ifndef REGISTER_PAGE_INTRODUKSJON_ROW_CARD_H
#define REGISTER_PAGE_INTRODUKSJON_ROW_CARD_H

#include "register/domain/introduksjon/person.h"
#include "register/page/visit.h"

struct row_card {
    const struct person *person;
    enum row_kind kind;
    bool all;            /* the deleted ones and the older ones too; else the newest that stands */
    bool links;          /* the ways to add, to look closer, and to see all of them or the newest */
    const char *queries; /* of the address, that shows the other cards as they are: "vedtak=alle&", or "" */
};

/* Included as CARD. */
void row_card_show(struct visit *visit, struct values *page, const struct row_card *card);

/* The cause of a termination, as the codebook has it; NULL where it has none by that number. */
const struct codebook_code *row_cause(const struct codebook_register *reg, const struct answers *answers);

/* Sets a marker to how a row is called in a sentence, "Arbeid, 15.11.2023", with its mark where the code's text is bokmål. */
void row_title_set(struct visit *visit, struct values *values, const char *name, enum row_kind kind,
                   const struct answers *answers);

/* The parameter of the address that shows all rows of the kind. */
const char *row_history(enum row_kind kind);

#endif
