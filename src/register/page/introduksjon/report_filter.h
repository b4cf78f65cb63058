/* The filters of the report: read from the address, and told. */
#ifndef REGISTER_PAGE_INTRODUKSJON_REPORT_FILTER_H
#define REGISTER_PAGE_INTRODUKSJON_REPORT_FILTER_H

#include "register/page/introduksjon/report_selection.h"

/* What the filters' `take` puts into. */
struct report_reading {
    struct visit *visit;
    struct report_selection *selection;
};

enum { REPORT_FILTERS = 7 };
extern const struct list_filter report_filters[REPORT_FILTERS];

/* list_add of each filter, in the order of the panel. */
void report_filter_tell(const struct report_reading *reading);

/* Does the user see somebody in each of the places asked for? */
bool report_filter_sees(const struct report_reading *reading);

/* The name of a county by its number, or NULL; former ones too. */
const char *report_county(const struct places *places, const char *fylkesnummer);

/* "Kommunen", "Regelmotor"; of INTRO_REPORT_ANYBODY "Alle". And as the address has it. */
const char *report_enterer_shown(enum intro_report_enterer enterer);
const char *report_enterer_name(enum intro_report_enterer enterer);

/* The first year that anybody can have ended after that law. */
int report_first_year(enum law law);

#endif
