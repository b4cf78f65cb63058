/* The machine as a table: for each state, what each event leads to. */
#include "register/domain/jobbsjansen/status.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "engine/base/words.h"

static const struct {
    const char *name, *shown;
    enum status after[STATUS_EVENT_COUNT]; /* what is not here is STATUS_UNKNOWN: forbidden */
} statuses[] = {
    [STATUS_OPPRETTET] = {"opprettet",
                          N_("Opprettet"),
                          {[STATUS_EVENT_CHANGE] = STATUS_ENDRET, [STATUS_EVENT_END] = STATUS_AVSLUTTET}},
    [STATUS_ENDRET] = {"endret",
                       N_("Endret"),
                       {[STATUS_EVENT_CHANGE] = STATUS_ENDRET, [STATUS_EVENT_END] = STATUS_AVSLUTTET}},
    [STATUS_AVSLUTTET] = {"avsluttet",
                          N_("Avsluttet"),
                          {[STATUS_EVENT_CHANGE] = STATUS_AVSLUTTET,
                           [STATUS_EVENT_REOPEN] = STATUS_ENDRET,
                           [STATUS_EVENT_DISCHARGE] = STATUS_UTSKREVET}},
    /* She can be corrected, the end date too, and stays what she is (P11); discharged is one only once. */
    [STATUS_UTSKREVET] = {"utskrevet",
                          N_("Utskrevet"),
                          {[STATUS_EVENT_CHANGE] = STATUS_UTSKREVET,
                           [STATUS_EVENT_END] = STATUS_UTSKREVET,
                           [STATUS_EVENT_REOPEN] = STATUS_UTSKREVET}},
};

static const char *const events[STATUS_EVENT_COUNT] = {
    [STATUS_EVENT_CHANGE] = "change",
    [STATUS_EVENT_END] = "end",
    [STATUS_EVENT_REOPEN] = "reopen",
    [STATUS_EVENT_DISCHARGE] = "discharge",
};

enum status_event status_event_of(bool had_end, bool has_end)
{
    if (had_end == has_end) {
        return STATUS_EVENT_CHANGE;
    }
    return has_end ? STATUS_EVENT_END : STATUS_EVENT_REOPEN;
}

enum status status_after(enum status status, enum status_event event)
{
    assert(status > STATUS_UNKNOWN && status <= STATUS_UTSKREVET && event < STATUS_EVENT_COUNT);
    return statuses[status].after[event];
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

const char *status_event_name(enum status_event event)
{
    assert(event < STATUS_EVENT_COUNT);
    return events[event];
}
