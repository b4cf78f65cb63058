/* The report on persons who have ended the introduction programme (requirement N7). */
#ifndef REGISTER_STORE_INTRO_REPORT_H
#define REGISTER_STORE_INTRO_REPORT_H

#include "engine/codebook/codebook.h"
#include "register/store/intro_branch.h"

enum intro_report_column {
    INTRO_REPORT_BY_END,
    INTRO_REPORT_BY_DUF,
    INTRO_REPORT_BY_NAME,
    INTRO_REPORT_BY_CATEGORY, /* this and the next two in the order of the codes */
    INTRO_REPORT_BY_GOAL,
    INTRO_REPORT_BY_CAUSE,
    INTRO_REPORT_BY_GROUP, /* in the order of the codebook's classes */
    INTRO_REPORT_BY_COUNTY,
    INTRO_REPORT_BY_MUNICIPALITY,
    INTRO_REPORT_BY_DISTRICT,
    INTRO_REPORT_BY_ENTERED,
    INTRO_REPORT_BY_ENTERER,
    INTRO_REPORT_BY_DEADLINE
};

enum intro_report_enterer { INTRO_REPORT_ANYBODY, INTRO_REPORT_MUNICIPALITY, INTRO_REPORT_ENGINE };

struct intro_report_query {
    struct intro_query persons;
    int law; /* its code */
    const char **counties; /* their numbers; none: all */
    size_t county_count;
    const char **years; /* four digits; of the date of end; none: all */
    size_t year_count;
    enum intro_report_enterer entered_by;
    enum intro_report_column column; /* sorted by */
    bool descending;
    const struct codebook_variable *causes; /* `avslutningsarsak` */
    const struct codebook_register *reg;    /* that it is of */
};

struct intro_report_row { /* texts as stored; NULL or "": empty */
    participant_id id;
    const char *duf_nummer, *navn, *kategori, *sluttmal, *avslutningsarsak, *avslutningsdato, *kommunenummer, *bydel;
    const char *entered_at, *entered_by_name, *gjennomforingsfrist;
};

/* How many of the selection ended for each cause. */
struct intro_report_causes {
    struct intro_report_cause {
        int code;
        unsigned long count;
    } *items;
    size_t count;
    unsigned long total;
};
enum store_result intro_report_causes(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                      struct intro_report_causes *causes_out);

/* Whom the selection holds. */
struct intro_report_whom {
    participant_id *ids; /* in ascending order; of the caller, with room for `room`: no more are taken */
    size_t count, room;
};
enum store_result intro_report_ids(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                   struct intro_report_whom *whom);

struct intro_report_page {
    struct intro_report_row *rows;
    size_t count;
};
/* `limit` rows from `offset` on: two statements. */
enum store_result intro_report_page(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                    unsigned long offset, size_t limit, struct intro_report_page *page_out);

/* false stops the stream. The arena is emptied after each row. */
typedef bool intro_report_taker(void *taker, struct arena *row_arena, const struct intro_report_row *row);

/* The whole selection in its order, in constant memory. */
enum store_result intro_report_stream(struct store *store, struct arena *arena, const struct intro_report_query *query,
                                      intro_report_taker *take, void *taker, bool *whole_out);

#endif
