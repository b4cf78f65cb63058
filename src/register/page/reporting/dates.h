/* The dates of a reporting year as IMDi types them (requirement Y3). */
#ifndef REGISTER_PAGE_REPORTING_DATES_H
#define REGISTER_PAGE_REPORTING_DATES_H

#include "register/page/visit.h"
#include "register/store/report.h"

enum dates_field { DATES_YEAR, DATES_OPENS, DATES_DEADLINE, DATES_CLOSES, DATES_FIELD_COUNT };

/* The form as it is shown: texts, and what is wrong with them. */
struct dates_form {
    const char *texts[DATES_FIELD_COUNT];
    const char *problems[DATES_FIELD_COUNT]; /* NULL: nothing */
    const char *shown; /* what was stored when the form was drawn: dates_shown */
    bool is_new;       /* the year is typed too */
};

/* For a year that has its dates, or for a new one (NULL). */
struct dates_form dates_form_of(struct visit *visit, const struct reporting_year *year);
/* Reads what was posted. False: something is wrong, and said in the form. */
bool dates_read(struct visit *visit, const struct reporting_years *years, struct dates_form *form_out,
                struct reporting_year *year_out);

/* "yyyy-mm-dd yyyy-mm-dd yyyy-mm-dd", "" for NULL; and back: false where it is no such text. */
const char *dates_shown(struct visit *visit, const struct reporting_year *year);
bool dates_parse_shown(struct visit *visit, const char *shown, struct reporting_year *year_out);

/* The card with the form; its mistakes on top of the page. */
void dates_fill(struct visit *visit, struct values *page, const struct dates_form *form);

#endif
