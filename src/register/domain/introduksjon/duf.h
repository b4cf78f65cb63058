/* The DUF number: a foreigner's number in the immigration authorities' register (requirement N1; domain.md 1.6). */
#ifndef REGISTER_DOMAIN_INTRODUKSJON_DUF_H
#define REGISTER_DOMAIN_INTRODUKSJON_DUF_H

#include "engine/base/arena.h"

enum { DUF_DIGITS = 12, DUF_SIZE = DUF_DIGITS + 1 };

enum duf_refusal {
    DUF_ACCEPTED,
    DUF_EMPTY,
    DUF_NOT_DIGITS,
    DUF_WRONG_LENGTH,
    DUF_WRONG_CHECK, /* the digits are there: whether they can be confirmed all the same is for the caller */
    DUF_REFUSALS
};

/* `typed` may hold blanks and dashes. `digits_out` is whole for DUF_ACCEPTED and DUF_WRONG_CHECK. */
enum duf_refusal duf_read(const char *typed, char digits_out[DUF_SIZE]);

/* As people read it: year, serial number, check, with no-break spaces between. */
const char *duf_show(struct arena *arena, const char *digits);

/* What to do about it, a whole sentence. */
const char *duf_message(enum duf_refusal refusal);

#endif
