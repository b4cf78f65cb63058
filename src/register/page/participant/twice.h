/* A woman who is registered already: what the pages say of it (P13). */
#ifndef REGISTER_PAGE_PARTICIPANT_TWICE_H
#define REGISTER_PAGE_PARTICIPANT_TWICE_H

#include "register/page/visit.h"
#include "register/store/participant.h"

enum twice_kind {
    TWICE_NO,
    TWICE_HERE,      /* where the user may see her: `other` */
    TWICE_ELSEWHERE, /* where she may not; she may go on with that number */
    TWICE_LATER      /* asked too often: nothing is said of this woman */
};

/* Why something was not stored. */
struct twice {
    enum twice_kind kind;
    bool reopened;        /* it is about an end date that was removed, where nobody goes on; else about a number */
    participant_id other;
    const char *number; /* whom it is about */
};

/* What an outcome of the store says of it; TWICE_NO for any other. */
enum twice_kind twice_of(enum participant_outcome outcome);

/* Has the user been told of one elsewhere, and goes on with this number? (field `registrer_likevel`) */
bool twice_goes_on(const struct visit *visit, const char *number);

/* The words at the field. */
const char *twice_message(const struct twice *twice);

/* The notice on top of the form, with the way on; nothing for TWICE_NO. */
void twice_fill(struct visit *visit, struct values *page, const struct twice *twice);

/* On the side card: other participations of hers that lie over this one in time. */
void twice_fill_doubles(struct visit *visit, struct values *card, const struct participant *participant);

#endif
