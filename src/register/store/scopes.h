/* What a user sees, as views and conditions: a branch of a UNION ALL for each row of her scope, each naming its place
 * (MariaDB findings, section 9). */
#ifndef REGISTER_STORE_SCOPES_H
#define REGISTER_STORE_SCOPES_H

#include "register/domain/access/grant.h"
#include "register/store/sentence.h"

/* How the views of the scope's kind end: "municipality". */
const char *scopes_view(enum scope_kind kind);

/* Is the scope covered by a wider one, or by an equal one that came first? Its branch would find rows twice. */
bool scopes_cover(const struct scope *scopes, size_t count, size_t index);

/* Adds " WHERE <the scope's place>", of the table called p. */
void scopes_add_place(struct sentence *sentence, const struct scope *scope);

#endif
