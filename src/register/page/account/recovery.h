/* Recovery codes (requirement A4): made here, shown once, and kept as hashes. */
#ifndef REGISTER_PAGE_ACCOUNT_RECOVERY_H
#define REGISTER_PAGE_ACCOUNT_RECOVERY_H

#include "register/page/visit.h"

enum { RECOVERY_CODES = 10 };

struct recovery {
    const char *shown[RECOVERY_CODES];
    const char *kept; /* what the database takes: a JSON array of hashes */
};

const struct recovery *recovery_make(const struct visit *visit, long long user_id);

/* The page that shows them. */
struct values *recovery_page(struct visit *visit, const struct recovery *recovery);

#endif
