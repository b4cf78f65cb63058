/* A download of participants that the overview's address asks for (requirements D1, D6). */
#ifndef REGISTER_PAGE_PARTICIPANTS_SELECTION_DOWNLOAD_H
#define REGISTER_PAGE_PARTICIPANTS_SELECTION_DOWNLOAD_H

#include "register/page/download/options.h"
#include "register/page/participants/selection.h"

struct selection_download {
    struct download file;
    struct selection selection;
};

/* Reads the address: options (enum download_options), and the overview's own fields. OUTCOME_BAD names the part of it that is
 * not known. */
enum outcome selection_download_read(struct visit *visit, unsigned options, struct selection_download *download_out);

/* download_begin, with the selection in the log's words. */
enum outcome selection_download_begin(struct selection_download *download, const char *what);

/* download_announce, where the rows need sorting. */
void selection_download_announce(struct selection_download *download);

#endif
