/* The filters of the overview that are lists, texts and periods (requirement O5): read from the address, and shown. */
#ifndef REGISTER_PAGE_PARTICIPANTS_FILTER_H
#define REGISTER_PAGE_PARTICIPANTS_FILTER_H

#include "register/page/participants/selection.h"

/* How a value of the address was taken. */
enum filter_read { FILTER_NOT_MINE, FILTER_TAKEN, FILTER_TYPED /* known, but not as the register writes it */, FILTER_UNKNOWN };

/* Takes the field into the query. `places` tells which places there are. */
enum filter_read filter_read(struct visit *visit, const struct places *places, const struct http_field *field,
                             struct overview_query *query);

/* Adds what the query is narrowed to, in the order of the panel; at most filter_count of them. */
size_t filter_count(const struct overview_query *query);
size_t filter_fields(struct visit *visit, const struct places *places, const struct overview_query *query,
                     struct selection_field *fields);

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
