/* What a download leaves behind it: an entry in the log before it begins, how it ended, and a sheet that says so
 * (requirements D6, L3). */
#ifndef REGISTER_PAGE_DOWNLOAD_RECEIPT_H
#define REGISTER_PAGE_DOWNLOAD_RECEIPT_H

#include "register/page/download/download.h"

/* Fills the download's ticket. */
enum outcome receipt_open(struct download *download);
/* false: how it ended could not be stored. */
bool receipt_close(struct download *download, bool whole);
/* The sheet of a workbook. Its own checksum cannot stand in it: it says where that is read. */
void receipt_add_sheet(struct download *download);

#endif
