/* Persons of the introduction programme that somebody asks for, in SQL: a branch of a UNION ALL for each row of the user's
 * scope, each naming its scoped view and its place (scopes.h). */
#ifndef REGISTER_STORE_INTRO_BRANCH_H
#define REGISTER_STORE_INTRO_BRANCH_H

#include "register/domain/jobbsjansen/participant.h"
#include "register/domain/person_search.h"
#include "register/store/place.h"
#include "register/store/scopes.h"

struct intro_query {
    const struct scope *scopes; /* of the account, in this register */
    size_t scope_count;
    struct places_asked asked;
    unsigned long categories;           /* their codes, as bits; 0: all */
    const struct person_search *search; /* by DUF number and name; NULL: anybody */
    const participant_id *ids;          /* these alone; NULL: all */
    size_t id_count;
};

struct intro_branch {
    const char *columns;
    void (*narrow)(struct sentence *sentence, const void *about); /* adds " AND ..." on p; NULL: nothing more */
    const void *about;
    const char *tail; /* GROUP BY and the like of each branch, or "" */
};

/* Adds "(SELECT <columns> FROM intro_participant_<kind> p WHERE <place, the query, narrow> <tail>)" for each. No row comes
 * twice. A user without scope gets one branch that finds nothing. */
void intro_branches_add(struct sentence *sentence, const struct intro_query *query, const struct intro_branch *branch);

/* A piece of the list in order. The columns have what it is sorted by under the names that both orders use. */
struct intro_piece {
    const char *in_branch, *in_all; /* " ORDER BY ..." */
    unsigned long offset;
    size_t limit;
};
void intro_branches_add_piece(struct sentence *sentence, const struct intro_query *query, struct intro_branch branch,
                              const struct intro_piece *piece);

#endif
