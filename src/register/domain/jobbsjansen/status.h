/* How far a participation has come. Requirement P10; settled K38. */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_STATUS_H
#define REGISTER_DOMAIN_JOBBSJANSEN_STATUS_H

#include <stdbool.h>

enum status { STATUS_UNKNOWN, STATUS_OPPRETTET, STATUS_ENDRET, STATUS_AVSLUTTET, STATUS_UTSKREVET };

struct status_facts {
    bool changed;    /* by a person, since she was created */
    bool ended;      /* an end date is set */
    bool discharged; /* stays true when something is corrected afterwards */
};

/* The furthest that the facts say; falls back by itself when an end date is removed. */
enum status status_of(struct status_facts facts);
/* "opprettet": in addresses and as stored. */
const char *status_name(enum status status);
/* "Opprettet": on screen. */
const char *status_shown(enum status status);
/* From its name; STATUS_UNKNOWN for anything else. */
enum status status_named(const char *name);

#endif
