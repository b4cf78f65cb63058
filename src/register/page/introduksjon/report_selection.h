/* Which persons the report's address asks for (requirement N7); shared by the page and its file. */
#ifndef REGISTER_PAGE_INTRODUKSJON_REPORT_SELECTION_H
#define REGISTER_PAGE_INTRODUKSJON_REPORT_SELECTION_H

#include "register/domain/introduksjon/law.h"
#include "register/page/list/address.h"
#include "register/page/visit.h"
#include "register/store/intro_report.h"

struct report_selection {
    struct intro_report_query query;
    struct list_address list;
    enum law law;
    bool law_asked; /* the address names it */
    const struct places *places;
};

/* OUTCOME_BAD: visit->reason names the part of the address that is not known. OUTCOME_ABSENT: a place that the user may not
 * see, or a search that she has not. `also`: fields that the caller reads itself, or NULL. */
enum outcome report_selection_read(struct visit *visit, const char *const *also, struct report_selection *selection_out);

/* The same of the address without all fields of that name, at its first page. */
enum outcome report_selection_read_without(struct visit *visit, const char *name, struct report_selection *selection_out);

/* "lov", and how the address names a law: "integreringsloven". */
extern const char report_law_field[];
const char *report_law_name(enum law law);

/* The posted search for persons; its handlers are in report_search.c. */
struct search_page;
extern const struct search_page report_search;

#endif
