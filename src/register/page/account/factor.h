/* What the pages of the second factor have in common (requirement A4). */
#ifndef REGISTER_PAGE_ACCOUNT_FACTOR_H
#define REGISTER_PAGE_ACCOUNT_FACTOR_H

#include "register/page/visit.h"
#include "register/store/factor.h"

/* The page that asks for a code. */
enum outcome factor_code_page(struct visit *visit);
/* The page where an app is registered, for the half session of that token. */
enum outcome factor_enrol_page(struct visit *visit, const char *half_token);

/* The visitor's half session; *half_out is NULL where it is over, or none came. */
enum outcome factor_open(struct visit *visit, const struct half_session **half_out);
/* Over, or of another browser: the page that asks for the password again. */
enum outcome factor_over(struct visit *visit);

/* Fields `kode` and `gjenoppretting`; a recovery code in the first is taken too. false: neither, and factor_misread is the
 * section that says so. `salt`: the user's, or NULL. */
bool factor_read(const struct visit *visit, long long user_id, const char *salt, struct factor_proof *proof_out);
const char *factor_misread(const struct visit *visit);

#endif
