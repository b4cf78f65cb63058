/* What the pages of the second factor have in common (requirement A4). */
#ifndef REGISTER_PAGE_ACCOUNT_FACTOR_H
#define REGISTER_PAGE_ACCOUNT_FACTOR_H

#include "register/page/visit.h"
#include "register/store/factor.h"

/* The page that asks for a code. */
enum outcome factor_code_page(struct visit *visit);

/* Fields `kode` and `gjenoppretting`; a recovery code in the first is taken too. false: neither, and factor_misread is the
 * section that says so. `salt`: the user's, or NULL. */
bool factor_read(const struct visit *visit, long long user_id, const char *salt, struct factor_proof *proof_out);
const char *factor_misread(const struct visit *visit);

#endif
