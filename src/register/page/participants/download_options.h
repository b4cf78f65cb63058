/* The part of a download's address that chooses how the file is written (requirement D3). */
#ifndef REGISTER_PAGE_PARTICIPANTS_DOWNLOAD_OPTIONS_H
#define REGISTER_PAGE_PARTICIPANTS_DOWNLOAD_OPTIONS_H

#include "register/page/participants/download.h"

/* Reads selection and options: the path's ending says which kind of file, `profil` which CSV, `verdier` codes, texts or
 * both. A workbook has no `profil`. OUTCOME_BAD: visit->reason names the part that is not known. */
enum outcome download_options_read(struct download *download, unsigned options);

#endif
