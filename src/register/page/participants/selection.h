/* Which participants the overview's address asks for (requirement I5); shared by the page and its downloads. */
#ifndef REGISTER_PAGE_PARTICIPANTS_SELECTION_H
#define REGISTER_PAGE_PARTICIPANTS_SELECTION_H

#include "register/page/visit.h"
#include "register/store/overview.h"

struct selection {
    struct overview_query query; /* its year is settled by selection_settle */
    int year;                    /* asked for; 0: the one people speak of */
    bool confirmed_asked;        /* yes or no; else a year alone means yes */
    unsigned size;      /* rows a page */
    unsigned long page; /* from 1; may lie beyond the end */
};

/* false: visit->reason names the part of the address that is not known. `also` is a field the caller reads
 * itself, or NULL. */
bool selection_read(struct visit *visit, const char *also, struct selection *selection_out);

/* A selection that asks whether the annual report is confirmed, and names no year, means the current one. */
enum outcome selection_settle(struct visit *visit, struct selection *selection);

/* One of the address's fields that choose participants, and how it is called. */
struct selection_field {
    const char *name, *value;
    const char *label; /* "Rapporteringsår: 2025" */
};
/* All of them, in order. */
size_t selection_fields(struct arena *arena, const struct selection *selection,
                        const struct selection_field **fields_out);
/* The query with those fields but one ("?a=b&c=d", or ""). */
const char *selection_without(struct arena *arena, const struct selection_field *fields, size_t count, size_t one);

/* The address's query for another page of the same selection: "?status=endret&side=2", or "". Side 0 leaves
 * page and size out: for downloads. */
const char *selection_query(struct arena *arena, const struct selection *selection, unsigned long page);

enum { SELECTION_SIZE = 25 };
extern const unsigned selection_sizes[4];

#endif
