/* How a file is to be written, as its address says. */
#ifndef REGISTER_PAGE_DOWNLOAD_OPTIONS_H
#define REGISTER_PAGE_DOWNLOAD_OPTIONS_H

#include "register/page/download/download.h"

/* What may stand in the address beside the selection's own fields, as bits. */
enum download_options { DOWNLOAD_VALUES = 1 };

/* A new download with its options: the path's ending says which kind of file, `profil` which CSV, `verdier` codes, texts or
 * both. A workbook has no `profil`. OUTCOME_BAD: visit->reason names the part that is not known. */
enum outcome download_options_read(struct visit *visit, unsigned options, struct download *download_out);

/* The names of those fields, for whoever reads the rest of the address; NULL at the end. */
const char *const *download_options_names(const struct download *download, unsigned options);

/* The whole address of the download: its path, that query ("" or "?...") and the options given. */
const char *download_options_address(const struct download *download, const char *query);

#endif
