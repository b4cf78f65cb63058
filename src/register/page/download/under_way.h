/* How far a download has come. */
#ifndef REGISTER_PAGE_DOWNLOAD_UNDER_WAY_H
#define REGISTER_PAGE_DOWNLOAD_UNDER_WAY_H

#include "register/page/visit.h"
#include "register/store/receipt.h"

/* The section RUNNING, with what has been sent of `all` rows (0: not known) and the way to stop it; false where this server
 * is not sending it: it has ended, or another server does. */
bool under_way_fill(struct visit *visit, struct values *values, const struct receipt *receipt, unsigned long all);

#endif
