/* A file on its way out: what every download of every register has in common (requirements D2-D4, D6, L3). */
#ifndef REGISTER_PAGE_DOWNLOAD_DOWNLOAD_H
#define REGISTER_PAGE_DOWNLOAD_DOWNLOAD_H

#include "engine/answer/columns.h"
#include "engine/base/crypto/crypto.h"
#include "engine/sheet/table.h"
#include "register/page/visit.h"
#include "register/store/receipt.h"

/* One of the address's fields that choose how the file is written. */
struct download_option {
    const char *name, *value;
};

struct download {
    struct visit *visit;
    enum columns_values values; /* `verdier` of the address (D3) */
    const struct download_option *options; /* given in the address */
    size_t option_count;
    struct receipt_entry entry;   /* of the log: what, address, words and search are set before the download begins */
    struct receipt_ticket ticket;
    struct buffer piece; /* rows not sent yet */
    struct table table;
    struct crypto_hashing *hashing; /* of the bytes handed over */
    unsigned long long bytes;
    unsigned long rows; /* of the first sheet */
    unsigned rests;     /* it let pages go first so often */
    bool begun;         /* something was sent: no error page any more */
    bool reader_left;
};

/* Notes the download before anything is sent, and makes the file ready for its first sheet. `what` is the name's part
 * that says what it holds. OUTCOME_READY: go on with rows. OUTCOME_SENT: only the headers were asked for. */
enum outcome download_begin(struct download *download, const char *what);

/* With the headings written: the reader gets those at once, and sees that it comes. For rows that are sorted first. */
void download_announce(struct download *download);

/* After each row; false: nobody takes more. download_end_row counts it, for the first sheet. */
bool download_end_row(struct download *download);
bool download_send_row(struct download *download);

/* Ends the file and its receipt. A stream that broke never looks like a whole file; one that is whole has its receipt. */
enum outcome download_end(struct download *download, enum store_result result, bool whole);

#endif
