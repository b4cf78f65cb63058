/* Which participants the overview's address asks for (requirement I5); shared by the page and its downloads. */
#ifndef REGISTER_PAGE_PARTICIPANTS_SELECTION_H
#define REGISTER_PAGE_PARTICIPANTS_SELECTION_H

#include "register/page/visit.h"
#include "register/store/overview.h"

struct selection {
    struct overview_query query;
    unsigned size;      /* rows a page */
    unsigned long page; /* from 1; may lie beyond the end */
};

/* false: visit->reason names the part of the address that is not known. `also` is a field the caller reads
 * itself, or NULL. */
bool selection_read(struct visit *visit, const char *also, struct selection *selection_out);

/* The address's query for another page of the same selection: "?status=endret&side=2", or "". Side 0 leaves
 * page and size out: for downloads. */
const char *selection_query(struct arena *arena, const struct selection *selection, unsigned long page);

enum { SELECTION_SIZE = 25 };
extern const unsigned selection_sizes[4];

/* The name in the address of a status bit, in order; NULL after the last. */
const char *selection_status(size_t index, enum overview_status *bit_out);

#endif
