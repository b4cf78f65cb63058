/* Did a download hold a woman? Worked out from its address, what was searched for in it, and her data as they were then:
 * the list's own conditions (store/branch, store/search_condition) asked of one row. Requirement L4, docs/database.md. */
#ifndef REGISTER_PAGE_ACCESS_REPORT_HELD_H
#define REGISTER_PAGE_ACCESS_REPORT_HELD_H

#include "register/page/participants/selection.h"
#include "register/store/access_event.h"

/* HELD_PERHAPS: what only the database of that time could tell (what was lacking, how letters with marks compare). */
enum held { HELD_NOT, HELD_PERHAPS, HELD };

/* Downloads are asked of one after the other: an address that comes again is read once. */
struct held_reader {
    struct visit *visit;
    const char *address; /* the one that `selection` is of, NULL: none yet */
    bool is_known;       /* it could be read */
    struct selection selection;
};

enum held held_in(struct held_reader *reader, const struct access_download *download);

#endif
