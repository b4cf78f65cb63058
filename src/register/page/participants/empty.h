/* A list with nobody in it: which filter stands in the way (requirement O5). */
#ifndef REGISTER_PAGE_PARTICIPANTS_EMPTY_H
#define REGISTER_PAGE_PARTICIPANTS_EMPTY_H

#include "engine/view/template.h"
#include "register/page/participants/selection.h"

/* Shows, for each filter, how many there are without it, and the way there. Values of the same field are one filter.
 * Counts for the first eight alone: each is a question to the database. */
enum outcome empty_fill(struct visit *visit, struct values *page, const struct selection *selection);

#endif
