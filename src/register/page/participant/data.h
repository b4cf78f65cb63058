/* The page with everything registered, as other pages answer with it too. */
#ifndef REGISTER_PAGE_PARTICIPANT_DATA_H
#define REGISTER_PAGE_PARTICIPANT_DATA_H

#include "register/page/participant/annual.h"

struct data_page {
    struct participant *participant;
    struct world world;
    struct review review;
    struct annual annual;
};

enum outcome data_load(struct visit *visit, struct participant *participant, struct data_page *page_out);

/* Begins the page; notices and error summary can be added to *page_out before visit_render. */
struct values *data_begin(struct visit *visit, const struct data_page *data);

#endif
