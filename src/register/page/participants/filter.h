/* The filters of the overview (requirement O5): read from the address, and told. */
#ifndef REGISTER_PAGE_PARTICIPANTS_FILTER_H
#define REGISTER_PAGE_PARTICIPANTS_FILTER_H

#include "register/page/participants/selection.h"

/* What each filter's `take` is given. */
struct filter_reading {
    struct visit *visit;
    const struct places *places; /* there are */
    struct selection *selection; /* being read */
};

enum { FILTERS = 14 };
extern const struct list_filter filter_table[FILTERS];

/* Adds what the selection is narrowed to to its address, in the order of the panel. */
void filter_tell(const struct filter_reading *reading);

/* The six borders of periods, as the panel asks for them. */
struct filter_border {
    const char *name;  /* "oppstart_fra" */
    const char *label; /* "Oppstart fra", marked N_() */
    size_t offset;     /* of its date in the query */
};
enum { FILTER_BORDERS = 6 };
extern const struct filter_border filter_borders[FILTER_BORDERS];
struct date filter_border_date(const struct overview_query *query, const struct filter_border *border);

#endif
