/* The status follows from facts; nobody sets it. */
#include "register/domain/jobbsjansen/status.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *shown;
} statuses[] = {
    [STATUS_OPPRETTET] = {"opprettet", "Opprettet"},
    [STATUS_ENDRET] = {"endret", "Endret"},
    [STATUS_AVSLUTTET] = {"avsluttet", "Avsluttet"},
    [STATUS_UTSKREVET] = {"utskrevet", "Utskrevet"},
};

enum status status_of(struct status_facts facts)
{
    if (facts.discharged) {
        return STATUS_UTSKREVET;
    }
    if (facts.ended) {
        return STATUS_AVSLUTTET;
    }
    return facts.changed ? STATUS_ENDRET : STATUS_OPPRETTET;
}

const char *status_name(enum status status)
{
    assert(status > STATUS_UNKNOWN && status <= STATUS_UTSKREVET);
    return statuses[status].name;
}

const char *status_shown(enum status status)
{
    assert(status > STATUS_UNKNOWN && status <= STATUS_UTSKREVET);
    return statuses[status].shown;
}

enum status status_named(const char *name)
{
    for (enum status status = STATUS_OPPRETTET; status <= STATUS_UTSKREVET; status++) {
        if (strcmp(statuses[status].name, name) == 0) {
            return status;
        }
    }
    return STATUS_UNKNOWN;
}
