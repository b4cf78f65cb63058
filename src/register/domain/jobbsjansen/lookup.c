/* How the look-up stands, as pure rules. */
#include "register/domain/jobbsjansen/lookup.h"

#include <string.h>

#include "engine/base/text.h"

enum {
    FIRST_DELAY_MS = 1000,
    DELAY_AT_MOST_MS = 15 * 60 * 1000,
    PAUSE_AT_MOST_MS = 5 * 60 * 1000,
    PAUSE_IF_REFUSED_MS = 10 * 1000,
    DOUBLINGS_AT_MOST = 12,
    TOLD_AFTER = 1 /* the first failure may be a stumble */
};

static const char *const state_names[] = {
    [LOOKUP_NONE] = "none",   [LOOKUP_WAITING] = "waiting",   [LOOKUP_FAILING] = "failing",
    [LOOKUP_FOUND] = "found", [LOOKUP_WITHHELD] = "withheld", [LOOKUP_ABSENT] = "absent",
};

static const struct {
    const char *name;
    enum lookup_note note;
} note_names[] = {
    {"man", LOOKUP_MAN},
    {"name_arrived", LOOKUP_NAME_ARRIVED},
    {"name_changed", LOOKUP_NAME_CHANGED},
    {"number_changed", LOOKUP_NUMBER_CHANGED},
};

enum lookup_state lookup_state_named(const char *name)
{
    for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++)
        if (text_equal(state_names[i], name))
            return (enum lookup_state)i;
    return LOOKUP_NONE;
}

static bool is_listed(const char *names, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = names; at && *at; at += strspn(at, ",")) {
        size_t word = strcspn(at, ",");

        if (word == length && strncmp(at, name, length) == 0)
            return true;
        at += word;
    }
    return false;
}

unsigned lookup_notes_named(const char *names)
{
    unsigned notes = 0;

    for (size_t i = 0; i < sizeof note_names / sizeof *note_names; i++)
        if (is_listed(names, note_names[i].name))
            notes |= note_names[i].note;
    return notes;
}

bool lookup_may_tick(const struct lookup *lookup, const char *name)
{
    return !text_is_empty(name) || !text_is_empty(lookup->reason);
}

bool lookup_may_give_reason(const struct lookup *lookup, const char *name, bool is_slow)
{
    return text_is_empty(name) && (lookup->state != LOOKUP_WAITING || is_slow);
}

/* 1 s, 2 s, 4 s ... a quarter of an hour, each longer by up to a fifth. */
static unsigned delay_after(unsigned failed, unsigned chance)
{
    unsigned doublings = failed < DOUBLINGS_AT_MOST ? failed : DOUBLINGS_AT_MOST;
    unsigned delay = FIRST_DELAY_MS << doublings;

    if (delay > DELAY_AT_MOST_MS)
        delay = DELAY_AT_MOST_MS;
    return delay + chance % (delay / 5);
}

struct lookup_retry lookup_retry_after(enum lookup_trouble trouble, unsigned failed, unsigned wait_ms, unsigned chance)
{
    struct lookup_retry retry = {.delay_ms = delay_after(failed, chance), .told = failed >= TOLD_AFTER};

    if (trouble == LOOKUP_BUSY)
        retry.pause_ms = wait_ms > FIRST_DELAY_MS ? wait_ms : FIRST_DELAY_MS;
    else if (trouble == LOOKUP_REFUSED)
        retry.pause_ms = PAUSE_IF_REFUSED_MS;
    if (retry.pause_ms > PAUSE_AT_MOST_MS)
        retry.pause_ms = PAUSE_AT_MOST_MS;
    if (retry.delay_ms < retry.pause_ms)
        retry.delay_ms = retry.pause_ms;
    return retry;
}
