/* The list of participants: a page of it, its count, and the whole of it as a stream. */
#ifndef REGISTER_STORE_OVERVIEW_H
#define REGISTER_STORE_OVERVIEW_H

#include "engine/answer/answer.h"
#include "register/domain/access/grant.h"
#include "register/domain/jobbsjansen/participant.h"
#include "register/domain/person_search.h"
#include "register/store/place.h"
#include "register/store/store.h"
#include "register/store/totals.h"

/* Statuses to show, as bits. None means all but discharged (requirement P11). */
enum overview_status {
    OVERVIEW_OPPRETTET = 1,
    OVERVIEW_ENDRET = 2,
    OVERVIEW_AVSLUTTET = 4,
    OVERVIEW_UTSKREVET = 8
};

/* Of the annual report of the query's year. */
enum overview_confirmed { OVERVIEW_ALL, OVERVIEW_CONFIRMED, OVERVIEW_NOT_CONFIRMED };

/* The columns of O1, as what the list is sorted by. */
enum overview_column {
    OVERVIEW_BY_CHANGE,
    OVERVIEW_BY_NUMBER,
    OVERVIEW_BY_NAME,
    OVERVIEW_BY_MUNICIPALITY,
    OVERVIEW_BY_DISTRICT,
    OVERVIEW_BY_START,
    OVERVIEW_BY_END,
    OVERVIEW_BY_CONFIRMED,
    OVERVIEW_BY_YEAR,
    OVERVIEW_BY_STATUS,
    OVERVIEW_BY_CHANGER,
    OVERVIEW_BY_LACKS
};

struct overview_order {
    enum overview_column column;
    bool descending;
    const struct places *places; /* of OVERVIEW_BY_DISTRICT: their names' order */
    int year;                    /* of OVERVIEW_BY_CONFIRMED: the year that its cells speak of; 0: none */
};

struct overview_period {
    struct date from, to; /* both included; DATE_NONE: no border */
};

struct overview_query {
    const struct scope *scopes; /* of the account */
    size_t scope_count;
    unsigned statuses; /* enum overview_status bits */
    enum overview_confirmed confirmed;
    int year;                            /* that `confirmed` speaks of */
    struct overview_period present; /* took part on some day of it */
    struct overview_period started, ended;
    struct places_asked asked;
    unsigned long financings; /* their codes, as bits; 0: all */
    const char **lacking;     /* questions, by name, of which she lacks at least one; none: anybody */
    size_t lacking_count;
    const char *created_by;   /* begins a word of the creator's name; NULL: anybody */
    const struct person_search *search; /* or NULL */
    const participant_id *ids; /* these alone; NULL: all */
    size_t id_count;
    struct overview_order order;
    const struct totals *totals; /* what is kept, where it has been loaded; NULL: asked for when it is needed */
};

struct overview_row { /* O1; NULL = empty. A discharged woman's name is never here. */
    participant_id id;
    const char *fodselsnummer, *navn, *kommunenummer, *kommunenavn, *bydel, *oppstartsdato, *avslutningsdato;
    const char *rapporteringsar; /* the latest year confirmed */
    unsigned long long confirmed_years, changed_years; /* bits of annual_report_bit: confirmed; and changed since */
    unsigned long long gaps; /* a bit for each answer that her next gate lacks (P15) */
    const char *status, *changed_at, *changed_by_name;
};

/* How many there are. Without a filter nobody is counted for it: the totals are kept (participant_tally). */
enum store_result overview_count(struct store *store, struct arena *arena, const struct overview_query *query,
                                 unsigned long *count_out);

/* Who stood last on the page before, and when she was last changed then. */
struct overview_after {
    participant_id id;
    const char *changed_at;
};

struct overview_place {
    unsigned long offset;
    unsigned limit;
    const struct overview_after *after; /* NULL: the offset alone says where the page begins */
};

struct overview_page {
    const struct overview_row *rows;
    size_t count;
    unsigned long offset; /* of the first row: beyond the end of the list, its last page is shown */
    unsigned long total;  /* of the whole list */
};

/* The rows of a page, in the query's order (O2). After somebody, it goes on from her where she is in the list and unchanged;
 * else from the offset. Rows are read from an index in its order; where there is none, or a filter, or an offset to pass,
 * whom it is is found from an index alone, and then those rows are read. */
enum store_result overview_page(struct store *store, struct arena *arena, const struct overview_query *query,
                                const struct overview_place *place, struct overview_page *page_out);

/* Must all rows be read and sorted before the first one comes? Else they come as an index has them. */
bool overview_sorts(const struct overview_query *query);

/* All rows in the page's order, one at a time. `row` is called with an arena that is emptied after each; false
 * from it stops the stream. *whole_out tells whether the last row was reached. */
typedef bool overview_taker(void *taker, struct arena *arena, const struct overview_row *row);
enum store_result overview_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                  overview_taker *take, void *taker, bool *whole_out);

/* The same rows with every answer of the register. */
typedef bool dataset_taker(void *taker, struct arena *arena, participant_id id, const struct answers *answers);
enum store_result dataset_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                                 const struct codebook_register *reg, dataset_taker *take, void *taker,
                                 bool *whole_out);

/* The tests of the same women in the same order, one at a time: the variables that say whose it is, and then those of the
 * table. A woman without tests has no row. */
size_t tests_variables(struct arena *arena, const struct codebook_register *reg,
                       const struct codebook_variable *const **variables_out);
enum store_result tests_stream(struct store *store, struct arena *arena, const struct overview_query *query,
                               const struct codebook_register *reg, dataset_taker *take, void *taker, bool *whole_out);

#endif
