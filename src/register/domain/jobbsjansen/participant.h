/* A participation as the rest of the register sees it: answers, and what the register itself
 * knows of them. One row of the overview is one participation (requirement P4). */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_PARTICIPANT_H
#define REGISTER_DOMAIN_JOBBSJANSEN_PARTICIPANT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/answer/answer.h"
#include "engine/answer/merge.h"
#include "register/domain/jobbsjansen/lookup.h"

/* Random, 63 bits; in addresses as 16 letters, so that none can be taken for a person's number. */
typedef unsigned long long participant_id;

#define PARTICIPANT_ID_TEXT 17
#define PARTICIPANT_ID_MOST (~0ULL >> 1)
void participant_id_show(participant_id id, char text_out[PARTICIPANT_ID_TEXT]);
bool participant_id_parse(const char *text, participant_id *id_out); /* exactly 16 of the letters */
participant_id participant_id_new(void);

/* One Norwegian test taken (variables 26-28). */
struct participant_test {
    const char *date;         /* yyyy-mm-dd or NULL */
    const char *type, *result; /* codes as text or NULL */
};

/* Another participation of hers that lies over this one in time (P13). */
struct participant_double {
    participant_id other; /* 0: in a municipality or district that the user may not see */
    bool is_open;         /* neither has ended */
};

struct participant {
    participant_id id;
    long version; /* raised by every change */
    bool may_change;
    const char *status; /* "opprettet", "endret", "avsluttet", "utskrevet" */
    const char *created_at, *changed_at, *changed_by_name, *changed_by_email; /* instants in UTC */
    struct lookup lookup;
    struct answers *answers;
    const struct participant_test *tests;
    size_t test_count;
    const struct answer_change *changes; /* after the version asked for, oldest first */
    size_t change_count;
    const struct participant_double *doubles; /* those the user may know of */
    size_t double_count;
};

#endif
