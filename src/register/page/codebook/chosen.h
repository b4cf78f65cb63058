/* Which register's part of the codebook is read. */
#ifndef REGISTER_PAGE_CODEBOOK_CHOSEN_H
#define REGISTER_PAGE_CODEBOOK_CHOSEN_H

#include "register/page/visit.h"

struct chosen {
    const struct codebook_register *reg; /* NULL: the address names one that there is not, and visit->reason says so */
    const char *query; /* "" where the address names none, else "?register=name" */
};

/* Anybody who is logged in may read of every register. Where the address names none it is the one the request stands in; where
 * it names one that is the reader's own, the request stands in that from now on. */
struct chosen chosen_register(struct visit *visit);

/* Can it be downloaded as one row a participant? Not where a person has any number of rows. */
bool chosen_has_dataset(const struct codebook_register *reg);

#endif
