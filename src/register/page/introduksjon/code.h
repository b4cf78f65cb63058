/* Codes of the register's codebook, as texts that stand in rows and addresses. */
#ifndef REGISTER_PAGE_INTRODUKSJON_CODE_H
#define REGISTER_PAGE_INTRODUKSJON_CODE_H

#include "register/page/visit.h"

/* The code of that number; NULL: no such one. */
const struct codebook_code *code_named(const struct visit *visit, const char *variable, const char *number);

/* Sets a marker to how people read it, marked as bokmål where that is all there is. A code that the codebook has no more stands as
 * its number; NULL as "–". */
void code_set(const struct visit *visit, struct values *values, const char *name, const char *variable, const char *number);

#endif
