/* The person an address under /brukere names, as far as the one who asks may know of her. */
#ifndef REGISTER_PAGE_ACCOUNT_USER_OPEN_H
#define REGISTER_PAGE_ACCOUNT_USER_OPEN_H

#include "register/page/visit.h"
#include "register/store/people.h"

struct user_seen {
    const struct person *person;
    const char *path; /* "/brukere/bcdf..." */
    const struct places *places;
};

/* OUTCOME_READY with everything set, or what to answer instead. */
enum outcome user_open(struct visit *visit, struct user_seen *seen_out);
/* Her grant that the address' last part names and that is not over, or NULL. */
const struct people_grant *user_open_grant(const struct visit *visit, const struct user_seen *seen);
/* A page of hers inside the frame: her name, and where the ways lead. */
struct values *user_page(struct visit *visit, const struct user_seen *seen, const char *file, const char *title);

#endif
