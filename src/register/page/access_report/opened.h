/* The access report that an address names: what is stored on the person, and what was done with it (requirement L4). */
#ifndef REGISTER_PAGE_ACCESS_REPORT_OPENED_H
#define REGISTER_PAGE_ACCESS_REPORT_OPENED_H

#include "register/page/access_report/acts.h"
#include "register/store/access_report.h"

struct opened {
    struct access_person *person; /* NULL: the user has no search of that reference */
    const struct places *places;
    struct acts acts;
    bool names; /* of those who did something, too; else where they work alone */
};

/* `what` is told in the log first: "innsyn", or a file's name. With the acts where `most_acts` is not 0: the latest, about so many of each
 * kind; SIZE_MAX: all. */
enum outcome opened_load(struct visit *visit, const char *what, size_t most_acts, struct opened *opened_out);

/* The answer where opened->person is NULL: asking anew, with 404. */
enum outcome opened_over(struct visit *visit);

#endif
