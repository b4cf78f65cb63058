/* What pages on downloads say alike. */
#ifndef REGISTER_PAGE_DOWNLOAD_RECEIPT_PAGE_H
#define REGISTER_PAGE_DOWNLOAD_RECEIPT_PAGE_H

#include "register/store/receipt.h"

/* "Fullt datasett (CSV)". */
const char *receipt_content(const struct receipt *receipt);

#endif
