/* How far a participation has come: one machine of four states (requirement P10; settled K38). Nobody sets a status;
 * it follows from what happens. The database's procedures are written from the same table (store/schema_fill.c), so
 * that nothing goes another way there. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_STATUS_H
#define REGISTER_DOMAIN_JOBBSJANSEN_STATUS_H

#include <stdbool.h>

enum status { STATUS_UNKNOWN, STATUS_OPPRETTET, STATUS_ENDRET, STATUS_AVSLUTTET, STATUS_UTSKREVET };

/* What can happen to one who has been created (Opprettet). Only a person's act does: what the register fetches by
 * itself changes no status (P9). */
enum status_event {
    STATUS_EVENT_CHANGE,    /* some answer changed; the end date was neither set nor removed */
    STATUS_EVENT_END,       /* the end date was empty and is set */
    STATUS_EVENT_REOPEN,    /* the end date is removed */
    STATUS_EVENT_DISCHARGE, /* "Utskriv og registrer ferdig"; what must be answered first is the codebook's to say */
    STATUS_EVENT_COUNT
};

/* What a change of answers is, by whether there was an end date and is one. */
enum status_event status_event_of(bool had_end, bool has_end);
/* The state that follows. STATUS_UNKNOWN: what can't happen in this state, and must be refused. */
enum status status_after(enum status status, enum status_event event);

/* "opprettet": in addresses and as stored. */
const char *status_name(enum status status);
/* "Opprettet": on screen. */
const char *status_shown(enum status status);
/* From its name; STATUS_UNKNOWN for anything else. */
enum status status_named(const char *name);
/* "change", "end", "reopen", "discharge": as the database's procedures call them. */
const char *status_event_name(enum status_event event);

#endif
