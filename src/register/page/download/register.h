/* Where a register's downloads belong. */
#ifndef REGISTER_PAGE_DOWNLOAD_REGISTER_H
#define REGISTER_PAGE_DOWNLOAD_REGISTER_H

#include "register/page/visit.h"

struct download_register {
    const char *name;     /* as the codebook and grants have it, and as files' names begin */
    const char *receipts; /* the address of one's own; that of one has its reference behind */
    const char *list, *list_label; /* the page that people download from; marked N_() */
};

/* The register of the address that was asked for; what belongs to no register alone is Jobbsjansen's. */
const struct download_register *download_register(const struct visit *visit);

/* Was it downloaded from that register? */
bool download_is_of(const struct download_register *reg, const char *what);

#endif
