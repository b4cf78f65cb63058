/* Requirement A1's table, and the questions asked of it. */
#include "register/domain/access/grant.h"

#include <string.h>

#include "engine/base/text.h"

static const struct {
    const char *name;
    unsigned rights;
} roles[] = {
    [ACCESS_NOBODY] = {"", 0},
    [ACCESS_CASEWORKER] = {"caseworker", ACCESS_SEE_PARTICIPANTS | ACCESS_CHANGE_PARTICIPANTS | ACCESS_REPORTING},
    [ACCESS_ADMINISTRATOR] = {"administrator", ACCESS_PEOPLE | ACCESS_LOOK_UP_PEOPLE | ACCESS_REPORTING},
    [ACCESS_IMDI] = {"imdi", ACCESS_SEE_PARTICIPANTS | ACCESS_LOOK_UP_PEOPLE | ACCESS_REPORTING | ACCESS_REPORTING_YEAR},
    [ACCESS_SYSTEM_OWNER] = {"system_owner",
                             ACCESS_SEE_PARTICIPANTS | ACCESS_PEOPLE | ACCESS_LOOK_UP_PEOPLE | ACCESS_REPORTING |
                                 ACCESS_LOG | ACCESS_REPORTING_YEAR},
    [ACCESS_MACHINE] = {"machine", ACCESS_SEE_PARTICIPANTS},
};

enum access_role access_role_named(const char *name)
{
    for (enum access_role role = ACCESS_CASEWORKER; role <= ACCESS_MACHINE; role++) {
        if (text_equal(roles[role].name, name)) {
            return role;
        }
    }
    return ACCESS_NOBODY;
}

const char *access_role_name(enum access_role role)
{
    return roles[role].name;
}

unsigned access_rights_of(enum access_role role)
{
    return roles[role].rights;
}

bool access_is_in(const struct grant *grant, const char *reg)
{
    return grant->reg[0] == '\0' || strcmp(grant->reg, reg) == 0;
}

bool access_has(const struct account *account, const char *reg)
{
    for (size_t i = 0; i < account->grant_count; i++) {
        if (access_is_in(&account->grants[i], reg)) {
            return true;
        }
    }
    return false;
}

bool access_may(const struct account *account, const char *reg, unsigned rights)
{
    for (size_t i = 0; i < account->grant_count; i++) {
        const struct grant *grant = &account->grants[i];
        if (access_is_in(grant, reg) && (access_rights_of(grant->role) & rights) == rights) {
            return true;
        }
    }
    return false;
}

bool access_may_anywhere(const struct account *account, unsigned rights)
{
    for (size_t i = 0; i < account->grant_count; i++) {
        if ((access_rights_of(account->grants[i].role) & rights) == rights) {
            return true;
        }
    }
    return false;
}

static bool access_covers(const struct grant *grant, const char *kommunenummer, const char *bydel)
{
    bool whole = grant->bydel[0] == '\0';
    return strcmp(grant->kommunenummer, kommunenummer) == 0 && (whole || strcmp(grant->bydel, bydel) == 0);
}

bool access_may_change(const struct account *account, const char *reg, const char *kommunenummer,
                       const char *bydel)
{
    for (size_t i = 0; i < account->grant_count; i++) {
        const struct grant *grant = &account->grants[i];
        bool changes = (access_rights_of(grant->role) & ACCESS_CHANGE_PARTICIPANTS) != 0;
        if (changes && strcmp(grant->reg, reg) == 0 && kommunenummer[0] != '\0' &&
            access_covers(grant, kommunenummer, bydel)) {
            return true;
        }
    }
    return false;
}
