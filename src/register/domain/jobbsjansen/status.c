/* The status follows from facts; nobody sets it. */
#include "register/domain/jobbsjansen/status.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "engine/base/words.h"

static const struct {
    const char *name, *shown;
} statuses[] = {
    [STATUS_OPPRETTET] = {"opprettet", N_("Opprettet")},
    [STATUS_ENDRET] = {"endret", N_("Endret")},
    [STATUS_AVSLUTTET] = {"avsluttet", N_("Avsluttet")},
    [STATUS_UTSKREVET] = {"utskrevet", N_("Utskrevet")},
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
    return words_text(statuses[status].shown);
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
