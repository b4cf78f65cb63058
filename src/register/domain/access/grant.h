/* Who may do what: the table of requirement A1 as pure questions. */
#ifndef REGISTER_DOMAIN_ACCESS_GRANT_H
#define REGISTER_DOMAIN_ACCESS_GRANT_H

#include <stdbool.h>
#include <stddef.h>

/* The registers, by the codebook's names: what grants are given in. */
#define REGISTER_JOBBSJANSEN "jobbsjansen"
#define REGISTER_INTRODUKSJON "introduksjon"

enum access_role {
    ACCESS_NOBODY,
    ACCESS_CASEWORKER,
    ACCESS_ADMINISTRATOR,
    ACCESS_IMDI,
    ACCESS_SYSTEM_OWNER,
    ACCESS_MACHINE
};

/* A role in a register over a municipality, or over one district of it. */
struct grant {
    enum access_role role;
    const char *reg;           /* REGISTER_...; "" = every register, which never lets anybody change */
    const char *kommunenummer; /* "" where the role has none */
    const char *kommunenavn;
    const char *bydel; /* "" = the whole municipality */
    const char *bydelsnavn;
    bool has_districts; /* the municipality has districts in the register (P5) */
};

/* What the database lets the user see: everything, municipalities, districts. */
enum scope_kind { SCOPE_ALL, SCOPE_MUNICIPALITY, SCOPE_DISTRICT };

struct scope {
    enum scope_kind kind;
    const char *kommunenummer, *bydel;
};

struct account {
    long long user_id;
    const char *session_id;
    const char *request_id; /* the database's own number of this request: the logs have it too */
    const char *username, *name, *email;
    long seconds_left;    /* of the session, if nothing more comes */
    long seconds_at_most; /* of the session, whatever comes */
    const struct grant *grants;
    size_t grant_count;
    const struct scope *scopes; /* in the register that the request is about */
    size_t scope_count;
};

/* The rights a page can need; a bit each. */
enum access_right {
    ACCESS_SEE_PARTICIPANTS = 1,
    ACCESS_CHANGE_PARTICIPANTS = 2,
    ACCESS_PEOPLE = 4,
    ACCESS_REPORTING = 8,
    ACCESS_LOG = 16,
    ACCESS_REPORTING_YEAR = 32,
    ACCESS_LOOK_UP_PEOPLE = 64 /* to know who administers what, at least */
};

/* "caseworker" and so on, as stored. Anything else is ACCESS_NOBODY. */
enum access_role access_role_named(const char *name);
const char *access_role_name(enum access_role role); /* as stored; "" for ACCESS_NOBODY */
unsigned access_rights_of(enum access_role role); /* enum access_right bits */
/* Is the grant given in that register, or in every one? */
bool access_is_in(const struct grant *grant, const char *reg);
/* Has the account any grant there? */
bool access_has(const struct account *account, const char *reg);
/* Does any of the account's grants in the register give all the rights asked for? */
bool access_may(const struct account *account, const char *reg, unsigned rights);
/* The same, in any register. */
bool access_may_anywhere(const struct account *account, unsigned rights);
/* May this account register and change participants of that municipality and district? */
bool access_may_change(const struct account *account, const char *reg, const char *kommunenummer,
                       const char *bydel);

#endif
